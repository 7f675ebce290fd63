import type { Danger, Language } from '../understanding/understanding.ts';
import type { Contact, Contribution } from './contribution.ts';
import type { MunicipalityProfile } from './profile.ts';
import { route } from './routing.ts';
import { currentWeighing, type ModelView, type ResidentScope, weigh } from './weighing.ts';

/** What a resident brought in, ready to be weighed and routed. */
export interface Draft {
  readonly id: string;
  readonly reference: string;
  readonly conversation: string;
  readonly channel: string;
  readonly language: Language;
  readonly story: string;
  readonly view: ModelView;
  readonly scope: ResidentScope;
  readonly theme: string;
  readonly urgent: boolean;
  readonly danger: Danger | null;
  readonly asksPerson: boolean;
  readonly onBehalfOf: boolean;
  readonly wish: string | null;
  readonly neighbourhood: { readonly id: string | null; readonly typed: string | null };
  readonly contact: Contact | null;
  readonly followCodeHash: string;
  /** The privacy notice that the resident saw. */
  readonly noticeVersion: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Weighs and routes what a resident brought in: the contribution as it is filed, with its owner and its clock. */
export function draftContribution(profile: MunicipalityProfile, draft: Draft, now: Date): Contribution {
  const weighings = weigh(draft.view, draft.scope, profile.thresholds.unsure, now);
  const { outcome: kind, certainty } = currentWeighing(weighings);
  const { theme, urgent, danger, asksPerson, language, onBehalfOf } = draft;
  const facts = {
    kind,
    theme,
    urgent,
    danger,
    asksPerson,
    language,
    onBehalfOf,
    neighbourhood: draft.neighbourhood.id,
  };
  const { trajectory, team, routing } = route(profile, facts);
  const { replyWithinDays } = profile.trajectories[trajectory];
  const days = urgent ? Math.min(replyWithinDays, profile.urgentReplyWithinDays) : replyWithinDays;
  const at = now.toISOString();
  return {
    ...facts,
    id: draft.id,
    version: 1,
    reference: draft.reference,
    conversation: draft.conversation,
    channel: draft.channel,
    createdAt: at,
    updatedAt: at,
    certainty,
    trajectory,
    team,
    routing,
    status: 'new',
    takenBy: null,
    dueAt: new Date(now.getTime() + days * DAY_MS).toISOString(),
    closedAt: null,
    history: [
      { at, by: { role: 'resident', id: 'resident', name: '' }, action: 'filed', from: null, to: trajectory },
    ],
    noticeVersion: draft.noticeVersion,
    followCodeHash: draft.followCodeHash,
    pendingSince: null,
    content: {
      story: draft.story,
      wish: draft.wish,
      neighbourhoodTyped: draft.neighbourhood.typed,
      contact: draft.contact,
      weighings,
      notes: [],
      feedback: [],
    },
  };
}
