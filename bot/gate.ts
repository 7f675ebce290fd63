import type { IncomingMessage } from 'node:http';
import { CodedError } from '../services/errors.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);
const MAX_PATH_LENGTH = 2_048;
const MAX_TARGET_LENGTH = 8_192;
const MAX_HEADERS = 100;

/** The characters RFC 3986 §3.3 allows in a path. */
const PATH = /^\/(?!\/)[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*$/;
const HOST = /^[A-Za-z0-9.\-_]+(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{1,5})?$/;
/** Headers of which a second one means that someone tries to be read in two ways. */
const ONCE = [
  'host',
  'content-length',
  'content-type',
  'authorization',
  'transfer-encoding',
  'content-encoding',
];

/** Where a request goes, decoded and safe to route. */
export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * What every request must pass before anything else looks at it: method, address, headers, origin.
 *
 * Errors: CodedError `method_not_allowed`, `uri_too_long`, `not_found` for an address that is none, `headers_too_large`,
 * `bad_request`, `forbidden` for a change asked by a page of another site.
 */
export function checkRequest(request: IncomingMessage, publicUrl: string | null): Target {
  const method = request.method ?? '';
  if (!METHODS.has(method)) throw new CodedError('method_not_allowed');
  checkHeaders(request);
  const target = readTarget(request.url ?? '');
  const reads = (method === 'GET' || method === 'HEAD') && request.headers.upgrade === undefined;
  if (!reads && isForeign(request, publicUrl)) throw new CodedError('forbidden');
  return target;
}

/** Reads a request's target. Errors: CodedError `uri_too_long`, `not_found`. */
export function readTarget(url: string): Target {
  const mark = url.indexOf('?');
  const rawPath = mark === -1 ? url : url.slice(0, mark);
  if (rawPath.length > MAX_PATH_LENGTH || url.length > MAX_TARGET_LENGTH)
    throw new CodedError('uri_too_long');
  const path = PATH.test(rawPath) ? decode(rawPath) : undefined;
  if (path === undefined || isSuspicious(path)) throw new CodedError('not_found');
  if (rawPath.toLowerCase().includes('%2f')) throw new CodedError('not_found');
  return { path, query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)) };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function isSuspicious(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /[\u0000-\u001f\u007f\\]|\/\/|\/\.|%[0-9a-f]{2}/i.test(path);
}

function checkHeaders({ rawHeaders, headers, httpVersion }: IncomingMessage): void {
  if (rawHeaders.length / 2 > MAX_HEADERS) throw new CodedError('headers_too_large');
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const doubled = ONCE.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
  const { host, expect } = headers;
  const transfer = headers['transfer-encoding'];
  const length = headers['content-length'];
  const contradicts =
    transfer !== undefined && (length !== undefined || transfer.toLowerCase() !== 'chunked');
  const badHost =
    host === undefined ? httpVersion !== '1.0' : !HOST.test(host) || !URL.canParse(`http://${host}`);
  const badExpect = expect !== undefined && expect.toLowerCase() !== '100-continue';
  const badLength = length !== undefined && !/^\d{1,15}$/.test(length);
  if (doubled || contradicts || badHost || badExpect || badLength) throw new CodedError('bad_request');
}

/** A browser tells where a request comes from; programs that tell nothing carry a token of their own anyway. */
function isForeign({ headers }: IncomingMessage, publicUrl: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && headers.upgrade === undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined || origin === 'null') return false;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
