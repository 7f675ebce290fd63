import * as z from 'zod/mini';
import { type Problem, problemSchema } from './api-schemas.ts';

/** What the server refused, or `offline` when it could not be reached. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Reads from the staff API. Errors: Refusal. */
export function read<T extends z.ZodMiniType>(
  schema: T,
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Promise<z.output<T>> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value);
  const search = asked.toString();
  return call(schema, `/api/staff/${path}${search ? `?${search}` : ''}`, {});
}

/** Changes something over the staff API. Errors: Refusal. */
export function change<T extends z.ZodMiniType>(schema: T, path: string, body: object): Promise<z.output<T>> {
  return call(schema, path.startsWith('/') ? path : `/api/staff/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function call<T extends z.ZodMiniType>(
  schema: T,
  path: string,
  init: RequestInit,
): Promise<z.output<T>> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => undefined);
  if (!response) throw new Refusal({ code: 'offline' });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Refusal(z.safeParse(problemSchema, body).data ?? { code: 'other' });
  const answer = z.safeParse(schema, body);
  if (!answer.success) throw new Refusal({ code: 'other' });
  return answer.data;
}
