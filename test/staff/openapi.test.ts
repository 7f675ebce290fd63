import { expect } from 'chai';
import { z } from 'zod';
import { createStaffRoutes } from '../../bot/staff-api/staff-routes.ts';
import { sampleContribution } from './sample-contribution.ts';
import { type Answer, type StaffService, startStaffService } from './staff-service.ts';

const jsonSchema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: jsonSchema }));
const operationSchema = z.looseObject({
  operationId: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: jsonSchema })).default([]),
  requestBody: z.object({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }).loose(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }).loose(),
});
type Operation = z.infer<typeof operationSchema>;

describe('the OpenAPI document', () => {
  let service: StaffService;
  let described: z.infer<typeof documentSchema>;

  before(async () => {
    service = await startStaffService();
    described = documentSchema.parse((await service.nobody().get('/api/openapi.json')).body);
  });
  after(() => service.close());

  function operation(method: string, path: string): Operation {
    const found = described.paths[path]?.[method];
    if (!found) throw new Error(`${method} ${path} is not described`);
    return found;
  }

  /** The check that a caller would make of the document alone. */
  function accepts(schema: Record<string, unknown> | undefined, value: unknown): boolean {
    const reference = schema?.$ref;
    const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
    const meant = name === undefined ? schema : described.components.schemas[name];
    return z.fromJSONSchema(meant ?? {}).safeParse(value).success;
  }

  function expectDescribed(found: Operation, answer: Answer): void {
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const schema = found.responses[String(answer.status)]?.content?.[type]?.schema;
    expect(schema, `${answer.status} ${type} is described`).to.not.equal(undefined);
    expect(accepts(schema, answer.body), JSON.stringify(answer.body)).to.equal(true);
  }

  it('lists every route of the staff API, and no other under /api/staff', () => {
    const routes = createStaffRoutes({
      ...service,
      delivery: { feedbackWritten() {} },
      stuck: async () => [],
      erase: async () => undefined,
      now: () => new Date(),
    });
    const served = routes
      .filter(({ path }) => path.startsWith('/api/staff'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

    const listed = Object.entries(described.paths)
      .filter(([path]) => path.startsWith('/api/staff'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

    expect(listed).to.have.members(served);
    expect(Object.keys(described.paths)).to.include.members([
      '/v3/directline/tokens/generate',
      '/health/ready',
    ]);
  });

  it('describes what every reading answers, to each role, refusals too', async () => {
    const contribution = sampleContribution({ kind: 'collective' });
    await service.register.file(contribution);

    for (const role of ['coordinator', 'advisory_council', 'auditor', 'administrator'] as const) {
      const caller = await service.as({ role, teams: [] });
      for (const path of Object.keys(described.paths).filter((known) => known.startsWith('/api/staff'))) {
        const found = described.paths[path]?.get;
        if (found) expectDescribed(found, await caller.get(path.replace('{id}', contribution.id)));
      }
    }
    expectDescribed(operation('get', '/api/staff/me'), await service.nobody().get('/api/staff/me'));
  });

  const version = 1;
  for (const [name, body, status] of [
    ['take', { version }, 200],
    ['release', { version }, 200],
    ['kind', { version, kind: 'collective', reason: 'Meer mensen.' }, 200],
    ['kind', { version, kind: 'allebei', reason: 'Meer mensen.' }, 400],
    ['kind', { version, kind: 'collective' }, 400],
    ['trajectory', { version, trajectory: 'quick_win' }, 200],
    ['team', { version, team: 'beleid' }, 200],
    ['notes', { version, text: 'Gebeld.' }, 200],
    ['notes', { version, text: 'Gebeld.', id: 'geen-uuid' }, 400],
    ['answer', { version, text: 'Dank u wel.' }, 200],
    ['answer', { version: '1', text: 'Dank u wel.' }, 400],
    ['answer', { version, text: 'x'.repeat(4_001) }, 400],
    ['close', { version, text: 'Dank u wel.' }, 200],
    ['close', { version }, 422],
    ['take', { version: 0 }, 409],
    ['take', {}, 400],
  ] as const) {
    it(`describes ${name} with ${JSON.stringify(body).slice(0, 60)}, its request and its answer ${status}`, async () => {
      const contribution = sampleContribution();
      await service.register.file(contribution);
      const caller = await service.as({ role: 'coordinator', teams: [] });
      const found = operation('post', `/api/staff/contributions/{id}/${name}`);

      const answer = await caller.post(`/api/staff/contributions/${contribution.id}/${name}`, body);

      expect(answer.status).to.equal(status);
      expect(accepts(found.requestBody?.content['application/json']?.schema, body)).to.equal(status !== 400);
      expectDescribed(found, answer);
    });
  }
});
