import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { contactSchema, contentSchema, contributionSchema } from '../contributions/contribution.ts';
import { erasureReasonSchema } from '../contributions/tombstone.ts';

/** What a resident's client is shown: a message or an event, in the Activity form of the Bot Framework. */
export const shownActivitySchema = z.looseObject({ id: z.string(), type: z.string() });
export type ShownActivity = z.infer<typeof shownActivitySchema>;

const filedContributionSchema = contributionSchema.omit({ sealed: true }).extend({ content: contentSchema });

/** What a turn decided that still has to happen. Carrying one out twice has the effect of once. */
export const effectActionSchema = z.discriminatedUnion('kind', [
  /** Puts activities in the transcript, numbered from `first` on. */
  z.object({ kind: z.literal('show'), first: z.number().int(), activities: z.array(shownActivitySchema) }),
  z.object({ kind: z.literal('file'), contribution: filedContributionSchema }),
  /** Adds how the resident can be reached to what was filed. */
  z.object({ kind: z.literal('supplement'), contribution: z.string(), contact: contactSchema }),
  /** Removes what was shown before `first`, the key it was sealed with, and the contributions named. */
  z.object({
    kind: z.literal('clear'),
    first: z.number().int(),
    key: z.string(),
    contributions: z.array(z.string()),
    /** Who asked for it. */
    reason: erasureReasonSchema,
  }),
]);
export type EffectAction = z.infer<typeof effectActionSchema>;

/** An effect on its way, with how often it failed and when it is tried again. */
export const effectSchema = z.object({
  id: z.string(),
  action: effectActionSchema,
  attempts: z.number().int(),
  nextAt: z.iso.datetime().nullable(),
  /** The error code of the last failure. */
  error: z.string().nullable(),
});
export type Effect = z.infer<typeof effectSchema>;

/**
 * What is still to be done once a talk is wiped and `erased` contributions with it: nothing is shown any more that was
 * said before, and nothing is filed that was just erased.
 */
export function pendingAfterWipe(pending: readonly Effect[], erased: readonly string[]): Effect[] {
  return pending.filter(({ action }) => {
    if (action.kind === 'show') return false;
    if (action.kind === 'file') return !erased.includes(action.contribution.id);
    return action.kind !== 'supplement' || !erased.includes(action.contribution);
  });
}

/** A new effect that has not been tried. */
export function createEffect(action: Effect['action']): Effect {
  return { id: randomUUID(), action, attempts: 0, nextAt: null, error: null };
}

/** The longest wait between two tries. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long to wait before try number `attempts` + 1: doubling from one second, with full jitter, 15 minutes at most. */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  return Math.ceil(random() * Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 20)));
}
