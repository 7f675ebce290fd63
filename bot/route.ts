import type { IncomingHttpHeaders } from 'node:http';

/** What a handler gets of a request that passed the gate: the body was read whole, within its limit. */
export interface GateRequest {
  /** Random id of this request, for the log line and the problem body of an internal error. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Values of the `:name` parts of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body as JSON. Errors: CodedError `malformed_json`, also for depth over 32 or more than 2,000 keys. */
  json(): unknown;
  /** The client's address: the socket's, or what a trusted proxy says. Never logged whole. */
  readonly clientAddress: string;
}

/** What a handler answers; an object body is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | object;
}

/** One route. Handlers throw CodedError for every refusal; the server turns it into a problem body. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` parts, as restify writes them. */
  readonly path: string;
  /** What a body may be; GET has none. `none` refuses every body. Default for POST and PUT: JSON. */
  readonly body?: 'json' | 'form' | 'any' | 'none';
  readonly handle: (request: GateRequest) => Promise<Reply>;
}
