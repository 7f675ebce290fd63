import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CodedError } from '../services/errors.ts';
import { problemHeaders, problemOf } from './problem.ts';
import type { Reply } from './route.ts';

/** A sender that is still sending gets this long to read the answer before the connection is cut. */
const LINGER_MS = 250;

/** Sends a reply with the headers every answer has; cuts the connection when the request was not read to its end. */
export function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  headers: OutgoingHttpHeaders,
): void {
  if (response.headersSent || response.destroyed) return;
  const { bytes, type } = encode(reply.body);
  response.statusCode = reply.status;
  if (type !== undefined) response.setHeader('Content-Type', type);
  for (const [name, value] of Object.entries({ ...headers, ...reply.headers })) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (reply.status !== 204 && reply.status !== 304) response.setHeader('Content-Length', bytes.length);
  if (request.complete) {
    response.end(bytes);
    return;
  }
  request.pause();
  response.setHeader('Connection', 'close');
  if (bytes.length > 0) response.write(bytes);
  setTimeout(() => response.end(() => request.socket.destroy()), LINGER_MS).unref();
}

/** Sends an error as a problem body. */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: CodedError,
  headers: OutgoingHttpHeaders,
): void {
  const body = problemOf(error, request.headers['accept-language']);
  sendReply(request, response, { status: body.status, headers: problemHeaders(error), body }, headers);
}

/** Answers on a bare socket, where there is no response object (an upgrade, a request that cannot be parsed); ends it. */
export function endWithProblem(
  socket: Duplex,
  error: CodedError,
  headers: OutgoingHttpHeaders,
  acceptLanguage?: string,
): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problemOf(error, acceptLanguage));
  const all = {
    ...headers,
    ...problemHeaders(error),
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${String(value)}`);
  const status = `HTTP/1.1 ${error.httpStatus} ${STATUS_CODES[error.httpStatus] ?? ''}`;
  socket.end(`${[status, ...lines].join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function encode(body: Reply['body']): { bytes: Buffer; type: string | undefined } {
  if (body === undefined) return { bytes: Buffer.alloc(0), type: undefined };
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' };
  if (typeof body === 'string') return { bytes: Buffer.from(body), type: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json; charset=utf-8' };
}
