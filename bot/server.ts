import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { pino } from 'pino';
import restify from 'restify';
import { asCodedError, CodedError } from '../services/errors.ts';
import { checkBodyHeaders, readBody } from './body.ts';
import { parseJson } from './body-json.ts';
import type { Config } from './config.ts';
import { checkRequest } from './gate.ts';
import { type ClientAddress, createClientAddress } from './gate-client.ts';
import type { Metrics } from './metrics.ts';
import { clientKey, clientPrefix, createRate, type Rate } from './rate.ts';
import type { GateRequest, Reply, Route } from './route.ts';
import { sendProblem, sendReply } from './server-answer.ts';
import { securityHeaders } from './server-headers.ts';
import { closeListener, listen, setLimits } from './server-listener.ts';
import { handleRawEvents, type Upgrade } from './server-raw.ts';

export type { Upgrade, UpgradeRequest } from './server-raw.ts';

/** What the server is made of; `upgrade` takes WebSocket handshakes, all are refused without it. */
export interface ServerParts {
  readonly config: Pick<Config, 'host' | 'port' | 'publicUrl' | 'trustedProxies' | 'rates'>;
  readonly routes: readonly Route[];
  readonly upgrade?: Upgrade;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** A server that listens. `close` stops accepting, waits at most 4 s for running requests, then cuts the rest. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** What is known of a request while it runs. */
interface Exchange {
  readonly id: string;
  readonly startedAt: number;
  readonly address: string;
  query: URLSearchParams;
  path: string;
}

/** What all requests of one server share. */
interface Shared {
  readonly parts: ServerParts;
  readonly headers: OutgoingHttpHeaders;
  readonly clientAddress: ClientAddress;
  readonly clientRate: Rate;
  readonly exchanges: WeakMap<IncomingMessage, Exchange>;
  closing: boolean;
}

/** Starts listening. Every request passes the gate first; every error leaves as a problem body. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, log } = parts;
  const shared: Shared = {
    parts,
    headers: securityHeaders(config.publicUrl),
    clientAddress: createClientAddress(config.trustedProxies),
    clientRate: createRate(config.rates.client),
    exchanges: new WeakMap(),
    closing: false,
  };
  const options: restify.ServerOptions = { name: '', noWriteContinue: true };
  const server = restify.createServer(Object.assign(options, { log: pino({ level: 'silent' }) }));
  setLimits(server.server);
  server.on('error', () => log.warn('the listener reported an error'));
  server.pre((request, response, next) => {
    admit(shared, request, response).then((admitted) => next(admitted ? undefined : false));
  });
  for (const route of parts.routes) register(server, route, shared);
  server.on('restifyError', (request, response, error) => {
    const code = Number(error?.statusCode) === 405 ? 'method_not_allowed' : 'not_found';
    finish(shared, request, response, 'none', new CodedError(code));
  });
  const sockets = handleRawEvents(server.server, shared.headers, {
    upgrade: parts.upgrade,
    publicUrl: config.publicUrl,
    spend: (request) => shared.clientRate.spend(clientKey(shared.clientAddress(request))),
  });
  const port = await listen(server.server, config.port, config.host);
  return {
    port,
    async close() {
      shared.closing = true;
      await closeListener(server.server, sockets);
    },
  };
}

/** The gate, for every request before it is routed; false when it was refused and answered. */
async function admit(shared: Shared, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const exchange: Exchange = {
    id: randomUUID(),
    startedAt: performance.now(),
    address: shared.clientAddress(request),
    query: new URLSearchParams(),
    path: '',
  };
  shared.exchanges.set(request, exchange);
  try {
    if (shared.closing) throw new CodedError('shutting_down', 'shutting_down', { retryAfterSeconds: 10 });
    Object.assign(exchange, checkRequest(request, shared.parts.config.publicUrl));
    await shared.clientRate.spend(clientKey(exchange.address));
    return true;
  } catch (thrown) {
    finish(shared, request, response, 'none', asCodedError(thrown));
    return false;
  }
}

function register(server: restify.Server, route: Route, shared: Shared): void {
  const handler: restify.RequestHandler = (request, response, next) => {
    answer(shared, route, request, response).then(() => next(false));
  };
  switch (route.method) {
    case 'GET':
      server.get(route.path, handler);
      server.head(route.path, handler);
      break;
    case 'POST':
      server.post(route.path, handler);
      break;
    case 'PUT':
      server.put(route.path, handler);
      break;
    case 'DELETE':
      server.del(route.path, handler);
      break;
  }
}

async function answer(
  shared: Shared,
  route: Route,
  request: restify.Request,
  response: restify.Response,
): Promise<void> {
  try {
    checkBodyHeaders(request, route);
    if (request.headers.expect !== undefined) response.writeContinue();
    const body = await readBody(request);
    const reply = await route.handle(toGateRequest(shared, request, body));
    finish(shared, request, response, route.path, reply);
  } catch (thrown) {
    finish(shared, request, response, route.path, asCodedError(thrown));
  }
}

function toGateRequest(shared: Shared, request: restify.Request, body: Buffer): GateRequest {
  const exchange = shared.exchanges.get(request);
  if (!exchange) throw new CodedError('internal', 'a request was routed that had not passed the gate');
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(request.params)) params[name] = String(value);
  return {
    id: exchange.id,
    method: request.method ?? '',
    path: exchange.path,
    params,
    query: exchange.query,
    headers: request.headers,
    cookies: readCookies(request.headers.cookie),
    body,
    json: () => parseJson(body),
    clientAddress: exchange.address,
  };
}

function readCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').flatMap((part) => {
    const mark = part.indexOf('=');
    return mark === -1 ? [] : [[part.slice(0, mark).trim(), part.slice(mark + 1).trim()]];
  });
  return Object.fromEntries(pairs);
}

function finish(
  shared: Shared,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
  outcome: Reply | CodedError,
): void {
  const { log, metrics } = shared.parts;
  const exchange = shared.exchanges.get(request);
  if (outcome instanceof CodedError) {
    if (outcome.httpStatus === 500) {
      log.error({ requestId: exchange?.id, route, ...describe(outcome) }, 'request failed');
    }
    sendProblem(request, response, outcome, shared.headers);
  } else {
    sendReply(request, response, outcome, shared.headers);
  }
  const status = outcome instanceof CodedError ? outcome.httpStatus : outcome.status;
  const seconds = exchange ? (performance.now() - exchange.startedAt) / 1_000 : 0;
  const method = request.method ?? '';
  metrics.observeRequest({ method, route, status, seconds });
  const client = clientPrefix(exchange?.address ?? '');
  log.info(
    { method, route, status, ms: Math.round(seconds * 1_000), requestId: exchange?.id, client },
    'request',
  );
}

/** What may be logged of a bug: its class and where it was thrown, never its message, which may quote someone. */
function describe(error: CodedError): { error: string; at: string | undefined } {
  const { cause } = error;
  if (!(cause instanceof Error)) return { error: error.message, at: undefined };
  const frame = cause.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return { error: cause.name, at: frame?.trim().slice(0, 200) };
}
