import { read } from './api.ts';
import { type List, listSchema, type Me, type Row } from './api-schemas.ts';
import { alert, announce, button, heading, make, paragraph } from './element.ts';
import { type Filters, filterForm, NO_FILTERS } from './list-filters.ts';
import { listRow } from './list-row.ts';
import { clockOf } from './moments.ts';
import type { Names } from './names.ts';
import { readingReasonField } from './reading-reason.ts';
import { sentenceFor } from './refusals.ts';
import { say } from './strings.ts';

const REFRESH_MS = 20_000;
const SECTIONS = ['urgent', 'overdue', 'due', 'closed'];

/** The work list: kept fresh while it shows, with the filters of before when one comes back to it. */
export class ListView {
  readonly #me: Me;
  readonly #names: Names;
  #filters = NO_FILTERS;
  #lists: List[] = [];
  #shown = '';
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #body = make('div', 'list');
  readonly #time = paragraph('list__time');
  readonly #head = make('div', 'list__head');

  constructor(me: Me, names: Names) {
    this.#me = me;
    this.#names = names;
  }

  /** Shows the list in `main` and keeps it fresh until `close`. */
  async show(main: HTMLElement): Promise<void> {
    main.replaceChildren(this.#head, this.#body);
    this.#showHead();
    this.#shown = '';
    await this.#load();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.#load();
    }, REFRESH_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #showHead(): void {
    const ids = this.#teams().map(({ id }) => id);
    const apply = (filters: Filters) => {
      this.#filters = filters;
      this.#showHead();
      void this.#load();
    };
    this.#head.replaceChildren(
      heading(1, say('list.title')),
      make('ul', 'tiles'),
      readingReasonField(this.#me) ?? '',
      filterForm(this.#filters, this.#names, ids, apply),
    );
  }

  #teams(): readonly { readonly id: string }[] {
    return this.#me.role === 'case_worker' ? this.#me.teams : this.#names.labels.teams;
  }

  /** Loads the first page of each part again; what the reader has in focus keeps it. */
  async #load(): Promise<void> {
    try {
      const parts = this.#isApart() ? ['only', 'without'] : [undefined];
      const lists = await Promise.all(parts.map((unsure) => this.#fetch(unsure)));
      this.#time.textContent = say('list.refreshed', { time: clockOf(new Date()) });
      const now = JSON.stringify([lists, new Date().toDateString()]);
      if (now === this.#shown) return;
      this.#shown = now;
      this.#lists = lists;
      this.#render();
    } catch (thrown) {
      this.#shown = '';
      this.#body.replaceChildren(alert('warning', sentenceFor(thrown)));
    }
  }

  /** Unsure ones stand apart, unless one looks for something else than open work. */
  #isApart(): boolean {
    const { status, reference, kind } = this.#filters;
    return status !== 'closed' && reference === '' && kind === '' && this.#me.may.includes('decide_kind');
  }

  #fetch(unsure: string | undefined, after?: string): Promise<List> {
    return read(listSchema, 'contributions', { ...this.#filters, unsure, after });
  }

  #render(): void {
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLElement ? activeElement.dataset.id : undefined;
    const [unsure, rest] = this.#isApart() ? this.#lists : [undefined, this.#lists[0]];
    const counts = this.#lists[0]?.counts;
    if (counts) this.#head.querySelector('.tiles')?.replaceWith(tiles(counts, this.#isApart()));
    const rows = rest?.contributions ?? [];
    const parts = SECTIONS.map((section) =>
      this.#section(
        section,
        rows.filter((row) => row.section === section),
      ),
    );
    const waiting = unsure ? [this.#section('unsure', unsure.contributions)] : [];
    const empty = rows.length === 0 && !unsure?.contributions.length;
    const none =
      JSON.stringify(this.#filters) === JSON.stringify(NO_FILTERS) ? 'list.empty' : 'list.emptyFiltered';
    this.#body.replaceChildren(
      ...[...parts.slice(0, 2), ...waiting, ...parts.slice(2)].filter((part) => part !== null),
      ...(empty ? [paragraph('list__empty', say(none))] : []),
      ...(rest?.next ? [this.#more(rest.next)] : []),
      this.#time,
    );
    if (focused) this.#body.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    if (empty) announce(say(none));
  }

  #section(section: string, rows: readonly Row[]): HTMLElement | null {
    if (rows.length === 0) return null;
    const title = heading(2, `${say(`sections.${section}`)} (${rows.length})`);
    title.id = `section-${section}`;
    const hint = section === 'unsure' ? paragraph('section__hint', say('sections.unsureHint')) : null;
    const list = make(
      'ul',
      'rows',
      ...rows.map((row) => listRow(row, this.#names, this.#teams().length > 1)),
    );
    const part = make('section', `section section--${section}`, title, hint, list);
    part.setAttribute('aria-labelledby', title.id);
    return part;
  }

  #more(next: string): HTMLElement {
    return button('secondary', say('list.more'), () => {
      void this.#fetch(this.#isApart() ? 'without' : undefined, next).then((page) => {
        const rest = this.#lists.at(-1);
        if (!rest) return;
        const contributions = [...rest.contributions, ...page.contributions];
        this.#lists = [...this.#lists.slice(0, -1), { ...rest, contributions, next: page.next }];
        this.#render();
      });
    });
  }
}

function tiles(counts: List['counts'], withUnsure: boolean): HTMLElement {
  const shown = [
    ['open', counts.open],
    ['urgent', counts.urgent],
    ['overdue', counts.overdue],
    ...(withUnsure ? [['unsure', counts.unsure] as const] : []),
  ] as const;
  const items = shown.map(([name, count]) =>
    make(
      'li',
      `tile tile--${name}${count > 0 ? ' tile--some' : ''}`,
      make('span', 'tile__count', String(count)),
      make('span', 'tile__name', say(`list.${name}`)),
    ),
  );
  return make('ul', 'tiles', ...items);
}
