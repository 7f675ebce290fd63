import type { HistoryLine, Item } from './api-schemas.ts';
import { heading, make } from './element.ts';
import { momentOf } from './moments.ts';
import type { Names } from './names.ts';
import { find, say } from './strings.ts';

/** Who did what, newest first. */
export function historyPart(item: Item, names: Names): HTMLElement {
  const lines = item.history.toReversed().map((line) => {
    const when = make('time', 'history__when', momentOf(line.at));
    when.dateTime = line.at;
    return make('li', 'history__line', make('span', 'history__what', whatOf(line, names)), whoOf(line), when);
  });
  return make('section', 'part', heading(2, say('history.title')), make('ol', 'history', ...lines));
}

function whatOf({ action, from, to }: HistoryLine, names: Names): string {
  if (action === 'taken' && to === null) return say('history.released');
  return say(`history.${action}`, { from: names.change(from), to: names.change(to) });
}

function whoOf({ by }: HistoryLine): HTMLElement {
  const role = find(`roles.${by.role}`);
  const name = find(`historyRoles.${by.role}`) ?? (role ? `${by.name}, ${role.toLowerCase()}` : by.name);
  return make('span', 'history__who', name);
}
