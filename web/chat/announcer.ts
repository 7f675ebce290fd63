/** Tells a screen reader what changed outside the messages: connection, copying, sending. One sentence at a time. */
export class Announcer {
  readonly #region: HTMLElement;
  #clearing: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Says a sentence, politely; the same sentence twice is said twice. */
  say(sentence: string): void {
    clearTimeout(this.#clearing);
    this.#region.textContent = '';
    this.#clearing = setTimeout(() => {
      this.#region.textContent = sentence;
      this.#clearing = setTimeout(() => {
        this.#region.textContent = '';
      }, 5_000);
    }, 60);
  }
}
