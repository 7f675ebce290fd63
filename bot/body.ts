import type { IncomingMessage } from 'node:http';
import { CodedError } from '../services/errors.ts';
import type { Route } from './route.ts';

/** No request has a larger body: the longest message we keep is 4,096 characters. */
export const MAX_BODY_BYTES = 64 * 1024;

const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?$/i;

/**
 * Refuses a body by what its headers say, before a byte of it is read.
 *
 * Errors: CodedError `unsupported_media_type` (also for any Content-Encoding), `attachments_refused` for multipart,
 * `too_large`, `bad_request` for lengths that contradict each other.
 */
export function checkBodyHeaders(request: IncomingMessage, route: Route): void {
  const { headers } = request;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new CodedError('unsupported_media_type');
  if (!hasBody(request)) return;
  const type = headers['content-type'] ?? '';
  if (/^multipart\//i.test(type)) throw new CodedError('attachments_refused');
  if (!allows(route, type)) throw new CodedError('unsupported_media_type');
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new CodedError('too_large');
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function allows(route: Route, type: string): boolean {
  if (route.method === 'GET') return false;
  switch (route.body ?? (route.method === 'DELETE' ? 'none' : 'json')) {
    case 'json':
      return JSON_TYPE.test(type);
    case 'form':
      return FORM_TYPE.test(type);
    case 'any':
      return true;
    case 'none':
      return false;
  }
}

/**
 * Reads a body whole. Stops reading, and leaves the socket paused, as soon as it is larger than `MAX_BODY_BYTES`.
 *
 * Errors: CodedError `too_large`; `bad_request` when the sender went away halfway.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  if (!hasBody(request)) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const settle = (done: () => void) => {
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      done();
    };
    const onData = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        request.pause();
        settle(() => reject(new CodedError('too_large')));
      }
    };
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks)));
    const onClose = () => settle(() => reject(new CodedError('bad_request', 'the sender went away')));
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
