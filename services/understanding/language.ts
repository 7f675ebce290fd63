import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ReadText } from './text.ts';
import type { Language } from './understanding.ts';
import { LANGUAGES } from './understanding.ts';

/** The words of each language that stand in many of its texts and in few of the other languages'. */
const lists = z
  .record(z.enum(LANGUAGES), z.string())
  .parse(JSON.parse(readFileSync(new URL('./lexicon/languages.json', import.meta.url), 'utf8')));

const wordLanguages = new Map<string, Language[]>();
for (const language of LANGUAGES) {
  for (const word of lists[language].split(' ')) {
    wordLanguages.set(word, [...(wordLanguages.get(word) ?? []), language]);
  }
}

/** Letters that only some of the fifteen use; a text that has them speaks for these. */
const LETTERS: readonly (readonly [RegExp, readonly Language[]])[] = [
  [/[іїєґ]/iu, ['uk']],
  [/[ыэё]/iu, ['ru']],
  [/[а-я]ъ[а-я]/iu, ['bg']],
  [/[پچژگی]/u, ['fa']],
  [/[ةىيأإ]/u, ['ar']],
  [/[ığşİ]/u, ['tr']],
  [/[łąęśźżń]/iu, ['pl']],
  [/[ășțţ]/iu, ['ro']],
  [/[ñ¿¡]/iu, ['es']],
  [/ß/u, ['de']],
  [/[çœ]|\b[ldjmnsqc]['’][aeéèêhiou]/iu, ['fr']],
  [/\p{Script=Ethiopic}/u, ['ti']],
];

/** Words beyond these tell nothing new about the language. */
const MOST_WORDS = 120;

/**
 * The language a text is written in, or null when nothing in it shows that. Names, numbers and words that several
 * languages share show nothing. The longer the text, the surer; from six words on it is right in about 98 of 100.
 */
export function detectLanguage({ text, words }: ReadText): Language | null {
  const scores = new Map<Language, number>();
  const add = (language: Language, score: number) =>
    scores.set(language, (scores.get(language) ?? 0) + score);
  for (const word of words.slice(0, MOST_WORDS)) {
    for (const language of wordLanguages.get(word) ?? []) add(language, 1);
  }
  const start = text.slice(0, 1000);
  for (const [letters, languages] of LETTERS) {
    if (letters.test(start)) for (const language of languages) add(language, 1.5);
  }
  const [best, second] = [...scores].sort((one, other) => other[1] - one[1]);
  return best && best[1] > (second?.[1] ?? 0) * 1.15 ? best[0] : null;
}
