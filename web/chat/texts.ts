import { parseJson } from './json.ts';
import type { Language, PageData } from './page-data.ts';
import { readStrings } from './page-data.ts';

/** The sentences of the page in the language of the moment. */
export class Texts {
  readonly languages: readonly Language[];
  #code: string;
  #strings: ReadonlyMap<string, string>;
  readonly #loaded = new Map<string, ReadonlyMap<string, string>>();

  constructor(data: PageData) {
    this.languages = data.languages;
    this.#code = data.language;
    this.#strings = data.strings;
    this.#loaded.set(data.language, data.strings);
  }

  /** Code of the language of the moment, e.g. `nl`. */
  get code(): string {
    return this.#code;
  }

  /** A sentence, with `{{name}}` replaced by the value of that name. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const sentence = this.#strings.get(key) ?? key;
    return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** Changes the whole page to a language; false when it is not one of ours or its sentences cannot be fetched now. */
  async change(code: string): Promise<boolean> {
    const language = this.languages.find((one) => one.code === code);
    if (!language) return false;
    const strings = this.#loaded.get(code) ?? (await fetchStrings(language.strings));
    if (!strings) return false;
    this.#loaded.set(code, strings);
    this.#code = code;
    this.#strings = strings;
    document.documentElement.lang = code;
    document.documentElement.dir = language.direction;
    this.#show();
    return true;
  }

  #show(): void {
    document.title = this.say('title');
    for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
      element.textContent = this.say(element.dataset.text ?? '');
    }
    for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
      element.setAttribute('aria-label', this.say(element.dataset.label ?? ''));
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-localised]')) {
      link.search = `?lang=${this.#code}`;
    }
  }
}

async function fetchStrings(address: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const answer = await fetch(address);
    return answer.ok ? readStrings(parseJson(await answer.text())) : undefined;
  } catch {
    return undefined;
  }
}
