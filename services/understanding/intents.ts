import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { compilePhrase, findPhrase, PhraseSet } from './phrases.ts';
import type { ReadText } from './text.ts';
import type { Intent } from './understanding.ts';
import type { ChoiceWord } from './words.ts';
import { wordFor } from './words.ts';

/** Asked in this order; everything that none of them has is a story. */
const BY_PHRASES = [
  'erase',
  'access',
  'status',
  'person',
  'language',
  'stop',
  'back',
  'agenda',
  'help',
  'no',
  'thanks',
  'abuse',
  'smalltalk',
  'greeting',
  'yes',
] as const satisfies readonly Intent[];

const rules = z.strictObject({ most: z.int().positive(), phrases: z.array(z.string()) });
const lexicon = z
  .strictObject({
    erase: rules,
    access: rules,
    status: rules,
    person: rules,
    language: rules,
    stop: rules,
    back: rules,
    agenda: rules,
    help: rules,
    thanks: rules,
    abuse: rules,
    smalltalk: rules,
    greeting: rules,
    no: rules,
    yes: rules,
    told: z.array(z.string()),
    asksPerson: z.array(z.string()),
  })
  .parse(parse(readFileSync(new URL('./lexicon/intents.yaml', import.meta.url), 'utf8')));

/** Intents that a story can look like; a mark of something told decides against them. */
const LIKE_A_STORY: ReadonlySet<Intent> = new Set<Intent>([
  'status',
  'person',
  'language',
  'stop',
  'back',
  'agenda',
  'help',
  'smalltalk',
  'no',
]);
const told = lexicon.told.map((phrase) => compilePhrase(phrase));

const compiled = BY_PHRASES.map((intent) => ({
  intent,
  most: lexicon[intent].most,
  phrases: lexicon[intent].phrases.map((phrase) => compilePhrase(phrase)),
}));
const wishes = new PhraseSet(
  lexicon.asksPerson.map((phrase) => ({ phrase: compilePhrase(phrase), meaning: true })),
);

const INTENT_OF_CHOICE: Readonly<Record<ChoiceWord, Intent>> = {
  confirm: 'yes',
  correct: 'no',
  skip: 'no',
  yes: 'yes',
  no: 'no',
  back: 'back',
  stop: 'stop',
  help: 'help',
  person: 'person',
  language: 'language',
  status: 'status',
  access: 'access',
  erase: 'erase',
};

/**
 * What someone wants with a message. Long messages, short ones without a phrase of the lexicon, and short ones that tell
 * something are a story: a command that is missed is asked again, a story taken for a command is lost on the teller.
 */
export function intentOf({ text, sentences, words }: ReadText): Intent {
  const choice = wordFor(text);
  if (choice) return INTENT_OF_CHOICE[choice];
  const line = inOneLine(sentences);
  const found = compiled.find(
    ({ most, phrases }) => words.length <= most && phrases.some((phrase) => findPhrase(phrase, line)),
  );
  if (!found) return 'story';
  const isTold = LIKE_A_STORY.has(found.intent) && told.some((phrase) => findPhrase(phrase, line));
  return isTold ? 'story' : found.intent;
}

/** True when a text of any length asks that a person gets in touch. */
export function asksForPerson({ sentences, words }: ReadText): boolean {
  const candidates = wishes.candidates(words);
  return sentences.some((sentence) => candidates.some(({ phrase }) => findPhrase(phrase, sentence)));
}

function inOneLine(sentences: readonly string[]): string {
  return ` ${sentences.map((sentence) => sentence.trim()).join(' ')} `;
}
