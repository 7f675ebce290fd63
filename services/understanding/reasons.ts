import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Phrase } from './phrases.ts';
import { compilePhrase, findPhrase, PhraseSet } from './phrases.ts';
import type { ReadText } from './text.ts';
import type { Kind, Reason } from './understanding.ts';

/** Reasons that are no sign in the text itself. Every code has a sentence in `reasons` of `locales/`. */
export const GENERAL_REASONS = ['whole_text', 'both_signs', 'little_to_go_on', 'other_language'] as const;

const signsSchema = z.record(z.string(), z.array(z.string()).min(1));
const lexicon = z
  .strictObject({ individual: signsSchema, collective: signsSchema })
  .parse(parse(readFileSync(new URL('./lexicon/reasons.yaml', import.meta.url), 'utf8')));

function compile(signs: Readonly<Record<string, readonly string[]>>): PhraseSet<string> {
  return new PhraseSet(
    Object.entries(signs).flatMap(([code, phrases]) =>
      phrases.map((phrase) => ({ phrase: compilePhrase(phrase), meaning: code })),
    ),
  );
}

const SIGNS = { individual: compile(lexicon.individual), collective: compile(lexicon.collective) };

/** All codes a reason can have. */
export const REASON_CODES: readonly string[] = [
  ...Object.keys(lexicon.individual),
  ...Object.keys(lexicon.collective),
  ...GENERAL_REASONS,
];

/** The signs found for each kind, one reason a code, each with the words that carried it as typed. */
export interface Signs {
  readonly individual: readonly Reason[];
  readonly collective: readonly Reason[];
}

/** Finds the signs of both kinds in a text. */
export function findSigns(read: ReadText): Signs {
  return { individual: signsOf('individual', read), collective: signsOf('collective', read) };
}

function signsOf(kind: Kind, read: ReadText): Reason[] {
  const quotes = new Map<string, string>();
  for (const { phrase, meaning } of SIGNS[kind].candidates(read.words)) {
    if (quotes.has(meaning)) continue;
    const quote = quoteOf(phrase, read);
    if (quote !== undefined) quotes.set(meaning, quote);
  }
  return [...quotes].map(([code, quote]) => ({ code, quote }));
}

/** The words that a phrase found, as they were typed. */
function quoteOf(phrase: Phrase, { text, sentences, places }: ReadText): string | undefined {
  let wordsBefore = 0;
  for (const sentence of sentences) {
    const found = findPhrase(phrase, sentence);
    if (found) {
      const first = wordsBefore + countWords(sentence.slice(0, found.start));
      const last = wordsBefore + countWords(sentence.slice(0, found.end)) - 1;
      return text.slice(places[2 * first] ?? 0, places[2 * last + 1] ?? text.length).replace(/\s+/g, ' ');
    }
    wordsBefore += countWords(sentence);
  }
  return undefined;
}

function countWords(text: string): number {
  return text.split(' ').filter((word) => word !== '').length;
}
