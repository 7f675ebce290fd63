import { z } from 'zod';
import { contactSchema } from '../services/contributions/contribution.ts';
import { DANGERS, KINDS, LANGUAGES, reasonSchema } from '../services/understanding/understanding.ts';

const storySchema = z.object({
  text: z.string(),
  /** The language it was told in. */
  language: z.enum(LANGUAGES),
  /** How the story was understood when it was told. */
  kind: z.enum(KINDS),
  certainty: z.number(),
  theme: z.string(),
  urgent: z.boolean(),
  asksPerson: z.boolean(),
  reasons: z.array(reasonSchema),
  model: z.string(),
});

const shape = {
  story: storySchema,
  /** The acute danger last heard of; not asked for, but answered first. */
  danger: z.enum(DANGERS),
  safety: z.literal('go_on'),
  keep: z.literal(true),
  scope: z.enum(['individual', 'collective', 'both']).nullable(),
  onBehalfOf: z.boolean().nullable(),
  wish: z.string().nullable(),
  theme: z.string().nullable(),
  neighbourhood: z.object({ id: z.string().nullable(), typed: z.string().nullable() }).nullable(),
  contactWanted: z.boolean().nullable(),
  contact: contactSchema.nullable(),
  summary: z.enum(['confirm', 'correct']),
  correction: z.literal('chosen'),
};

/** What someone answers when sharing an experience; null is a question that was skipped. */
export type ShareAnswers = { [Key in keyof typeof shape]: z.infer<(typeof shape)[Key]> };

/** Reads saved answers one by one; one that does not fit this release is left out, and so asked again. */
export function restoreShareAnswers(saved: unknown): Partial<ShareAnswers> {
  return restoreAnswers<ShareAnswers>(shape, saved);
}

/** Reads saved answers by a schema for each key; what does not fit is left out. */
export function restoreAnswers<Answers extends object>(
  schemas: { readonly [Key in keyof Answers]: z.ZodType<Answers[Key]> },
  saved: unknown,
): Partial<Answers> {
  const answers: Partial<Answers> = {};
  if (typeof saved !== 'object' || saved === null) return answers;
  for (const key in schemas) {
    const read = schemas[key].safeParse(Reflect.get(saved, key));
    if (read.success && read.data !== undefined) answers[key] = read.data;
  }
  return answers;
}
