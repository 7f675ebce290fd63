import type { Activity, Choice, Message } from './activity.ts';
import type { Announcer } from './announcer.ts';
import { Choices } from './choices.ts';
import { pageElement } from './element.ts';
import type { Fate, Letter } from './outbox.ts';
import type { Texts } from './texts.ts';
import { Transcript } from './transcript.ts';

/** The dots disappear after this long without an answer; the connection banner then tells what is wrong, if anything. */
const PATIENCE_MS = 20_000;

/** The talk as it is seen: messages, choices, dots while an answer is awaited, and the banner without network. */
export class View {
  readonly #texts: Texts;
  readonly #announcer: Announcer;
  readonly #transcript: Transcript;
  readonly #choices: Choices;
  readonly #list = pageElement('log', HTMLElement);
  readonly #dots = pageElement('typing', HTMLElement);
  readonly #banner = pageElement('offline', HTMLElement);
  #last: Message | undefined;
  #awaiting: ReturnType<typeof setTimeout> | undefined;
  #offline = false;

  constructor(texts: Texts, announcer: Announcer, choose: (choice: Choice) => void) {
    this.#texts = texts;
    this.#announcer = announcer;
    this.#transcript = new Transcript(this.#list, texts, (sentence) => announcer.say(sentence));
    this.#choices = new Choices(pageElement('choices', HTMLElement), choose);
  }

  /** Shows what was said. Only messages and dots; `whole` when it is a talk from before, which is not read aloud. */
  hear(activities: readonly Activity[], whole: boolean): void {
    if (whole && activities.length > 4) this.#silently();
    for (const activity of activities) {
      if (activity.type === 'typing') this.#await(true);
      if (activity.type !== 'message') continue;
      this.#transcript.add(activity);
      this.#last = activity;
      this.#await(activity.from === 'resident' && !whole);
    }
    this.#settle();
  }

  /** Shows what the resident says, before the server has it. */
  pend(letter: Letter): void {
    this.#transcript.pend(letter);
    if (letter.shown !== undefined) this.#await(!this.#offline);
    this.#settle();
  }

  /** Shows how a letter fares. */
  fare(letter: Letter, fate: Fate): void {
    this.#transcript.fare(letter, fate);
    if (fate !== 'sent') this.#await(false);
    this.#settle();
  }

  /** Shows or hides that there is no connection. */
  reachable(yes: boolean): void {
    if (this.#offline === !yes) return;
    this.#offline = !yes;
    this.#banner.hidden = yes;
    this.#announcer.say(this.#texts.say(yes ? 'online' : 'offline'));
    if (!yes) this.#await(false);
  }

  /** Empties the talk; with a sentence that says why, when there is one. */
  clear(why?: string): void {
    this.#transcript.clear();
    this.#last = undefined;
    this.#await(false);
    this.#choices.show([]);
    if (why !== undefined) this.#transcript.note(why);
  }

  #settle(): void {
    const open = this.#last?.from === 'municipality' && !this.#transcript.hasPending;
    this.#choices.show(open ? (this.#last?.choices ?? []) : []);
    this.#keepInSight();
  }

  #await(yes: boolean): void {
    clearTimeout(this.#awaiting);
    this.#dots.hidden = !yes;
    if (yes) this.#awaiting = setTimeout(() => this.#await(false), PATIENCE_MS);
  }

  /** Scrolls to the newest, but never so far that the resident's own last words leave the screen. */
  #keepInSight(): void {
    const own = this.#transcript.lastOwn;
    if (!own) return;
    const header = pageElement('header', HTMLElement);
    const covered = getComputedStyle(header).position === 'sticky' ? header.offsetHeight : 0;
    const top = own.getBoundingClientRect().top + scrollY - covered - 16;
    const end = document.documentElement.scrollHeight - innerHeight;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: Math.min(top, end), behavior: calm ? 'auto' : 'smooth' });
  }

  #silently(): void {
    this.#list.setAttribute('aria-live', 'off');
    setTimeout(() => this.#list.setAttribute('aria-live', 'polite'), 1_000);
  }
}
