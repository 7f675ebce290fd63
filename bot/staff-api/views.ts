import { isAnswered } from '../../services/contributions/casework-reply.ts';
import type { Contribution, StoredContribution } from '../../services/contributions/contribution.ts';
import type { MunicipalityProfile } from '../../services/contributions/profile.ts';
import { explain } from '../../services/contributions/routing.ts';
import { ACTIONS, may, type Person } from '../../services/privacy/roles.ts';
import type { Detail, Row, Section } from './schemas.ts';

type Clear = Omit<StoredContribution, 'sealed'>;

/** Where a contribution stands in the work list at a moment. */
export function sectionOf(contribution: Clear, now: Date): Section {
  if (contribution.status === 'closed') return 'closed';
  if (contribution.urgent) return 'urgent';
  return contribution.dueAt < now.toISOString() ? 'overdue' : 'due';
}

/**
 * The version that staff see: how many things people did with the contribution. A mark by delivery alone does not
 * change it, so nobody is refused for something nobody did.
 */
export function seenVersion(contribution: Clear): number {
  return contribution.history.length;
}

/** The work list's line of a contribution. */
export function rowOf(contribution: Clear, now: Date): Row {
  const { takenBy } = contribution;
  const taker = contribution.history.findLast((entry) => entry.by.id === takenBy);
  return {
    id: contribution.id,
    version: seenVersion(contribution),
    reference: contribution.reference,
    section: sectionOf(contribution, now),
    createdAt: contribution.createdAt,
    dueAt: contribution.dueAt,
    closedAt: contribution.closedAt,
    channel: contribution.channel,
    language: contribution.language,
    kind: contribution.kind,
    certainty: contribution.certainty,
    theme: contribution.theme,
    urgent: contribution.urgent,
    neighbourhood: contribution.neighbourhood,
    trajectory: contribution.trajectory,
    team: contribution.team,
    status: contribution.status,
    takenBy: takenBy === null ? null : { id: takenBy, name: taker?.by.name ?? takenBy },
    answerWaitingSince: contribution.pendingSince,
  };
}

/** A contribution as this person may see it; `opened` only for who may read stories. */
export function detailOf(
  stored: StoredContribution,
  opened: Contribution | null,
  around: { readonly person: Person; readonly profile: MunicipalityProfile; readonly now: Date },
): Detail {
  const { person, profile, now } = around;
  const allowed = ACTIONS.filter((action) => may(person, action, stored));
  return {
    ...rowOf(stored, now),
    danger: stored.danger,
    asksPerson: stored.asksPerson,
    onBehalfOf: stored.onBehalfOf,
    routing: stored.routing,
    suggested: suggestionFor(stored, profile),
    history: stored.history,
    may: allowed,
    answered: opened ? isAnswered(opened) : stored.history.some((entry) => entry.action === 'answered'),
    content: opened ? contentFor(opened, person, allowed.includes('read_contact')) : null,
  };
}

/** Without contact also without what may name someone: a typed place, answers, and notes of others than the council. */
function contentFor(opened: Contribution, person: Person, withContact: boolean): Detail['content'] {
  const { content } = opened;
  const ofRole = new Set(
    opened.history.filter((entry) => entry.by.role === person.role).map((entry) => entry.to),
  );
  return {
    story: content.story,
    wish: content.wish,
    neighbourhoodTyped: withContact ? content.neighbourhoodTyped : null,
    contact: withContact ? content.contact : null,
    contactHidden: !withContact,
    weighings: content.weighings,
    notes: withContact ? content.notes : content.notes.filter((note) => ofRole.has(note.id)),
    feedback: withContact ? content.feedback : [],
  };
}

function suggestionFor(stored: StoredContribution, profile: MunicipalityProfile): Detail['suggested'] {
  const { trajectory, team } = explain(profile, stored);
  return trajectory === stored.trajectory && team === stored.team ? null : { trajectory, team };
}
