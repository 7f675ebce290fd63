import type { Outcome } from '../contributions/contribution.ts';

/**
 * What someone of the staff can be. Whoever the identity provider gives several of these works as the first one in
 * this order.
 */
export const ROLES = [
  'coordinator',
  'case_worker',
  'advisory_council',
  'privacy_officer',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Everything on the staff side that someone may or may not do. */
export const ACTIONS = [
  'list',
  'read_history',
  'read_story',
  'read_contact',
  'take',
  'release',
  'decide_kind',
  'decide_trajectory',
  'hand_over',
  'note',
  'answer',
  'close',
  'reopen',
  'erase',
  'read_audit',
  'read_operations',
] as const;
export type Action = (typeof ACTIONS)[number];

/** How far a permission reaches. */
export type Reach = 'all' | 'own_team' | 'collective' | 'none';

/** A signed-in member of staff; `teams` are the ids of the profile's teams this person works in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teams: readonly string[];
}

const NOBODY = {
  coordinator: 'none',
  case_worker: 'none',
  advisory_council: 'none',
  privacy_officer: 'none',
  auditor: 'none',
  administrator: 'none',
} as const;
const HANDLERS = { ...NOBODY, coordinator: 'all', case_worker: 'own_team' } as const;

/** Who may do what, and how far: deny by default. The administrator keeps the service running and reads nothing. */
export const PERMISSIONS: Readonly<Record<Action, Readonly<Record<Role, Reach>>>> = {
  list: { ...HANDLERS, advisory_council: 'collective', privacy_officer: 'all', auditor: 'all' },
  read_history: { ...HANDLERS, advisory_council: 'collective', privacy_officer: 'all', auditor: 'all' },
  read_story: { ...HANDLERS, advisory_council: 'collective', privacy_officer: 'all' },
  read_contact: { ...HANDLERS, privacy_officer: 'all' },
  take: HANDLERS,
  release: HANDLERS,
  decide_kind: HANDLERS,
  decide_trajectory: HANDLERS,
  hand_over: HANDLERS,
  note: { ...HANDLERS, advisory_council: 'collective' },
  answer: HANDLERS,
  close: HANDLERS,
  reopen: HANDLERS,
  erase: { ...NOBODY, privacy_officer: 'all' },
  read_audit: { ...NOBODY, privacy_officer: 'all', auditor: 'all' },
  read_operations: { ...NOBODY, administrator: 'all' },
};

/** The two facts of a contribution that permissions look at. */
export interface Reachable {
  readonly team: string;
  readonly kind: Outcome;
}

/** How far a person's permission for an action reaches. */
export function reach(person: Person, action: Action): Reach {
  return PERMISSIONS[action][person.role];
}

/**
 * Tells whether a person may do something, to this contribution when one is given. Without one it answers whether
 * there is any contribution the person may do it to.
 */
export function may(person: Person, action: Action, contribution?: Reachable): boolean {
  const far = reach(person, action);
  if (far === 'none') return false;
  if (far === 'all' || !contribution) return true;
  return far === 'own_team' ? person.teams.includes(contribution.team) : contribution.kind === 'collective';
}
