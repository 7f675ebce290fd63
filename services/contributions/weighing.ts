import type { Kind, Reason } from '../understanding/understanding.ts';
import type { Outcome, Weighing } from './contribution.ts';

/** What the resident said when asked: their own situation, more people, or both; null when skipped or not asked. */
export type ResidentScope = Kind | 'both' | null;

/** What the model thought of a story. */
export interface ModelView {
  readonly kind: Kind;
  readonly certainty: number;
  readonly reasons: readonly Reason[];
  readonly model: string;
}

/**
 * Weighs one contribution: what the model thought, then what the resident said. The last one counts.
 *
 * Below the municipality's threshold the model's view is `unsure`, and a person decides unless the resident did. Who
 * answers "both" is helped first: an own case with a signal in it is individual (domain labelling, individual 4).
 */
export function weigh(view: ModelView, resident: ResidentScope, unsureBelow: number, at: Date): Weighing[] {
  const model: Weighing = {
    outcome: view.certainty < unsureBelow ? 'unsure' : view.kind,
    certainty: view.certainty,
    reasons: [...view.reasons],
    model: view.model,
    decidedBy: 'model',
    by: null,
    at: at.toISOString(),
  };
  if (resident === null) return [model];
  const told: Weighing = {
    outcome: resident === 'both' ? 'individual' : resident,
    certainty: 1,
    reasons: [{ code: `resident_${resident}` }],
    model: null,
    decidedBy: 'resident',
    by: null,
    at: at.toISOString(),
  };
  return [model, told];
}

/** The weighing that counts now. Errors: a plain Error on an empty list, which is a bug. */
export function currentWeighing(weighings: readonly Weighing[]): { outcome: Outcome; certainty: number } {
  const last = weighings.at(-1);
  if (!last) throw new Error('a contribution without a weighing');
  return last;
}
