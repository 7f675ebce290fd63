import { z } from 'zod';
import { CodedError } from '../../services/errors.ts';
import { PROBLEM_TYPE, problemOf } from '../problem.ts';
import type { GateRequest, Reply, Route } from '../route.ts';
import { DetailedError } from './detailed-error.ts';
import { requireSameOrigin } from './same-origin.ts';
import type { Session, StaffSessions } from './session.ts';

/** What a handler of the staff API gets: who is signed in, and parameters, query and body that passed their schemas. */
export interface Call<Q, B> {
  readonly session: Session;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
}

/** One endpoint as its schemas describe it; the OpenAPI document and the checks are made of the same ones. */
export interface EndpointSpec<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
  readonly handle: (call: Call<z.output<Q>, z.output<B>>) => Promise<z.input<R>>;
}

/** An endpoint whose types are closed in: what the OpenAPI document lists and the server serves. */
export interface Endpoint extends Pick<Route, 'path'> {
  readonly method: 'GET' | 'POST';
  readonly summary: string;
  readonly schemas: { readonly query: z.ZodType; readonly body: z.ZodType; readonly reply: z.ZodType };
  readonly route: (guard: { sessions: StaffSessions; publicUrl: string | null }) => Route;
}

/** For endpoints without a query or without a body. */
export const nothing = z.strictObject({});

/** Makes an endpoint: only signed-in staff reach it, state is changed from our own pages only, both ways validated. */
export function endpoint<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: EndpointSpec<Q, B, R>,
): Endpoint {
  const { method, path, summary, query, body, reply } = spec;
  return {
    method,
    path,
    summary,
    schemas: { query, body, reply },
    route: ({ sessions, publicUrl }) => ({
      method,
      path,
      async handle(request) {
        if (method === 'POST') requireSameOrigin(request, publicUrl);
        const session = await sessions.read(request.cookies);
        if (!session) throw new CodedError('unauthorized', 'nobody is signed in');
        const call = {
          session,
          params: request.params,
          query: read(query, Object.fromEntries(request.query)),
          body: read(body, method === 'POST' ? jsonOf(request) : {}),
        };
        try {
          return sendJson(200, 'application/json; charset=utf-8', reply.parse(await spec.handle(call)));
        } catch (thrown) {
          if (!(thrown instanceof DetailedError)) throw thrown;
          const problem = problemOf(thrown, request.headers['accept-language']);
          return sendJson(problem.status, PROBLEM_TYPE, { ...problem, ...thrown.details });
        }
      },
    }),
  };
}

function sendJson(status: number, type: string, value: unknown): Reply {
  return {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

function jsonOf(request: GateRequest): unknown {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new CodedError('unsupported_media_type', 'JSON only');
  return request.json();
}

function read<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const result = schema.safeParse(raw);
  if (!result.success) {
    const where = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new CodedError('bad_request', `not as described: ${where}`);
  }
  return result.data;
}
