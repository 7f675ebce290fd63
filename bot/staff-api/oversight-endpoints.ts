import { z } from 'zod';
import { STATUSES, TRAJECTORIES } from '../../services/contributions/contribution.ts';
import type { Stuck } from '../../services/delivery/delivery.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { themeLabels } from './labels.ts';
import {
  auditPageSchema,
  auditQuerySchema,
  auditVerdictSchema,
  labelsSchema,
  operationsSchema,
} from './schemas.ts';
import type { StaffDesk } from './staff-desk.ts';

const groupSchema = z.tuple([z.string(), z.enum(STATUSES)]);

/** The audit trail, operations, and the names of the municipality's own things. */
export function oversightEndpoints(desk: StaffDesk, stuck: () => Promise<readonly Stuck[]>): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/api/staff/audit',
      summary: 'The audit trail, newest first.',
      query: auditQuerySchema,
      body: nothing,
      reply: auditPageSchema,
      async handle({ session: { person }, query: { object, who, before, limit } }) {
        await desk.permit(person, 'read_audit');
        const entries = await desk.audit.find({
          limit,
          ...(object === undefined ? {} : { object }),
          ...(who === undefined ? {} : { who }),
          ...(before === undefined ? {} : { before }),
        });
        return { entries, next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/staff/audit/verdict',
      summary: 'Whether the whole audit trail is intact, or where it is not.',
      query: nothing,
      body: nothing,
      reply: auditVerdictSchema,
      async handle({ session: { person } }) {
        await desk.permit(person, 'read_audit');
        const verdict = await desk.audit.verify();
        return verdict.intact ? { ...verdict, at: null, fault: null } : verdict;
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/staff/operations',
      summary: 'What is stuck, and counts; no content.',
      query: nothing,
      body: nothing,
      reply: operationsSchema,
      async handle({ session: { person } }) {
        await desk.permit(person, 'read_operations');
        const groups = await desk.register.count(['team', 'status']);
        return {
          stuck: [...(await stuck())],
          overdue: await countOf(desk, {
            status: { in: ['new', 'in_progress'] },
            dueAt: { lt: desk.now().toISOString() },
          }),
          answersWaiting: await countOf(desk, { pendingSince: { gt: '' } }),
          contributions: groups.map(({ group, count }) => {
            const [team, status] = groupSchema.parse(group);
            return { team, status, count };
          }),
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/staff/labels',
      summary: 'The names of themes, neighbourhoods, teams and trajectories of this municipality.',
      query: nothing,
      body: nothing,
      reply: labelsSchema,
      async handle() {
        const { profile } = desk;
        const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
        return {
          municipality: profile.name,
          advisoryBody: profile.advisoryBody.name,
          themes: themeLabels(profile),
          neighbourhoods: profile.neighbourhoods.map(named),
          teams: profile.teams.map(named),
          trajectories: TRAJECTORIES.map((id) => {
            const { team, replyWithinDays } = profile.trajectories[id];
            return { id, team, replyWithinDays };
          }),
        };
      },
    }),
  ];
}

async function countOf(
  desk: StaffDesk,
  where: Parameters<StaffDesk['register']['count']>[1],
): Promise<number> {
  return (await desk.register.count(['status'], where)).reduce((sum, group) => sum + group.count, 0);
}
