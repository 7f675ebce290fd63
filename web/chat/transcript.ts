import type { Message } from './activity.ts';
import { municipalityBubble, residentBubble } from './bubble.ts';
import { make } from './element.ts';
import { momentText, startsMoment } from './moments.ts';
import type { Fate, Letter } from './outbox.ts';
import type { Texts } from './texts.ts';

/** A short send shows nothing; after this long the bubble says that it is being sent. */
const QUIET_MS = 900;

/** The messages of the talk, oldest first; what is not acknowledged yet stands last. */
export class Transcript {
  readonly #list: HTMLElement;
  readonly #texts: Texts;
  readonly #announce: (sentence: string) => void;
  readonly #shown = new Map<string, HTMLElement>();
  readonly #pending = new Map<string, HTMLElement>();
  #last: { from: string; saidAt: number | undefined } | undefined;

  constructor(list: HTMLElement, texts: Texts, announce: (sentence: string) => void) {
    this.#list = list;
    this.#texts = texts;
    this.#announce = announce;
  }

  /** True while something the resident said is not acknowledged. */
  get hasPending(): boolean {
    return this.#pending.size > 0;
  }

  /** The last thing the resident said, for keeping it in sight. */
  get lastOwn(): HTMLElement | undefined {
    return Array.from(this.#list.querySelectorAll<HTMLElement>('.item--resident')).at(-1);
  }

  /** Adds a message of the transcript; a message shown before is not added again. */
  add(message: Message): void {
    const key = message.id || message.clientActivityID || '';
    if (this.#shown.has(key)) return;
    const own =
      message.clientActivityID === undefined ? undefined : this.#pending.get(message.clientActivityID);
    if (own && message.clientActivityID) this.#pending.delete(message.clientActivityID);
    const item = own ?? this.#draw(message);
    const firstPending = this.#pending.values().next().value;
    if (own) own.querySelector('.bubble__state')?.remove();
    if (
      !own ||
      (firstPending && firstPending.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING)
    ) {
      this.#list.insertBefore(item, firstPending ?? null);
    }
    this.#shown.set(key, item);
    this.#last = { from: message.from, saidAt: message.saidAt ?? this.#last?.saidAt };
  }

  /** Shows what the resident just said, before the server has it. */
  pend(letter: Letter): void {
    if (letter.shown === undefined || this.#pending.has(letter.id)) return;
    const item = this.#item('resident', residentBubble(letter.shown, this.#texts));
    this.#pending.set(letter.id, item);
    this.#list.append(item);
    setTimeout(() => {
      if (this.#pending.has(letter.id) && !item.querySelector('.bubble__state')) this.#state(item, 'sending');
    }, QUIET_MS);
  }

  /** Tells how a letter fares. One the server refuses stays in sight, and says so. */
  fare(letter: Letter, fate: Fate): void {
    const item = this.#pending.get(letter.id);
    if (!item) return;
    if (fate === 'sent') item.querySelector('.bubble__state')?.remove();
    else this.#state(item, fate);
    if (fate === 'refused') {
      this.#pending.delete(letter.id);
      this.#announce(this.#texts.say('state.refused'));
    }
  }

  /** A sentence of the page itself between the messages. */
  note(sentence: string): void {
    this.#list.append(make('div', 'item item--note', make('p', 'note', sentence)));
  }

  /** Takes everything away. */
  clear(): void {
    this.#list.replaceChildren();
    this.#shown.clear();
    this.#pending.clear();
    this.#last = undefined;
  }

  #draw(message: Message): HTMLElement {
    const bubble =
      message.from === 'resident'
        ? residentBubble(message.text, this.#texts)
        : municipalityBubble(message, this.#texts, this.#announce);
    if (message.choices.length > 0) {
      bubble.append(
        make('span', 'unseen', this.#texts.say('choicesFollow', { count: message.choices.length })),
      );
    }
    const item = this.#item(message.from, bubble);
    if (message.saidAt !== undefined && startsMoment(this.#last?.saidAt, message.saidAt, Date.now())) {
      const time = make('time', 'moment', momentText(message.saidAt, Date.now(), this.#texts.code));
      time.dateTime = new Date(message.saidAt).toISOString();
      item.prepend(time);
    }
    return item;
  }

  #item(from: Message['from'], bubble: HTMLElement): HTMLElement {
    const before = this.#pending.size > 0 ? 'resident' : this.#last?.from;
    return make('div', `item item--${from}${before === from ? ' item--goes-on' : ''}`, bubble);
  }

  #state(item: HTMLElement, state: 'sending' | 'late' | 'refused'): void {
    const sentence = this.#texts.say(`state.${state}`);
    const shown = item.querySelector('.bubble__state') ?? make('p', 'bubble__state');
    shown.className = `bubble__state bubble__state--${state}`;
    shown.textContent = sentence;
    if (!shown.isConnected) item.append(shown);
  }
}
