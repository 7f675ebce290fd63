import { z } from 'zod';
import { keyedHash } from './encryption.ts';

/** What is recorded of one reading, action or refusal. Codes, ids and references only: never content. */
export const auditEventSchema = z.object({
  /** Staff id; `resident` or `system` for what was not done by staff. */
  who: z.string(),
  role: z.string(),
  action: z.string(),
  /** The id of what it was done to; null when it was no single thing. */
  object: z.string().nullable(),
  /** What staff call it. */
  reference: z.string().nullable(),
  result: z.enum(['allowed', 'denied']),
  /** A reason code: why it was read or done, or why it was refused. */
  why: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** One entry as stored; `prev` is the keyed hash of the entry before, `mac` its own over everything else. */
export const auditEntrySchema = auditEventSchema.extend({
  id: z.string(),
  version: z.number().int(),
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  prev: z.string(),
  mac: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** The newest sequence number, signed, apart from the entries. */
export const auditHeadSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  seq: z.number().int().nonnegative(),
  mac: z.string(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** The id of the entry with this number: sorts as the numbers do, and exists once, which makes inserting it the lock. */
export function entryId(seq: number): string {
  return String(seq).padStart(12, '0');
}

/** The keyed hash over every field of an entry but the hash itself, in a fixed order. */
export function macOf(key: Buffer, entry: Omit<AuditEntry, 'mac'>): string {
  const { id, version, seq, at, who, role, action, object, reference, result, why, prev } = entry;
  return keyedHash(
    key,
    JSON.stringify([id, version, seq, at, who, role, action, object, reference, result, why, prev]),
  );
}
