import type { Row } from './api-schemas.ts';
import { badge, make } from './element.ts';
import { ageOf, languageName, timeLeft } from './moments.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

/** The place in the address at which a contribution shows. */
export function addressOfItem(id: string): string {
  return `#/inbreng/${id}`;
}

/** One line of the work list; the team is told where there are several. */
export function listRow(row: Row, names: Names, withTeam: boolean): HTMLLIElement {
  const link = make('a', 'nl-link row__link', names.theme(row.theme));
  link.href = addressOfItem(row.id);
  link.dataset.id = row.id;
  const reference = make('span', 'row__reference', row.reference);
  const title = make('h3', 'row__title', link);
  const where = names.neighbourhood(row.neighbourhood) ?? say('item.unknown');
  const details = [
    where,
    kindText(row),
    say(`trajectories.${row.trajectory}`),
    languageName(row.language),
    ...(withTeam ? [names.team(row.team)] : []),
  ];
  return make(
    'li',
    `row${row.urgent ? ' row--urgent' : ''}`,
    make('div', 'row__head', title, reference, ...badges(row)),
    make('p', 'row__details', ...details.flatMap((text) => [make('span', 'row__detail', text), ' '])),
    make('div', 'row__when', clock(row), make('span', 'row__age', ageOf(row.createdAt))),
    make('p', 'row__taker', row.takenBy ? row.takenBy.name : say(`statuses.${row.status}`)),
  );
}

/** What kind it is, and how sure that is. */
export function kindText({ kind, certainty }: { kind: string; certainty: number }): string {
  const name = say(`kinds.${kind}`);
  if (kind === 'unsure' || certainty === 1) return name;
  return `${name} (${say('certainty', { percent: Math.round(certainty * 100) })})`;
}

function badges(row: Row): HTMLElement[] {
  return row.urgent && row.status !== 'closed' ? [badge(say('item.urgentBadge'), 'urgent')] : [];
}

function clock(row: Row): HTMLElement {
  if (row.status === 'closed') return badge(say('statuses.closed'), 'good');
  const { text, late } = timeLeft(row.dueAt);
  return badge(text, late ? 'late' : 'plain');
}
