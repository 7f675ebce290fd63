import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { OTHER_PATHS } from './openapi-others.ts';
import { problemSchema } from './schemas.ts';

const PROBLEMS = {
  '400': 'Not as described.',
  '401': 'Nobody is signed in.',
  '403': 'Not for this role or team, or asked by a page of another site.',
  '404': 'No such thing.',
  '409': 'Changed meanwhile; `changedBy` says who did.',
  '410': 'Erased on request; `erasedAt` says when.',
  '415': 'Not JSON.',
  '422': 'Understood and not possible, such as closing without an answer (`reply_required`).',
  '429': 'Too many requests; see Retry-After.',
  '503': 'The store cannot answer now; see Retry-After.',
};

/** The OpenAPI 3.1 description of the HTTP surface; the staff API's part is made of the schemas that also check it. */
export function openApiDocument(endpoints: readonly Endpoint[], municipality: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Meepraten, ${municipality}`,
      version: '1',
      description: 'Staff API and resident channels.',
    },
    paths: { ...paths, ...OTHER_PATHS },
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        staffSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'staff',
          description: '`__Host-staff` over HTTPS.',
        },
        directLine: { type: 'http', scheme: 'bearer', description: 'A token of tokens/generate.' },
      },
    },
  };
}

function operationOf({ method, path, summary, schemas }: Endpoint) {
  const body =
    method === 'POST' ? { requestBody: { required: true, content: json(schemas.body, 'input') } } : {};
  return {
    summary,
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    security: [{ staffSession: [] }],
    parameters: [...pathParameters(path), ...queryParameters(schemas.query)],
    ...body,
    responses: {
      '200': { description: 'Done.', content: json(schemas.reply, 'output') },
      ...problemReplies(),
    },
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType) {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function problemReplies() {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [status, { description, content }]),
  );
}

function json(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: jsonSchema(schema, io) } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
