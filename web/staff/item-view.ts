import { read } from './api.ts';
import { type Item, itemSchema, type Me } from './api-schemas.ts';
import { alert, announce, heading, make } from './element.ts';
import { factsPart } from './item-facts.ts';
import { historyPart } from './item-history.ts';
import { storyPart } from './item-story.ts';
import { answersPart, notesPart } from './item-texts.ts';
import { weighingPart } from './item-weighing.ts';
import { workPart } from './item-work.ts';
import type { Names } from './names.ts';
import { readingReason } from './reading-reason.ts';
import { isConflict, sentenceFor } from './refusals.ts';
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

  async #load(message?: HTMLElement): Promise<void> {
    try {
      const path = `contributions/${encodeURIComponent(this.#id)}`;
      const item = await read(itemSchema, path, { reason: readingReason(this.#me) });
      this.#render(item, message);
    } catch (thrown) {
      this.#main?.replaceChildren(
        backLink(),
        heading(1, say('list.title')),
        alert('warning', sentenceFor(thrown)),
      );
    }
  }

  #render(item: Item, message?: HTMLElement): void {
    const names = this.#names;
    const result = make('div', 'item__result', message ?? null);
    const title = heading(1, say('item.title', { reference: item.reference }));
    title.tabIndex = -1;
    const work = workPart(
      item,
      { me: this.#me, names },
      {
        done: (name) => this.#done(name),
        refused: (thrown) => this.#refused(thrown, result),
      },
    );
    this.#main?.replaceChildren(
      backLink(),
      make('div', 'item__head', title, make('p', 'item__theme', names.theme(item.theme))),
      result,
      make(
        'div',
        'item',
        make('div', 'item__story', ...storyPart(item), weighingPart(item, names)),
        make('div', 'item__work', work),
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
    title.focus({ preventScroll: message !== undefined });
  }

  async #done(name: string): Promise<void> {
    const text = say(`done.${name}`);
    await this.#load(alert('ok', text));
    announce(text);
    this.#main?.querySelector('.item__result')?.scrollIntoView({ block: 'nearest' });
  }

  /** What was typed stays; after a conflict the newest state is loaded under it. */
  async #refused(thrown: unknown, result: HTMLElement): Promise<void> {
    const message = alert('warning', sentenceFor(thrown));
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
