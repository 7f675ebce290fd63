import { read } from './api.ts';
import { auditSchema, verdictSchema } from './api-schemas.ts';
import { alert, button, heading, make, paragraph } from './element.ts';
import { momentOf } from './moments.ts';
import { sentenceFor } from './refusals.ts';
import { find, say } from './strings.ts';
import { table } from './table.ts';

/** The audit trail, for those who watch over it. */
export class AuditView {
  readonly #body = make('div', '');
  #rows: string[][] = [];

  async show(main: HTMLElement): Promise<void> {
    const verdict = make('div', '');
    main.replaceChildren(
      heading(1, say('audit.title')),
      paragraph('', say('audit.hint')),
      verdict,
      this.#body,
    );
    await Promise.all([this.#showVerdict(verdict), this.#more(undefined)]);
  }

  close(): void {
    this.#rows = [];
  }

  async #showVerdict(place: HTMLElement): Promise<void> {
    try {
      const { intact, entries, at, fault } = await read(verdictSchema, 'audit/verdict');
      const broken = () =>
        say('audit.broken', { at: at ?? '?', fault: find(`audit.faults.${fault ?? ''}`) ?? '' });
      place.replaceChildren(
        intact ? alert('ok', say('audit.intact', { entries })) : alert('error', broken()),
      );
    } catch (thrown) {
      place.replaceChildren(alert('warning', sentenceFor(thrown)));
    }
  }

  async #more(before: number | undefined): Promise<void> {
    try {
      const page = await read(auditSchema, 'audit', {
        before: before === undefined ? undefined : String(before),
      });
      this.#rows.push(
        ...page.entries.map((entry) => [
          String(entry.seq),
          momentOf(entry.at),
          entry.who,
          find(`roles.${entry.role}`) ?? entry.role,
          find(`actions.${entry.action}`) ?? entry.action,
          entry.reference ?? '',
          say(`audit.${entry.result}`),
          find(`audit.reasons.${entry.why}`) ?? entry.why,
        ]),
      );
      const head = ['number', 'at', 'who', 'role', 'action', 'reference', 'result', 'why'].map((key) =>
        say(`audit.${key}`),
      );
      const { next } = page;
      this.#body.replaceChildren(table(say('audit.table'), head, this.#rows));
      if (next !== null)
        this.#body.append(button('secondary', say('audit.more'), () => void this.#more(next)));
    } catch (thrown) {
      this.#body.append(alert('warning', sentenceFor(thrown)));
    }
  }
}
