import type { Contribution } from '../contributions/contribution.ts';
import { CodedError } from '../errors.ts';

/** What was erased meanwhile needs no supplement. */
export function ignoreErased(thrown: unknown): void {
  if (!(thrown instanceof CodedError) || thrown.code !== 'not_found') throw thrown;
}

/** Adds how the resident can be reached to what was filed; adding the same again changes nothing. */
export function supplement(
  contribution: Contribution,
  contact: Contribution['content']['contact'],
  now: Date,
): Contribution {
  if (JSON.stringify(contribution.content.contact) === JSON.stringify(contact)) return contribution;
  const by = { role: 'resident', id: 'resident', name: '' };
  return {
    ...contribution,
    content: { ...contribution.content, contact },
    history: [
      ...contribution.history,
      { at: now.toISOString(), by, action: 'supplemented', from: null, to: null },
    ],
  };
}

/** Notes that these answers have reached the resident. */
export function markDelivered(
  contribution: Contribution,
  delivered: ReadonlySet<string>,
  now: Date,
): Contribution {
  const feedback = contribution.content.feedback.map((entry) =>
    delivered.has(entry.id) && entry.deliveredAt === null
      ? { ...entry, deliveredAt: now.toISOString() }
      : entry,
  );
  const waits = feedback.some((entry) => entry.deliveredAt === null);
  return {
    ...contribution,
    pendingSince: waits ? contribution.pendingSince : null,
    content: { ...contribution.content, feedback },
  };
}
