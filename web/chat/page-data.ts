import { listAt, parseJson, textAt, valueAt } from './json.ts';

/** A language of the menu. */
export interface Language {
  readonly code: string;
  /** Its own name, e.g. "Nederlands". */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Where its strings are. */
  readonly strings: string;
}

/** What the server put into the page. */
export interface PageData {
  readonly language: string;
  /** True when the address itself asked for this language; it then wins over an earlier choice. */
  readonly languageAsked: boolean;
  readonly languages: readonly Language[];
  readonly strings: ReadonlyMap<string, string>;
}

/** Reads the data block of the page. */
export function readPageData(page: Document): PageData {
  const data = parseJson(page.getElementById('page-data')?.textContent ?? '');
  return {
    language: textAt(data, 'language') ?? 'nl',
    languageAsked: valueAt(data, 'languageAsked') === true,
    languages: listAt(data, 'languages').flatMap(readLanguage),
    strings: readStrings(valueAt(data, 'strings')),
  };
}

/** A JSON object of sentences as a map; what is no text is left out. */
export function readStrings(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([key, text]): [string, string][] => (typeof text === 'string' ? [[key, text]] : [])),
  );
}

function readLanguage(value: unknown): Language[] {
  const code = textAt(value, 'code');
  const name = textAt(value, 'name');
  const strings = textAt(value, 'strings');
  const direction = textAt(value, 'direction') === 'rtl' ? 'rtl' : 'ltr';
  return code && name && strings ? [{ code, name, direction, strings }] : [];
}
