import type { Choice } from './activity.ts';
import { make } from './element.ts';

/** Answers that lead away from the question; they are drawn lighter. */
const ASIDE: ReadonlySet<string> = new Set(['skip', 'back', 'stop']);

/** The answers one may tap, under the last message of the municipality. Typing stays open. */
export class Choices {
  readonly #place: HTMLElement;
  readonly #choose: (choice: Choice) => void;

  constructor(place: HTMLElement, choose: (choice: Choice) => void) {
    this.#place = place;
    this.#choose = choose;
  }

  /** Shows these and no others; none hides the place. */
  show(choices: readonly Choice[]): void {
    if (this.#shows(choices)) return;
    this.#place.replaceChildren(...choices.map((choice) => this.#button(choice)));
    this.#place.hidden = choices.length === 0;
  }

  #button(choice: Choice): HTMLElement {
    const look = `nl-button nl-button--secondary choice${ASIDE.has(choice.value) ? ' choice--aside' : ''}`;
    const button = make('button', look, choice.title);
    button.type = 'button';
    button.dir = 'auto';
    button.dataset.value = choice.value;
    button.onclick = () => this.#choose(choice);
    return button;
  }

  /** The same buttons stay in place, so that the focus on one is not lost. */
  #shows(choices: readonly Choice[]): boolean {
    const shown = Array.from(this.#place.children, (button) => button.textContent);
    return shown.length === choices.length && choices.every(({ title }, at) => title === shown[at]);
  }
}
