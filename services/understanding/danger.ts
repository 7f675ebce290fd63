import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Found, Phrase } from './phrases.ts';
import { compilePhrase, findPhrase, PhraseSet } from './phrases.ts';
import type { ReadText } from './text.ts';
import type { Danger } from './understanding.ts';
import { DANGERS } from './understanding.ts';

const list = z.array(z.string()).min(1);
const lexiconSchema = z.strictObject({
  words: z.record(z.string(), z.string()),
  suicide: list,
  violence: list,
  child: list,
  homeless: list,
  hunger: list,
  medical: list,
  calm: list,
  past: list,
  present: list,
});

interface Lexicon {
  readonly dangers: PhraseSet<Danger>;
  readonly calm: readonly Phrase[];
  readonly past: readonly Phrase[];
  readonly present: readonly Phrase[];
}

function load(language: 'nl' | 'en'): Lexicon {
  const file = new URL(`./lexicon/danger-${language}.yaml`, import.meta.url);
  const { words, ...phrases } = lexiconSchema.parse(parse(readFileSync(file, 'utf8')));
  const compile = (all: readonly string[]) => all.map((phrase) => compilePhrase(phrase, words));
  return {
    dangers: new PhraseSet(
      DANGERS.flatMap((danger) => compile(phrases[danger]).map((phrase) => ({ phrase, meaning: danger }))),
    ),
    calm: compile(phrases.calm),
    past: compile(phrases.past),
    present: compile(phrases.present),
  };
}

const LEXICONS = { nl: load('nl'), en: load('en') };

/**
 * The kinds of acute danger that the words of a text show, most telling first (by the number of phrases found).
 *
 * Dutch and English phrases from `lexicon/danger-*.yaml`. Sayings, the past, policy and questions for information in the
 * same sentence make a phrase not count. Made to miss as little as possible: one false alarm costs a resident one line.
 */
export function dangersByWords(read: ReadText, languages: readonly ('nl' | 'en')[]): Danger[] {
  const text = ` ${read.sentences.map((sentence) => sentence.trim()).join(' . ')} `;
  const counts = new Map<Danger, number>();
  for (const language of languages) {
    const lexicon = LEXICONS[language];
    for (const { phrase, meaning } of lexicon.dangers.candidates(read.words)) {
      const found = findPhrase(phrase, text);
      if (found && !isCalm(sentenceAround(text, found), lexicon)) {
        counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
      }
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([danger]) => danger);
}

/** The sentence, or the sentences, in which something was found. */
function sentenceAround(text: string, { start, end }: Found): string {
  const from = text.lastIndexOf(' . ', start);
  const to = text.indexOf(' . ', end);
  return text.slice(from < 0 ? 0 : from + 2, to < 0 ? text.length : to + 1);
}

function isCalm(sentence: string, { calm, past, present }: Lexicon): boolean {
  const holds = (phrases: readonly Phrase[]) =>
    phrases.some((phrase) => findPhrase(phrase, sentence) !== undefined);
  return holds(calm) || (holds(past) && !holds(present));
}
