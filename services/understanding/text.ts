/** A text as the rules read it. */
export interface ReadText {
  /** Well-formed, NFC, otherwise as typed. */
  readonly text: string;
  /** The sentences as lower-case words without accents and punctuation, each with a space around every word. */
  readonly sentences: readonly string[];
  /** All words of all sentences. */
  readonly words: readonly string[];
  /** Where each word stands in `text`, in UTF-16 units: start and end by turns. */
  readonly places: readonly number[];
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

/** A word with the apostrophes inside it, or the end of a sentence. */
const PIECE =
  /([\p{L}\p{M}\p{N}€]+(?:['\u2018\u2019\u02BC\u0060\u00B4][\p{L}\p{M}\p{N}]+)*)|[.!?;:]+(?=\s|$)|\n/gu;
/** z'n, foto's, don't: what follows the apostrophe belongs to the word before it. */
const CLOSED_UP = /'(?=(?:n|t|s|k|m|r|re|ve|ll|d)(?:'|$))/g;

/** Splits a text into sentences and words for the rules. */
export function readText(raw: string): ReadText {
  const text = wellFormed(raw);
  const words: string[] = [];
  const places: number[] = [];
  const sentences: string[] = [];
  let from = 0;
  const endSentence = () => {
    if (words.length > from) sentences.push(` ${words.slice(from).join(' ')} `);
    from = words.length;
  };
  for (const match of text.matchAll(PIECE)) {
    const typed = match[1];
    if (typed === undefined) {
      endSentence();
      continue;
    }
    for (const word of fold(typed).replace(CLOSED_UP, '').split("'")) {
      if (word === '') continue;
      words.push(word);
      places.push(match.index, match.index + typed.length);
    }
  }
  endSentence();
  return { text, sentences, words, places };
}
