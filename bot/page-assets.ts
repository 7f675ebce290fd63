import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { GateRequest, Reply } from './route.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
};

/** A file to serve, plain and compressed. Compression runs beside the start of the service; a reply waits for it. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly brotli: Promise<Buffer>;
  readonly gzipped: Promise<Buffer>;
}

/** Makes an asset of a text or bytes; what it is follows from the end of its name. */
export function createAsset(name: string, content: string | Buffer): Asset {
  const plain = Buffer.from(content);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return {
    name,
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    plain,
    brotli: compressBrotli(plain, { params }),
    gzipped: compressGzip(plain, { level: 9 }),
  };
}

/** A name with a hash of the content in it, so that browsers may keep the file for ever; `icon.svg` → `icon-1a2b3c4d.svg`. */
export function hashedName(name: string, content: string | Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  return name.replace(/(?=\.[a-z]+$)/, `-${hash}`);
}

/** Answers with an asset in the smallest encoding the client takes. */
export async function replyAsset(asset: Asset, request: GateRequest, cacheControl: string): Promise<Reply> {
  const encoding = bestEncoding(request.headers['accept-encoding']);
  const body =
    encoding === 'br' ? await asset.brotli : encoding === 'gzip' ? await asset.gzipped : asset.plain;
  return {
    status: 200,
    headers: {
      'Content-Type': asset.type,
      'Cache-Control': cacheControl,
      Vary: 'Accept-Encoding',
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    },
    body,
  };
}

function bestEncoding(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const taken = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : undefined;
}
