import { CodedError } from '../errors.ts';
import { type Act, dueAfter, requireOpen, withHistory } from './casework.ts';
import type { Contribution } from './contribution.ts';

/** An answer to a resident is at most this long, in UTF-16 code units, as a text field counts. */
export const ANSWER_MAX_CHARS = 4_000;

/** An act with words: `id` names the note or answer, so that doing it twice adds it once. */
export interface WrittenAct extends Act {
  readonly id: string;
  readonly text: string;
}

/** Adds a note between staff; a closed contribution takes notes too. */
export function note(contribution: Contribution, written: WrittenAct): Contribution {
  if (contribution.content.notes.some((known) => known.id === written.id)) return contribution;
  const text = requireText(written.text);
  const added = { id: written.id, text, by: written.by.name, at: written.at.toISOString() };
  const noted: Contribution = {
    ...contribution,
    content: { ...contribution.content, notes: [...contribution.content.notes, added] },
  };
  return withHistory(noted, written, { action: 'noted', from: null, to: written.id });
}

/**
 * Adds an answer for the resident, which waits until the resident's channel has it.
 *
 * Errors: CodedError `unprocessable` for an empty answer, one over ANSWER_MAX_CHARS, or a closed contribution.
 */
export function answer(contribution: Contribution, written: WrittenAct): Contribution {
  requireOpen(contribution);
  if (contribution.content.feedback.some((known) => known.id === written.id)) return contribution;
  const answered = addFeedback(contribution, written, false);
  return withHistory(answered, written, { action: 'answered', from: null, to: written.id });
}

/**
 * Closes a contribution. The resident must have been answered: in this step, with `answer`, or since it was filed or
 * last reopened.
 *
 * Errors: CodedError `reply_required` when nobody answered; as `answer` for the words.
 */
export function close(
  contribution: Contribution,
  closing: Act & { readonly answer: { readonly id: string; readonly text: string } | null },
): Contribution {
  requireOpen(contribution);
  if (!closing.answer && !isAnswered(contribution)) {
    throw new CodedError('reply_required', 'the resident has no answer yet');
  }
  const answered = closing.answer
    ? addFeedback(contribution, { ...closing, ...closing.answer }, true)
    : contribution;
  const closed: Contribution = { ...answered, status: 'closed', closedAt: closing.at.toISOString() };
  return withHistory(closed, closing, { action: 'closed', from: contribution.status, to: 'closed' });
}

/** Opens a closed contribution again: the resident is owed a new answer, within the trajectory's days from now. */
export function reopen(
  contribution: Contribution,
  act: Act & { readonly replyWithinDays: number },
): Contribution {
  if (contribution.status !== 'closed')
    throw new CodedError('unprocessable', 'the contribution is not closed');
  const status = contribution.takenBy === null ? 'new' : 'in_progress';
  const opened: Contribution = {
    ...contribution,
    status,
    closedAt: null,
    dueAt: dueAfter(act.at, act.replyWithinDays),
  };
  return withHistory(opened, act, { action: 'reopened', from: 'closed', to: status });
}

/** True when the resident was answered since the contribution was filed or last reopened. */
export function isAnswered(contribution: Contribution): boolean {
  const since =
    contribution.history.findLast((entry) => entry.action === 'reopened')?.at ?? contribution.createdAt;
  return contribution.content.feedback.some((given) => given.at >= since);
}

function addFeedback(contribution: Contribution, written: WrittenAct, closing: boolean): Contribution {
  const at = written.at.toISOString();
  const given = {
    id: written.id,
    text: requireText(written.text),
    by: written.by.name,
    at,
    closing,
    deliveredAt: null,
  };
  return {
    ...contribution,
    status: 'in_progress',
    pendingSince: contribution.pendingSince ?? at,
    content: { ...contribution.content, feedback: [...contribution.content.feedback, given] },
  };
}

function requireText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > ANSWER_MAX_CHARS) {
    throw new CodedError('unprocessable', 'a text is empty or too long');
  }
  return trimmed;
}
