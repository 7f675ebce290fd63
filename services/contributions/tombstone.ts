import { z } from 'zod';

/** Who had a contribution erased: the resident in the talk, the privacy officer, an operator, or the end of its time. */
export const erasureReasonSchema = z.enum(['resident', 'privacy_officer', 'command_line', 'retention']);
export type ErasureReason = z.infer<typeof erasureReasonSchema>;

/** All that is kept of an erased contribution: that it was there, and when it was erased; nothing of what it told. */
export const tombstoneSchema = z.strictObject({
  /** The id that the contribution had. */
  id: z.string(),
  version: z.number().int().positive(),
  /** What staff called it. */
  reference: z.string(),
  at: z.iso.datetime(),
  reason: erasureReasonSchema,
});
export type Tombstone = z.infer<typeof tombstoneSchema>;
