import { z } from 'zod';
import { DANGERS, KINDS, LANGUAGES, reasonSchema } from '../understanding/understanding.ts';

/** The four trajectories of Zaanstad §2.6. */
export const TRAJECTORIES = ['personal_contact', 'existing_project', 'quick_win', 'new_policy'] as const;
export const trajectorySchema = z.enum(TRAJECTORIES);
export type Trajectory = z.infer<typeof trajectorySchema>;

export const OUTCOMES = [...KINDS, 'unsure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One decision on individual or collective. Kept as a list: nothing is overwritten, the last one counts. */
export const weighingSchema = z.object({
  outcome: z.enum(OUTCOMES),
  certainty: z.number().min(0).max(1),
  reasons: z.array(reasonSchema),
  model: z.string().nullable(),
  decidedBy: z.enum(['model', 'resident', 'staff']),
  /** Who of the staff decided; null for model and resident. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Weighing = z.infer<typeof weighingSchema>;

/** How the resident may be reached; `chat` is the conversation itself. */
export const contactSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('chat') }),
  z.object({ how: z.literal('phone'), number: z.string() }),
  z.object({ how: z.literal('email'), address: z.string() }),
]);
export type Contact = z.infer<typeof contactSchema>;

/** One thing that was done, by whom; never holds words that anyone typed. */
export const historyEntrySchema = z.object({
  at: z.iso.datetime(),
  by: z.object({ role: z.string(), id: z.string(), name: z.string() }),
  action: z.enum([
    'filed',
    'supplemented',
    'taken',
    'weighed',
    'routed',
    'handed_over',
    'noted',
    'answered',
    'closed',
    'reopened',
  ]),
  /** What it was and became, as codes (a kind, a trajectory, a team). */
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** An answer to the resident, as staff wrote it. `closing` when it ended the trajectory. */
export const feedbackSchema = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  closing: z.boolean(),
  /** When the resident's channel had it; null until then. */
  deliveredAt: z.iso.datetime().nullable(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

/** A note between staff. */
export const noteSchema = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Note = z.infer<typeof noteSchema>;

/** What people typed, and who they are: stored encrypted with the contribution's own key. */
export const contentSchema = z.object({
  story: z.string(),
  wish: z.string().nullable(),
  /** The neighbourhood as typed, when it is none of the profile's. */
  neighbourhoodTyped: z.string().nullable(),
  contact: contactSchema.nullable(),
  weighings: z.array(weighingSchema),
  notes: z.array(noteSchema),
  feedback: z.array(feedbackSchema),
});
export type Content = z.infer<typeof contentSchema>;

export const STATUSES = ['new', 'in_progress', 'closed'] as const;

/** Which rule of the profile decided the trajectory, and how each of its conditions was met. */
export const routingSchema = z.object({
  rule: z.string(),
  why: z.array(z.string()),
});
export type Routing = z.infer<typeof routingSchema>;

/**
 * What one resident brought in once, as the store holds it. The fields in clear are codes, times and counts that can
 * be searched, never words or a contact; `sealed` is the encrypted Content. Read and write it through `ContributionRegister`.
 */
export const contributionSchema = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  /** What staff call it, e.g. `K7M2-9QXD`: letters in it, so that no masking of numbers takes it for one. */
  reference: z.string(),
  /** Null once the conversation is gone. */
  conversation: z.string().nullable(),
  channel: z.string(),
  language: z.enum(LANGUAGES),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  kind: z.enum(OUTCOMES),
  certainty: z.number(),
  theme: z.string(),
  urgent: z.boolean(),
  danger: z.enum(DANGERS).nullable(),
  asksPerson: z.boolean(),
  onBehalfOf: z.boolean(),
  neighbourhood: z.string().nullable(),
  trajectory: trajectorySchema,
  team: z.string(),
  status: z.enum(STATUSES),
  /** Who of the staff has taken it, by staff id. */
  takenBy: z.string().nullable(),
  /** The resident must have an answer by then. */
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  routing: routingSchema,
  history: z.array(historyEntrySchema),
  /** Which privacy notice the resident saw. */
  noticeVersion: z.string(),
  /** Keyed hash of the follow code; null when none was given. */
  followCodeHash: z.string().nullable(),
  /** Since when feedback waits to reach the resident; null when nothing waits. */
  pendingSince: z.iso.datetime().nullable(),
  sealed: z.string(),
});
export type StoredContribution = z.infer<typeof contributionSchema>;

/** A contribution with its content readable. */
export type Contribution = Omit<StoredContribution, 'sealed'> & { readonly content: Content };
