import { ACTIONS, may } from '../../services/privacy/roles.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { detailSchema, listQuerySchema, listSchema, meSchema, readQuerySchema } from './schemas.ts';
import type { StaffDesk } from './staff-desk.ts';
import { detailOf, rowOf } from './views.ts';
import { countsOf, pageOfList } from './work-list.ts';

/** Who am I, the work list, and one contribution. */
export function readingEndpoints(desk: StaffDesk): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/staff/me',
      summary: 'Who is signed in, and what this person may do.',
      query: nothing,
      body: nothing,
      reply: meSchema,
      async handle({ session: { person, until, development } }) {
        const teams = desk.profile.teams.filter((team) => person.teams.includes(team.id));
        return {
          id: person.id,
          name: person.name,
          role: person.role,
          teams: teams.map(({ id, name }) => ({ id, name })),
          may: ACTIONS.filter((action) => may(person, action)),
          until: until.toISOString(),
          development,
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/staff/contributions',
      summary: 'The work list: urgent first, then overdue, then by due date.',
      query: listQuerySchema,
      body: nothing,
      reply: listSchema,
      async handle({ session: { person }, query }) {
        await desk.permit(person, 'list');
        const now = desk.now();
        const { contributions, next } = await pageOfList(desk.register, person, query, now);
        return {
          contributions: contributions.map((row) => rowOf(row, now)),
          next,
          counts: await countsOf(desk.register, person, now),
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/staff/contributions/:id',
      summary: 'One contribution. Reading the story is recorded with its reason before it is shown.',
      query: readQuerySchema,
      body: nothing,
      reply: detailSchema,
      async handle({ session: { person }, params, query }) {
        const action = may(person, 'read_story') ? 'read_story' : 'read_history';
        const stored = await desk.reach(person, action, params.id ?? '', query.reason);
        const opened = action === 'read_story' ? await desk.register.open(stored) : null;
        return detailOf(stored, opened, { person, profile: desk.profile, now: desk.now() });
      },
    }),
  ];
}
