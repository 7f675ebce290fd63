import { z } from 'zod';
import type { CollectionSpec } from '../../services/store/collection.ts';

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const noteSchema = z.object({
  id: z.string(),
  version: z.number(),
  run: z.string(),
  team: z.string().nullable(),
  weight: z.number().nullable(),
  urgent: z.boolean().nullable(),
  mixed: fieldValue,
  rest: z.unknown(),
});

/** The document that the store tests keep: fields of every kind, and anything at all under `rest`. */
export type Note = z.infer<typeof noteSchema>;

/** A collection of notes; the name keeps tests apart. */
export function notes(name: string): CollectionSpec<Note> {
  return {
    name,
    fields: ['run', 'team', 'weight', 'urgent', 'mixed'],
    indexes: [['run', 'weight']],
    parse: (raw) => noteSchema.parse(raw),
  };
}

/** A note with an id and otherwise nothing, but what is given. */
export function note(id: string, given: Partial<Note> = {}): Note {
  return {
    id,
    version: 1,
    run: '',
    team: null,
    weight: null,
    urgent: null,
    mixed: null,
    rest: null,
    ...given,
  };
}
