import { read } from './api.ts';
import { operationsSchema } from './api-schemas.ts';
import { alert, facts, heading, make, paragraph } from './element.ts';
import { momentOf } from './moments.ts';
import type { Names } from './names.ts';
import { sentenceFor } from './refusals.ts';
import { say } from './strings.ts';
import { table } from './table.ts';

const STATUSES = ['new', 'in_progress', 'closed'];

/** Counts and what is stuck, for the administrator. */
export class OperationsView {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  async show(main: HTMLElement): Promise<void> {
    const title = heading(1, say('operations.title'));
    try {
      const { stuck, overdue, answersWaiting, contributions } = await read(operationsSchema, 'operations');
      const teams = [...new Set(contributions.map(({ team }) => team))];
      const countOf = (team: string, status: string) =>
        String(contributions.find((line) => line.team === team && line.status === status)?.count ?? 0);
      const rows = teams.map((team) => [
        this.#names.team(team),
        ...STATUSES.map((status) => countOf(team, status)),
      ]);
      const stuckRows = stuck.map(({ kind, since, attempts, error }) => [
        kind,
        momentOf(since),
        String(attempts),
        error ?? '',
      ]);
      const stuckHead = ['kind', 'since', 'attempts', 'error'].map((key) => say(`operations.${key}`));
      main.replaceChildren(
        title,
        paragraph('', say('operations.hint')),
        facts(
          [say('operations.overdue'), String(overdue)],
          [say('operations.answersWaiting'), String(answersWaiting)],
        ),
        heading(2, say('operations.stuck')),
        stuck.length > 0
          ? table(say('operations.stuck'), stuckHead, stuckRows)
          : paragraph('', say('operations.noStuck')),
        heading(2, say('operations.counts')),
        table(
          say('operations.counts'),
          [say('operations.team'), ...STATUSES.map((s) => say(`statuses.${s}`))],
          rows,
        ),
      );
    } catch (thrown) {
      main.replaceChildren(title, make('div', '', alert('warning', sentenceFor(thrown))));
    }
  }

  close(): void {}
}
