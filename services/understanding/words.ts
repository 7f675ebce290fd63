import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readText } from './text.ts';

/** The choices that words can make; the same values as the buttons carry. */
export const CHOICE_WORDS = [
  'confirm',
  'correct',
  'skip',
  'yes',
  'no',
  'back',
  'stop',
  'help',
  'person',
  'language',
  'status',
  'access',
  'erase',
] as const;
export type ChoiceWord = (typeof CHOICE_WORDS)[number];

const list = z.array(z.string()).min(1);
const lexiconSchema = z.strictObject({
  fillers: list,
  ...Object.fromEntries(CHOICE_WORDS.map((choice) => [choice, list])),
});

const lexicon = z
  .record(z.string(), list)
  .parse(lexiconSchema.parse(parse(readFileSync(new URL('./lexicon/words.yaml', import.meta.url), 'utf8'))));
const fillers = new Set(lexicon.fillers);

/** Longer messages are read as a story, whatever words stand in them. */
const MOST_WORDS = 9;
/** Words shorter than this have no slips forgiven: too many are each other's neighbours. */
const SHORTEST_FORGIVEN = 5;

const meanings = new Map<string, ChoiceWord>();
for (const choice of CHOICE_WORDS) {
  for (const phrase of lexicon[choice] ?? []) {
    for (const key of [wordsOf(phrase).join(' '), coreOf(wordsOf(phrase))]) {
      if (!meanings.has(key)) meanings.set(key, choice);
    }
  }
}
const entries = [...meanings].map(([phrase, choice]) => ({ words: phrase.split(' '), choice }));

/**
 * The choice that a short message makes by itself, in Dutch or English, or null: "Overslaan!" is `skip`, "what happened
 * with it?" is `status`. Case, accents, punctuation, politeness and one slip of the finger in a longer word do not
 * matter. A story that holds such a word is no choice.
 */
export function wordFor(text: string): ChoiceWord | null {
  if (text.length > 120) return null;
  const words = wordsOf(text);
  if (words.length === 0 || words.length > MOST_WORDS) return null;
  const core = coreOf(words);
  const exact = meanings.get(words.join(' ')) ?? meanings.get(core);
  if (exact) return exact;
  const coreWords = core.split(' ');
  return entries.find((entry) => isNearly(coreWords, entry.words))?.choice ?? null;
}

function wordsOf(text: string): string[] {
  const thumbs = /^\s*(👍|👎)\p{Emoji_Modifier}?[\s.!…]*$/u.exec(text)?.[1];
  return thumbs ? [thumbs] : [...readText(text).words];
}

/** The words that carry the meaning; all of them when nothing else is left. */
function coreOf(words: readonly string[]): string {
  const core = words.filter((word) => !fillers.has(word));
  return (core.length > 0 ? core : words).join(' ');
}

function isNearly(said: readonly string[], meant: readonly string[]): boolean {
  if (said.length !== meant.length) return false;
  let slips = 0;
  for (const [at, word] of meant.entries()) {
    const other = said[at] ?? '';
    if (word === other) continue;
    slips += 1;
    if (slips > 1 || word.length < SHORTEST_FORGIVEN || !isOneSlip(word, other)) return false;
  }
  return true;
}

/** True when one letter was left out, added, changed, or swapped with its neighbour. */
function isOneSlip(word: string, typed: string): boolean {
  const [short, long] = word.length <= typed.length ? [word, typed] : [typed, word];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, from: number) => text.slice(from);
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1);
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return (
    rest(short, at + 1) === rest(long, at + 1) || (swapped && rest(short, at + 2) === rest(long, at + 2))
  );
}
