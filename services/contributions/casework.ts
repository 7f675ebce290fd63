import { CodedError } from '../errors.ts';
import type { Contribution, HistoryEntry, Outcome, Trajectory } from './contribution.ts';

/** Who does something, as the history keeps it. */
export type Worker = HistoryEntry['by'];

/** One act of casework: who and when. */
export interface Act {
  readonly by: Worker;
  readonly at: Date;
}

/** The contribution with one more line of history. */
export function withHistory(
  contribution: Contribution,
  act: Act,
  entry: Pick<HistoryEntry, 'action' | 'from' | 'to'>,
): Contribution {
  const line = { at: act.at.toISOString(), by: act.by, action: entry.action, from: entry.from, to: entry.to };
  return { ...contribution, history: [...contribution.history, line] };
}

/** Refuses work on a closed contribution. Errors: CodedError `unprocessable`. */
export function requireOpen(contribution: Contribution): void {
  if (contribution.status === 'closed') throw new CodedError('unprocessable', 'the contribution is closed');
}

/** Puts the contribution on someone's name; taking over from a colleague is allowed and stands in the history. */
export function take(contribution: Contribution, act: Act): Contribution {
  requireOpen(contribution);
  if (contribution.takenBy === act.by.id) return contribution;
  const taken: Contribution = { ...contribution, takenBy: act.by.id, status: 'in_progress' };
  return withHistory(taken, act, { action: 'taken', from: contribution.takenBy, to: act.by.id });
}

/** Hands the contribution back to the team: on nobody's name, and new again. */
export function release(contribution: Contribution, act: Act): Contribution {
  requireOpen(contribution);
  if (contribution.takenBy === null) return contribution;
  const released: Contribution = { ...contribution, takenBy: null, status: 'new' };
  return withHistory(released, act, { action: 'taken', from: contribution.takenBy, to: null });
}

/** Weighs by hand: adds a decision to the earlier ones, with the reason in the worker's own words, and it counts. */
export function decideKind(
  contribution: Contribution,
  decision: Act & { readonly kind: Exclude<Outcome, 'unsure'>; readonly reason: string },
): Contribution {
  requireOpen(contribution);
  const weighing = {
    outcome: decision.kind,
    certainty: 1,
    reasons: [{ code: 'decided_by_staff', quote: decision.reason }],
    model: null,
    decidedBy: 'staff' as const,
    by: decision.by.id,
    at: decision.at.toISOString(),
  };
  const weighed: Contribution = {
    ...contribution,
    kind: decision.kind,
    certainty: 1,
    content: { ...contribution.content, weighings: [...contribution.content.weighings, weighing] },
  };
  return withHistory(weighed, decision, { action: 'weighed', from: contribution.kind, to: decision.kind });
}

/** Days are counted from when the resident spoke, in whole days of 24 hours. */
export function dueAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString();
}

/** Sends the contribution along another trajectory: the clock of that one counts, from when the resident spoke. */
export function decideTrajectory(
  contribution: Contribution,
  decision: Act & { readonly trajectory: Trajectory; readonly replyWithinDays: number },
): Contribution {
  requireOpen(contribution);
  if (contribution.trajectory === decision.trajectory) return contribution;
  const routed: Contribution = {
    ...contribution,
    trajectory: decision.trajectory,
    dueAt: dueAfter(new Date(contribution.createdAt), decision.replyWithinDays),
    routing: { rule: 'staff', why: [contribution.routing.rule] },
  };
  return withHistory(routed, decision, {
    action: 'routed',
    from: contribution.trajectory,
    to: decision.trajectory,
  });
}

/** Hands the contribution over to another team, on nobody's name there. */
export function handOver(
  contribution: Contribution,
  decision: Act & { readonly team: string },
): Contribution {
  requireOpen(contribution);
  if (contribution.team === decision.team) return contribution;
  const handed: Contribution = { ...contribution, team: decision.team, takenBy: null, status: 'new' };
  return withHistory(handed, decision, { action: 'handed_over', from: contribution.team, to: decision.team });
}
