import type { IncomingMessage, OutgoingHttpHeaders, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { asCodedError, CodedError, type ErrorCode } from '../services/errors.ts';
import { checkRequest, type Target } from './gate.ts';
import { endWithProblem } from './server-answer.ts';

/** A WebSocket handshake that passed the gate. */
export interface UpgradeRequest extends Target {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Takes over a handshake, or throws CodedError to have it refused. */
export type Upgrade = (handshake: UpgradeRequest) => Promise<void>;

/** What the events of the bare server need. */
export interface RawEventParts {
  readonly upgrade: Upgrade | undefined;
  readonly publicUrl: string | null;
  readonly spend: (request: IncomingMessage) => Promise<void>;
}

const CLIENT_ERRORS: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/**
 * Handles what comes without a response object: upgrades, CONNECT, requests that cannot be parsed. Returns the sockets
 * that were upgraded and are still open.
 */
export function handleRawEvents(
  server: Server,
  headers: OutgoingHttpHeaders,
  parts: RawEventParts,
): ReadonlySet<Duplex> {
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    handshake(request, socket, head, parts).catch((thrown: unknown) =>
      endWithProblem(socket, asCodedError(thrown), headers, request.headers['accept-language']),
    );
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    endWithProblem(socket, new CodedError('method_not_allowed'), headers);
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error, socket) => {
    socket.on('error', () => socket.destroy());
    const code = CLIENT_ERRORS['code' in error ? String(error.code) : ''] ?? 'bad_request';
    endWithProblem(socket, new CodedError(code), headers);
  });
  return upgraded;
}

async function handshake(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: RawEventParts,
): Promise<void> {
  const target = checkRequest(request, parts.publicUrl);
  await parts.spend(request);
  if (request.method !== 'GET') throw new CodedError('method_not_allowed');
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new CodedError('bad_request');
  if (!parts.upgrade) throw new CodedError('not_found');
  await parts.upgrade({ ...target, request, socket, head });
}
