/** A text as the rules read it. */
export interface ReadText {
  /** Well-formed, NFC, otherwise as typed. */
  readonly text: string;
  /** The sentences as lower-case words without accents and punctuation, each with a space around every word. */
  readonly sentences: readonly string[];
  /** All words of all sentences. */
  readonly words: readonly string[];
}

/** Replaces half characters (lone surrogates) and composes accents (NFC), so that equal texts are equal strings. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').normalize('NFC');
}

/** Lower case without the accents of Latin letters; other scripts keep their marks. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII has nothing to fold.
  if (/^[\x00-\x7F]*$/.test(lower)) return lower;
  return lower.replace(/[\u2018\u2019\u02BC\u0060\u00B4]/g, "'").replace(/[\u00C0-\u024F]/g, withoutAccent);
}

function withoutAccent(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '');
}

const SENTENCE_END = /[.!?;:\n]+(?=\s|$)|\n/;
const NOT_WORD = /[^\p{L}\p{M}\p{N}€]+/gu;

/** Splits a text into sentences and words for the rules. */
export function readText(text: string): ReadText {
  const clean = wellFormed(text);
  const sentences = fold(clean)
    .replaceAll(/'(?=n\b|t\b|s\b|k\b|m\b|r\b|re\b|ve\b|ll\b|d\b)/g, '')
    .split(SENTENCE_END)
    .map((sentence) => sentence.replace(NOT_WORD, ' ').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => ` ${sentence} `);
  return { text: clean, sentences, words: sentences.flatMap((sentence) => sentence.trim().split(' ')) };
}
