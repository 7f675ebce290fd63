import type { Language } from './page-data.ts';
import type { Keep } from './storage.ts';
import { KEPT } from './storage.ts';
import type { Texts } from './texts.ts';

/** The parts of the language menu: a native select, and the short code shown over it on a small screen. */
export interface LanguageMenuParts {
  readonly select: HTMLSelectElement;
  readonly code: HTMLElement;
}

/** The menu of languages. It works before the first word, and the choice is remembered in this browser. */
export class LanguageMenu {
  readonly #parts: LanguageMenuParts;
  readonly #texts: Texts;
  readonly #keep: Keep;
  readonly #changed: () => void;

  constructor(parts: LanguageMenuParts, texts: Texts, keep: Keep, changed: () => void) {
    this.#parts = parts;
    this.#texts = texts;
    this.#keep = keep;
    this.#changed = changed;
  }

  /** Calls `chosen` when the resident picks a language and the page has changed to it. */
  listen(chosen: (code: string) => void): void {
    const { select } = this.#parts;
    select.addEventListener('change', async () => {
      const code = select.value;
      if (await this.change(code)) chosen(code);
    });
    this.#show();
  }

  /** Changes the page to a language and remembers it; false when that cannot be done now. */
  async change(code: string): Promise<boolean> {
    if (code === this.#texts.code) return true;
    const done = await this.#texts.change(code);
    if (done) this.#keep.write(KEPT.language, code);
    this.#show();
    if (done) this.#changed();
    return done;
  }

  #show(): void {
    this.#parts.select.value = this.#texts.code;
    this.#parts.code.textContent = this.#texts.code.toUpperCase();
  }
}

/** The language to begin with: what the address asks, else the earlier choice, else what the server took from the browser. */
export function firstLanguage(
  {
    language,
    languageAsked,
    languages,
  }: { language: string; languageAsked: boolean; languages: readonly Language[] },
  chosen: string | null,
): string {
  const known = chosen !== null && languages.some(({ code }) => code === chosen);
  return !languageAsked && known ? chosen : language;
}
