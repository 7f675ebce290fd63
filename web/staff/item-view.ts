import { read } from './api.ts';
import { type Item, itemSchema, type Me } from './api-schemas.ts';
import { alert, announce, heading, make } from './element.ts';
import { erasePart } from './item-erase.ts';
import { factsPart } from './item-facts.ts';
import { historyPart } from './item-history.ts';
import { storyPart } from './item-story.ts';
import { answersPart, notesPart } from './item-texts.ts';
import { weighingPart } from './item-weighing.ts';
import { workPart } from './item-work.ts';
import { dayOf } from './moments.ts';
import type { Names } from './names.ts';
import { readingReason } from './reading-reason.ts';
import { isConflict, isErased, sentenceFor } from './refusals.ts';
import { say } from './strings.ts';

/** One contribution: what the resident told, what was decided and why, and what one can do with it. */
export class ItemView {
  readonly #id: string;
  readonly #me: Me;
  readonly #names: Names;
  #main: HTMLElement | undefined;

  constructor(id: string, me: Me, names: Names) {
    this.#id = id;
    this.#me = me;
    this.#names = names;
  }

  async show(main: HTMLElement): Promise<void> {
    this.#main = main;
    await this.#load();
  }

  close(): void {
    this.#main = undefined;
  }

  async #load(...messages: HTMLElement[]): Promise<void> {
    try {
      const path = `contributions/${encodeURIComponent(this.#id)}`;
      const item = await read(itemSchema, path, { reason: readingReason(this.#me) });
      this.#render(item, messages);
    } catch (thrown) {
      if (isErased(thrown)) return this.#showErased(sentenceFor(thrown));
      this.#main?.replaceChildren(
        backLink(),
        heading(1, say('list.title')),
        alert('warning', sentenceFor(thrown)),
      );
    }
  }

  #render(item: Item, messages: readonly HTMLElement[]): void {
    const names = this.#names;
    const result = make('div', 'item__result', ...messages);
    const title = heading(1, say('item.title', { reference: item.reference }));
    title.tabIndex = -1;
    const work = workPart(
      item,
      { me: this.#me, names },
      {
        done: (name, masked) => this.#done(name, masked),
        refused: (thrown) => this.#refused(thrown, result),
      },
    );
    const erasing = erasePart(item, {
      erased: (at) => this.#showErased(say('errors.gone', { day: dayOf(at) })),
      refused: (thrown) => this.#refused(thrown, result),
    });
    this.#main?.replaceChildren(
      backLink(),
      make('div', 'item__head', title, make('p', 'item__theme', names.theme(item.theme))),
      result,
      make(
        'div',
        'item',
        make('div', 'item__story', ...storyPart(item), weighingPart(item, names)),
        make('div', 'item__work', work, erasing),
        make(
          'div',
          'item__side',
          factsPart(item, names),
          answersPart(item),
          notesPart(item),
          historyPart(item, names),
        ),
      ),
    );
    document.title = `${title.textContent} - Meepraten`;
    title.focus({ preventScroll: messages.length > 0 });
  }

  async #done(name: string, masked: boolean): Promise<void> {
    const text = say(`done.${name}`);
    const about = masked ? say('done.masked') : '';
    await this.#load(alert('ok', text), ...(masked ? [alert('warning', about)] : []));
    announce(`${text} ${about}`.trim());
    this.#main?.querySelector('.item__result')?.scrollIntoView({ block: 'nearest' });
  }

  /** What an old link, or erasing just now, comes to: that it was there, and no longer is. */
  #showErased(text: string): void {
    const title = heading(1, say('erase.gone'));
    title.tabIndex = -1;
    this.#main?.replaceChildren(backLink(), title, alert('info', text));
    document.title = `${say('erase.gone')} - Meepraten`;
    title.focus();
    announce(text);
  }

  /** What was typed stays; after a conflict the newest state is loaded under it. */
  async #refused(thrown: unknown, result: HTMLElement): Promise<void> {
    const message = alert('warning', sentenceFor(thrown));
    if (isErased(thrown)) return this.#showErased(sentenceFor(thrown));
    announce(sentenceFor(thrown));
    if (isConflict(thrown)) return this.#load(message);
    result.replaceChildren(message);
    result.scrollIntoView({ block: 'nearest' });
  }
}

function backLink(): HTMLElement {
  const link = make('a', 'nl-link back', say('item.back'));
  link.href = '#/';
  return make('p', 'back__line', link);
}
