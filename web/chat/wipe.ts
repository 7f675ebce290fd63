import { pageElement } from './element.ts';
import { backoffMs } from './pause.ts';
import { leaveNothing } from './storage.ts';
import type { Talk } from './talk.ts';
import type { Texts } from './texts.ts';

/** "Wis dit gesprek": asks once, wipes at the municipality and in the browser, and says plainly what was done. */
export class Wipe {
  readonly #talk: Talk;
  readonly #texts: Texts;
  readonly #dialog = pageElement('wipe', HTMLDialogElement);
  readonly #result = pageElement('wiped-result', HTMLElement);
  #wiped = false;

  constructor(talk: Talk, texts: Texts) {
    this.#talk = talk;
    this.#texts = texts;
  }

  /** Listens to the button in the header and to those of the dialog. */
  listen(): void {
    const yes = pageElement('wipe-yes', HTMLButtonElement);
    const no = pageElement('wipe-no', HTMLButtonElement);
    pageElement('wipe-open', HTMLButtonElement).onclick = () => this.#dialog.showModal();
    no.onclick = () => this.#dialog.close();
    yes.onclick = async () => {
      yes.disabled = true;
      no.disabled = true;
      pageElement('wipe-busy', HTMLElement).hidden = false;
      await this.#wipe();
    };
    this.#dialog.addEventListener('cancel', (cancel) => {
      if (yes.disabled) cancel.preventDefault();
    });
    pageElement('wiped-again', HTMLButtonElement).onclick = () => location.replace(location.pathname);
  }

  /** Another tab wiped the talk: this one shows nothing of it any more either. */
  async follow(): Promise<void> {
    if (this.#wiped || this.#dialog.open) return;
    this.#talk.end();
    await this.#show('wiped.all');
  }

  async #wipe(): Promise<void> {
    this.#wiped = true;
    const done = await this.#talk.erase();
    if (done) this.#talk.end();
    await this.#show(done ? 'wiped.all' : 'wiped.here');
    for (let failures = 1; !done; failures += 1) {
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures)));
      if (!(await this.#talk.erase())) continue;
      this.#talk.end();
      await this.#show('wiped.all');
      return;
    }
  }

  async #show(result: string): Promise<void> {
    await leaveNothing();
    this.#dialog.close();
    for (const part of document.querySelectorAll<HTMLElement>('[data-talk]')) part.hidden = true;
    for (const emptied of document.querySelectorAll('#log, #choices')) emptied.replaceChildren();
    pageElement('message', HTMLTextAreaElement).value = '';
    this.#result.dataset.text = result;
    this.#result.textContent = this.#texts.say(result);
    const screen = pageElement('wiped', HTMLElement);
    screen.hidden = false;
    pageElement('wiped-title', HTMLElement).focus();
  }
}
