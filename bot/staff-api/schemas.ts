import { z } from 'zod';
import { ANSWER_MAX_CHARS } from '../../services/contributions/casework-reply.ts';
import {
  contactSchema,
  feedbackSchema,
  historyEntrySchema,
  noteSchema,
  OUTCOMES,
  routingSchema,
  STATUSES,
  trajectorySchema,
  weighingSchema,
} from '../../services/contributions/contribution.ts';
import { auditEntrySchema } from '../../services/privacy/audit-entry.ts';
import { maskBsn } from '../../services/privacy/personal-data.ts';
import { ACTIONS, ROLES } from '../../services/privacy/roles.ts';
import { DANGERS, KINDS, LANGUAGES } from '../../services/understanding/understanding.ts';

const label = z.object({ id: z.string(), name: z.string() });

/** Who is signed in and what this person may do at all. */
export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  teams: z.array(label),
  may: z.array(z.enum(ACTIONS)),
  until: z.iso.datetime(),
  development: z.boolean(),
});

/** Where a line of the work list stands. */
export const SECTIONS = ['urgent', 'overdue', 'due', 'closed'] as const;
export type Section = (typeof SECTIONS)[number];

/** One line of the work list: nothing that anyone typed. `version` counts what people did with it. */
export const rowSchema = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  reference: z.string(),
  section: z.enum(SECTIONS),
  createdAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  channel: z.string(),
  language: z.enum(LANGUAGES),
  kind: z.enum(OUTCOMES),
  certainty: z.number(),
  theme: z.string(),
  urgent: z.boolean(),
  neighbourhood: z.string().nullable(),
  trajectory: trajectorySchema,
  team: z.string(),
  status: z.enum(STATUSES),
  takenBy: label.nullable(),
  answerWaitingSince: z.iso.datetime().nullable(),
});
export type Row = z.infer<typeof rowSchema>;

/** A page of the work list; `next` continues it. Counts are of everything open this person may see. */
export const listSchema = z.object({
  contributions: z.array(rowSchema),
  next: z.string().nullable(),
  counts: z.object({
    open: z.number().int(),
    overdue: z.number().int(),
    urgent: z.number().int(),
    unsure: z.number().int(),
  }),
});

export const listQuerySchema = z.strictObject({
  status: z.enum(['open', ...STATUSES]).default('open'),
  team: z.string().max(40).optional(),
  kind: z.enum(OUTCOMES).optional(),
  theme: z.string().max(40).optional(),
  trajectory: trajectorySchema.optional(),
  /** Contributions that a person must weigh: these only, or all others. */
  unsure: z.enum(['only', 'without']).optional(),
  mine: z.enum(['yes']).optional(),
  reference: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(400).optional(),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

/** Why somebody reads a story; it stands in the audit trail. */
export const readQuerySchema = z.strictObject({
  reason: z.enum(['handling', 'advice', 'access_request', 'supervision']).default('handling'),
});

/** A contribution as this person may see it: `content` null for who reads no stories, `contactHidden` for no contact. */
export const detailSchema = rowSchema.extend({
  danger: z.enum(DANGERS).nullable(),
  asksPerson: z.boolean(),
  onBehalfOf: z.boolean(),
  routing: routingSchema,
  /** Where the rules would send it as it is weighed now, when that is elsewhere. */
  suggested: z.object({ trajectory: trajectorySchema, team: z.string() }).nullable(),
  history: z.array(historyEntrySchema),
  may: z.array(z.enum(ACTIONS)),
  answered: z.boolean(),
  content: z
    .object({
      story: z.string(),
      wish: z.string().nullable(),
      neighbourhoodTyped: z.string().nullable(),
      contact: contactSchema.nullable(),
      contactHidden: z.boolean(),
      weighings: z.array(weighingSchema),
      notes: z.array(noteSchema),
      feedback: z.array(feedbackSchema),
    })
    .nullable(),
});
export type Detail = z.infer<typeof detailSchema>;

const version = z.number().int().nonnegative();
const words = z.string().trim().min(1).max(ANSWER_MAX_CHARS).transform(maskBsn);
/** Made by the sender for each text, so that sending it again after a cut adds it once. */
const textId = z.uuid().optional();

export const seenBody = z.strictObject({ version });
export const kindBody = z.strictObject({
  version,
  kind: z.enum(KINDS),
  reason: z.string().trim().min(1).max(1_000).transform(maskBsn),
});
export const trajectoryBody = z.strictObject({ version, trajectory: trajectorySchema });
export const teamBody = z.strictObject({ version, team: z.string().max(40) });
export const textBody = z.strictObject({ version, id: textId, text: words });
export const closeBody = z.strictObject({ version, id: textId, text: words.nullable().default(null) });

/** What staff did, as the new line of the work list; `masked` when a BSN in what they wrote was replaced by `[bsn]`. */
export const workedSchema = rowSchema.extend({ masked: z.boolean() });

/** What was erased, and when. */
export const erasedSchema = z.object({ id: z.string(), reference: z.string(), erasedAt: z.iso.datetime() });

export const auditQuerySchema = z.strictObject({
  object: z.string().max(100).optional(),
  who: z.string().max(200).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A page of the audit trail, newest first. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema.omit({ version: true, prev: true, mac: true, id: true })),
  next: z.number().int().nullable(),
});

/** Whether the trail is intact; `at` is the number of the first entry that is wrong. */
export const auditVerdictSchema = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  at: z.number().int().nullable(),
  fault: z.string().nullable(),
});

const stuckSchema = z.object({
  id: z.string(),
  kind: z.string(),
  since: z.iso.datetime(),
  attempts: z.number().int(),
  error: z.string().nullable(),
});

/** What is stuck, and counts; nothing about anyone. */
export const operationsSchema = z.object({
  stuck: z.array(stuckSchema),
  overdue: z.number().int(),
  answersWaiting: z.number().int(),
  contributions: z.array(z.object({ team: z.string(), status: z.enum(STATUSES), count: z.number().int() })),
});

export const labelsSchema = z.object({
  municipality: z.string(),
  advisoryBody: z.string(),
  themes: z.array(label),
  neighbourhoods: z.array(label),
  teams: z.array(label),
  trajectories: z.array(
    z.object({ id: trajectorySchema, team: z.string(), replyWithinDays: z.number().int() }),
  ),
});

/** With 409 who changed the contribution after the version the sender saw; with 410 when it was erased. */
export const problemDetailsSchema = z.object({
  changedBy: z.object({ name: z.string(), action: z.string(), at: z.iso.datetime() }).optional(),
  erasedAt: z.iso.datetime().optional(),
});
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;

/** RFC 9457. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  ...problemDetailsSchema.shape,
});
