import type { Keep } from './storage.ts';
import { KEPT } from './storage.ts';
import type { Texts } from './texts.ts';

/** What the server takes of one message, in characters. */
const LIMIT = 4096;
/** From so many characters left the counter shows. */
const NEAR = 500;

/** The parts of the page in which one types. */
export interface ComposerParts {
  readonly form: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  readonly counter: HTMLElement;
}

/** Where the resident types. What is typed and not sent survives a reload of the tab. */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #texts: Texts;
  readonly #keep: Keep;
  readonly #send: (text: string) => void;
  readonly #announce: (sentence: string) => void;

  constructor(
    parts: ComposerParts,
    {
      texts,
      keep,
      send,
      announce,
    }: {
      texts: Texts;
      keep: Keep;
      send: (text: string) => void;
      announce: (sentence: string) => void;
    },
  ) {
    this.#parts = parts;
    this.#texts = texts;
    this.#keep = keep;
    this.#send = send;
    this.#announce = announce;
    parts.field.value = keep.read(KEPT.draft) ?? parts.field.value;
    parts.field.addEventListener('input', () => this.#changed());
    parts.field.addEventListener('keydown', (key) => {
      if (key.key !== 'Enter' || key.shiftKey || key.isComposing) return;
      key.preventDefault();
      this.#submit();
    });
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#changed();
  }

  /** Puts the focus in the field, but where a finger is used that would open the keyboard: there it does nothing. */
  focus(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.#parts.field.focus({ preventScroll: true });
  }

  /** Writes the counter again, after a change of language. */
  refresh(): void {
    this.#count();
  }

  #submit(): void {
    const { field } = this.#parts;
    const text = field.value.trim();
    if (text === '') {
      field.focus();
      return;
    }
    if (text.length > LIMIT) {
      this.#announce(this.#counterText(text.length));
      field.focus();
      return;
    }
    field.value = '';
    this.#changed();
    this.#send(text);
  }

  #changed(): void {
    const { field } = this.#parts;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    if (field.value === '') this.#keep.remove(KEPT.draft);
    else this.#keep.write(KEPT.draft, field.value);
    this.#count();
  }

  #count(): void {
    const { field, counter } = this.#parts;
    const length = field.value.trim().length;
    counter.hidden = length < LIMIT - NEAR;
    counter.textContent = counter.hidden ? '' : this.#counterText(length);
    counter.classList.toggle('counter--over', length > LIMIT);
    field.setAttribute('aria-invalid', String(length > LIMIT));
  }

  #counterText(length: number): string {
    return length > LIMIT
      ? this.#texts.say('counter.over', { count: length - LIMIT })
      : this.#texts.say('counter.left', { count: LIMIT - length });
  }
}
