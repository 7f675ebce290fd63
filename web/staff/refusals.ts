import { Refusal } from './api.ts';
import { dayOf } from './moments.ts';
import { find, say } from './strings.ts';

/** What went wrong, in words for the person at the screen. */
export function sentenceFor(thrown: unknown): string {
  if (!(thrown instanceof Refusal)) return say('errors.other');
  const { code, changedBy, erasedAt } = thrown.problem;
  if (code === 'unauthorized') return say('signIn.expired');
  if (code === 'gone' && erasedAt) return say('errors.gone', { day: dayOf(erasedAt) });
  if (code === 'conflict') {
    if (!changedBy) return say('errors.conflictUnknown');
    const what = say(`history.${changedBy.action}`).replace(/:.*$/, '').toLowerCase();
    return say('errors.conflict', { name: changedBy.name, what });
  }
  return find(`errors.${code}`) ?? say('errors.other');
}

/** True when what was asked for is not there any more because it was erased. */
export function isErased(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.problem.code === 'gone';
}

/** True when what was refused had been changed by someone else. */
export function isConflict(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.problem.code === 'conflict';
}
