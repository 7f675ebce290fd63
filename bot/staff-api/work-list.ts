import { z } from 'zod';
import type { StoredContribution } from '../../services/contributions/contribution.ts';
import type { ContributionRegister } from '../../services/contributions/register.ts';
import { CodedError } from '../../services/errors.ts';
import { type Person, reach } from '../../services/privacy/roles.ts';
import type { Condition, Query } from '../../services/store/collection.ts';
import type { ListQuery, Section } from './schemas.ts';

type Where = Record<string, Condition>;
interface Part {
  readonly section: Section;
  readonly where: Where;
  readonly sort: NonNullable<Query['sort']>;
}
const OPEN = ['new', 'in_progress'];
const cursorSchema = z.object({ section: z.string(), value: z.string(), id: z.string() });

/** Which contributions a person may see in the list at all; undefined when none. */
export function scopeOf(person: Person): Where | undefined {
  const far = reach(person, 'list');
  if (far === 'none' || (far === 'own_team' && person.teams.length === 0)) return undefined;
  if (far === 'own_team') return { team: { in: [...person.teams] } };
  return far === 'collective' ? { kind: 'collective' } : {};
}

/**
 * One page of the work list, in the order of work: urgent, overdue, then by due date. Pages continue behind the last
 * line by its place, so that lines added meanwhile neither shift nor double it.
 *
 * Errors: CodedError `bad_request` for an `after` that this list did not give.
 */
export async function pageOfList(
  register: ContributionRegister,
  person: Person,
  query: ListQuery,
  now: Date,
): Promise<{ contributions: StoredContribution[]; next: string | null }> {
  const where = whereOf(person, query);
  if (!where) return { contributions: [], next: null };
  const parts = partsOf(query, now);
  const cursor = query.after === undefined ? undefined : parseCursor(query.after);
  const first = cursor ? parts.findIndex((part) => part.section === cursor.section) : 0;
  if (first < 0) throw new CodedError('bad_request', 'unknown place in the list');
  const found: StoredContribution[] = [];
  let last: { part: Part; row: StoredContribution } | undefined;
  for (const [index, part] of parts.slice(first).entries()) {
    const after = index === 0 && cursor ? { after: { value: cursor.value, id: cursor.id } } : {};
    const limit = query.limit + 1 - found.length;
    const rows = await register.find({
      where: { ...where, ...part.where },
      sort: part.sort,
      limit,
      ...after,
    });
    for (const row of rows.slice(0, query.limit - found.length)) last = { part, row };
    found.push(...rows);
    if (found.length > query.limit) break;
  }
  const more = found.length > query.limit && last;
  return { contributions: found.slice(0, query.limit), next: more ? cursorOf(more.part, more.row) : null };
}

/** How many open contributions a person may see, and how many of those ask for attention. */
export async function countsOf(register: ContributionRegister, person: Person, now: Date) {
  const scope = scopeOf(person);
  if (!scope) return { open: 0, overdue: 0, urgent: 0, unsure: 0 };
  const count = async (more: Where) => {
    const groups = await register.count(['status'], { status: { in: OPEN }, ...scope, ...more });
    return groups.reduce((sum, group) => sum + group.count, 0);
  };
  const collectiveOnly = scope.kind === 'collective';
  return {
    open: await count({}),
    overdue: await count({ dueAt: { lt: now.toISOString() } }),
    urgent: await count({ urgent: true }),
    unsure: collectiveOnly ? 0 : await count({ kind: 'unsure' }),
  };
}

function whereOf(person: Person, query: ListQuery): Where | undefined {
  const scope = scopeOf(person);
  if (!scope) return undefined;
  const where: Where = { ...scope };
  if (query.team !== undefined) {
    if (reach(person, 'list') === 'own_team' && !person.teams.includes(query.team)) return undefined;
    where.team = query.team;
  }
  const kinds = kindsOf(query).filter((kind) => scope.kind === undefined || kind === scope.kind);
  if (kinds.length === 0) return undefined;
  if (kinds.length < 3) where.kind = { in: kinds };
  if (query.theme !== undefined) where.theme = query.theme;
  if (query.trajectory !== undefined) where.trajectory = query.trajectory;
  if (query.mine !== undefined) where.takenBy = person.id;
  if (query.reference !== undefined) where.reference = spellReference(query.reference);
  return where;
}

function kindsOf(query: ListQuery): string[] {
  const all = ['individual', 'collective', 'unsure'];
  const asked = query.kind === undefined ? all : [query.kind];
  if (query.unsure === undefined) return asked;
  return asked.filter((kind) => (kind === 'unsure') === (query.unsure === 'only'));
}

/** `k7m2 9qxd` is `K7M2-9QXD`. */
function spellReference(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}

function partsOf(query: ListQuery, now: Date): Part[] {
  const due = { by: 'dueAt', order: 'asc' } as const;
  const closed: Part = {
    section: 'closed',
    where: { status: 'closed' },
    sort: { by: 'createdAt', order: 'desc' },
  };
  if (query.status === 'closed') return [closed];
  const status: Condition =
    query.status === 'open' || query.reference !== undefined ? { in: OPEN } : query.status;
  const at = now.toISOString();
  const open: Part[] = [
    { section: 'urgent', where: { status, urgent: true }, sort: due },
    { section: 'overdue', where: { status, urgent: false, dueAt: { lt: at } }, sort: due },
    { section: 'due', where: { status, urgent: false, dueAt: { gte: at } }, sort: due },
  ];
  return query.reference === undefined ? open : [...open, closed];
}

function cursorOf(part: Part, row: StoredContribution): string {
  const value = part.sort.by === 'dueAt' ? row.dueAt : row.createdAt;
  return Buffer.from(JSON.stringify({ section: part.section, value, id: row.id })).toString('base64url');
}

function parseCursor(text: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new CodedError('bad_request', 'unknown place in the list', { cause });
  }
}
