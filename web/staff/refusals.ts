import { Refusal } from './api.ts';
import { find, say } from './strings.ts';

/** What went wrong, in words for the person at the screen. */
export function sentenceFor(thrown: unknown): string {
  if (!(thrown instanceof Refusal)) return say('errors.other');
  const { code, changedBy } = thrown.problem;
  if (code === 'unauthorized') return say('signIn.expired');
  if (code === 'conflict') {
    if (!changedBy) return say('errors.conflictUnknown');
    const what = say(`history.${changedBy.action}`).replace(/:.*$/, '').toLowerCase();
    return say('errors.conflict', { name: changedBy.name, what });
  }
  return find(`errors.${code}`) ?? say('errors.other');
}

/** True when what was refused had been changed by someone else. */
export function isConflict(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.problem.code === 'conflict';
}
