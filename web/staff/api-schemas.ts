import * as z from 'zod/mini';
import './strings.ts';

const label = z.object({ id: z.string(), name: z.string() });

/** Who is signed in. */
export const meSchema = z.object({
  name: z.string(),
  role: z.string(),
  teams: z.array(label),
  may: z.array(z.string()),
  id: z.string(),
  development: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** The names of the municipality's own things. */
export const labelsSchema = z.object({
  municipality: z.string(),
  themes: z.array(label),
  neighbourhoods: z.array(label),
  teams: z.array(label),
  trajectories: z.array(z.object({ id: z.string(), team: z.string(), replyWithinDays: z.number() })),
});
export type Labels = z.infer<typeof labelsSchema>;

/** One line of the work list. */
export const rowSchema = z.object({
  id: z.string(),
  version: z.number(),
  reference: z.string(),
  section: z.string(),
  createdAt: z.string(),
  dueAt: z.string(),
  closedAt: z.nullable(z.string()),
  channel: z.string(),
  language: z.string(),
  kind: z.string(),
  certainty: z.number(),
  theme: z.string(),
  urgent: z.boolean(),
  neighbourhood: z.nullable(z.string()),
  trajectory: z.string(),
  team: z.string(),
  status: z.string(),
  takenBy: z.nullable(label),
});
export type Row = z.infer<typeof rowSchema>;

/** What became of a contribution; `masked` when a BSN in what was written was replaced. */
export const workedSchema = z.extend(rowSchema, { masked: z.boolean() });

/** When a contribution was erased. */
export const erasedSchema = z.object({ erasedAt: z.string() });

/** A page of the work list. */
export const listSchema = z.object({
  contributions: z.array(rowSchema),
  next: z.nullable(z.string()),
  counts: z.object({ open: z.number(), overdue: z.number(), urgent: z.number(), unsure: z.number() }),
});
export type List = z.infer<typeof listSchema>;

const weighingSchema = z.object({
  outcome: z.string(),
  certainty: z.number(),
  reasons: z.array(z.object({ code: z.string(), quote: z.optional(z.string()) })),
  decidedBy: z.string(),
  at: z.string(),
});
export type Weighing = z.infer<typeof weighingSchema>;

const historySchema = z.object({
  at: z.string(),
  by: z.object({ role: z.string(), name: z.string() }),
  action: z.string(),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
});
export type HistoryLine = z.infer<typeof historySchema>;

const contactSchema = z.discriminatedUnion('how', [
  z.object({ how: z.literal('chat') }),
  z.object({ how: z.literal('phone'), number: z.string() }),
  z.object({ how: z.literal('email'), address: z.string() }),
]);

const feedbackSchema = z.object({
  text: z.string(),
  by: z.string(),
  at: z.string(),
  closing: z.boolean(),
  deliveredAt: z.nullable(z.string()),
});

const contentSchema = z.object({
  story: z.string(),
  wish: z.nullable(z.string()),
  neighbourhoodTyped: z.nullable(z.string()),
  contact: z.nullable(contactSchema),
  contactHidden: z.boolean(),
  weighings: z.array(weighingSchema),
  notes: z.array(z.object({ text: z.string(), by: z.string(), at: z.string() })),
  feedback: z.array(feedbackSchema),
});
export type Content = z.infer<typeof contentSchema>;

/** One contribution, opened. */
export const itemSchema = z.extend(rowSchema, {
  danger: z.nullable(z.string()),
  asksPerson: z.boolean(),
  onBehalfOf: z.boolean(),
  routing: z.object({ rule: z.string(), why: z.array(z.string()) }),
  suggested: z.nullable(z.object({ trajectory: z.string(), team: z.string() })),
  history: z.array(historySchema),
  may: z.array(z.string()),
  answered: z.boolean(),
  content: z.nullable(contentSchema),
});
export type Item = z.infer<typeof itemSchema>;

/** A page of the audit trail. */
export const auditSchema = z.object({
  entries: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      who: z.string(),
      role: z.string(),
      action: z.string(),
      reference: z.nullable(z.string()),
      result: z.string(),
      why: z.string(),
    }),
  ),
  next: z.nullable(z.number()),
});

/** Whether the trail is intact. */
export const verdictSchema = z.object({
  intact: z.boolean(),
  entries: z.number(),
  at: z.nullable(z.number()),
  fault: z.nullable(z.string()),
});

/** What is stuck, and counts. */
export const operationsSchema = z.object({
  stuck: z.array(
    z.object({ kind: z.string(), since: z.string(), attempts: z.number(), error: z.nullable(z.string()) }),
  ),
  overdue: z.number(),
  answersWaiting: z.number(),
  contributions: z.array(z.object({ team: z.string(), status: z.string(), count: z.number() })),
});

/** Where to go after signing out. */
export const signedOutSchema = z.object({ location: z.string() });

/** Why something was refused. */
export const problemSchema = z.object({
  code: z.string(),
  changedBy: z.optional(z.object({ name: z.string(), action: z.string() })),
  erasedAt: z.optional(z.string()),
});
export type Problem = z.infer<typeof problemSchema>;
