/**
 * Phrases of the lexicon, written so that a person can read and add them:
 *
 * - words stand for themselves, in lower case without accents; `_` is a space, `(a|b)` one of these
 * - `word*` any ending; `[x]` may be absent; `..` up to six words; `<name>` one of the lexicon's own word lists
 * - `a & b` both, in any order, close to each other; `^ a` at the beginning, `a $` at the end
 */
export interface Phrase {
  readonly parts: readonly RegExp[];
  /** How the words begin that it can begin with; undefined when that can be any word. */
  readonly keys: readonly string[] | undefined;
}

/** Named lists of words, with ` | ` between the words. */
type Lists = Readonly<Record<string, string>>;

/** Where in a text a phrase was found. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/** How far apart the parts of `a & b` may stand, in characters. */
const NEAR = 160;
/** At most so many places of one part are looked at, so that a hostile text costs no more than a long one. */
const MOST_PLACES = 12;

/** Compiles one phrase. Errors: Error naming the phrase when it cannot be read. */
export function compilePhrase(phrase: string, lists: Lists = {}): Phrase {
  try {
    const parts = phrase.split(' & ').map((part) => compilePart(spellOut(part.trim(), lists)));
    const [first = ''] = spellOut(phrase, lists).split(' & ');
    return { parts, keys: keysOf(first.trim().replace(/^\^ /, '')) };
  } catch (thrown) {
    throw new Error(`lexicon: cannot read the phrase "${phrase}"`, { cause: thrown });
  }
}

function compilePart(part: string): RegExp {
  const start = part.startsWith('^ ') ? '(?<=^ )' : '(?<= )';
  const end = part.endsWith(' $') ? '(?= $)' : '(?= )';
  return new RegExp(`${start}${pattern(part.replace(/^\^ | \$$/g, ''))}${end}`, 'g');
}

/** Puts the word lists and spaces in their places. */
function spellOut(part: string, lists: Lists): string {
  return part
    .replace(/<(\w+)>/g, (_, name: string) => {
      const list = lists[name];
      if (!list) throw new Error(`no list <${name}>`);
      return `(${list.replaceAll(' | ', '|')})`;
    })
    .replaceAll('_', ' ');
}

function pattern(part: string): string {
  return part
    .replaceAll('*', '\\S*')
    .replaceAll('(', '(?:')
    .replace(/ \[([^\]]*)\]/g, '(?: (?:$1))?')
    .replaceAll(' .. ', '(?: \\S+){0,6}? ')
    .replace(/ \.\.$/, '');
}

/** The beginnings of the words that a phrase can begin with; undefined when it can begin with any word. */
function keysOf(phrase: string): readonly string[] | undefined {
  if (phrase.startsWith('(')) {
    const keys = alternativesOf(phrase).map(keysOf);
    return keys.every((key) => key !== undefined) ? keys.flat() : undefined;
  }
  const [, word = '', star] = /^([\p{L}\p{M}\p{N}€]+)(\*?)/u.exec(phrase) ?? [];
  return word === '' || (star && word.length < KEY_LENGTH) ? undefined : [keyOf(word)];
}

/** What stands between the `|` of the group that a phrase begins with. */
function alternativesOf(phrase: string): string[] {
  const alternatives = [''];
  let depth = 0;
  for (const char of phrase) {
    if (char === ')') depth -= 1;
    if (depth === 0 && char === ')') break;
    if (depth === 1 && char === '|') alternatives.push('');
    else if (depth > 0) alternatives.push((alternatives.pop() ?? '') + char);
    if (char === '(') depth += 1;
  }
  return alternatives;
}

const KEY_LENGTH = 3;

function keyOf(word: string): string {
  return word.slice(0, KEY_LENGTH);
}

/** Phrases with what they stand for, quick to search: only those that begin with a word of the text are tried. */
export class PhraseSet<T> {
  readonly #byKey = new Map<string, { phrase: Phrase; meaning: T }[]>();
  readonly #always: { phrase: Phrase; meaning: T }[] = [];

  constructor(entries: readonly { readonly phrase: Phrase; readonly meaning: T }[]) {
    for (const entry of entries) {
      if (!entry.phrase.keys) this.#always.push(entry);
      for (const key of new Set(entry.phrase.keys)) {
        this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), entry]);
      }
    }
  }

  /** The phrases that a text with these words may hold, each once. */
  candidates(words: readonly string[]): readonly { readonly phrase: Phrase; readonly meaning: T }[] {
    const found = new Set(this.#always);
    for (const key of new Set(words.map(keyOf))) {
      for (const entry of this.#byKey.get(key) ?? []) found.add(entry);
    }
    return [...found];
  }
}

/** Finds a phrase in a text of space-separated words; undefined when it is not there. */
export function findPhrase({ parts }: Phrase, text: string): Found | undefined {
  const [first, ...others] = parts;
  if (!first || !others.every((part) => has(part, text)) || !has(first, text)) return undefined;
  for (const at of places(first, text)) {
    if (others.every((part) => isNear(part, text, at))) return at;
  }
  return undefined;
}

function has(part: RegExp, text: string): boolean {
  part.lastIndex = 0;
  return part.test(text);
}

function places(part: RegExp, text: string): Found[] {
  part.lastIndex = 0;
  const found: Found[] = [];
  for (let match = part.exec(text); match && found.length < MOST_PLACES; match = part.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function isNear(part: RegExp, text: string, { start, end }: Found): boolean {
  part.lastIndex = Math.max(0, start - NEAR);
  const match = part.exec(text);
  return match !== null && match.index <= end + NEAR;
}
