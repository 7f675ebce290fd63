import { button, make } from './element.ts';
import { checkField, lineField, selectField } from './form-fields.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

/** What the work list is narrowed to; empty means everything. */
export interface Filters {
  readonly status: string;
  readonly team: string;
  readonly kind: string;
  readonly theme: string;
  readonly trajectory: string;
  readonly mine: string;
  readonly reference: string;
}

export const NO_FILTERS: Filters = {
  status: 'open',
  team: '',
  kind: '',
  theme: '',
  trajectory: '',
  mine: '',
  reference: '',
};

/** The form that narrows the work list; choices count at once, a reference when it is searched for. */
export function filterForm(
  filters: Filters,
  names: Names,
  teams: readonly string[],
  apply: (filters: Filters) => void,
) {
  const all = ['', say('list.all')] as const;
  const codes = (group: string, list: readonly string[]) =>
    list.map((id) => [id, say(`${group}.${id}`)] as const);
  const status = selectField(
    say('list.status'),
    codes('statuses', ['open', 'new', 'in_progress', 'closed']),
    filters.status,
  );
  const kind = selectField(
    say('list.kind'),
    [all, ...codes('kinds', ['individual', 'collective', 'unsure'])],
    filters.kind,
  );
  const themes = names.labels.themes.map(({ id, name }) => [id, name] as const);
  const theme = selectField(say('list.theme'), [all, ...themes], filters.theme);
  const trajectories = codes(
    'trajectories',
    names.labels.trajectories.map(({ id }) => id),
  );
  const trajectory = selectField(say('list.trajectory'), [all, ...trajectories], filters.trajectory);
  const team = selectField(
    say('list.team'),
    [all, ...teams.map((id) => [id, names.team(id)] as const)],
    filters.team,
  );
  const mine = checkField(say('list.mine'), filters.mine !== '');
  const reference = lineField(say('list.reference'), filters.reference, say('list.referenceHint'));
  const current = (): Filters => ({
    status: status.control.value,
    team: team.control.value,
    kind: kind.control.value,
    theme: theme.control.value,
    trajectory: trajectory.control.value,
    mine: mine.control.checked ? 'yes' : '',
    reference: reference.control.value.trim(),
  });
  const choices = [status, ...(teams.length > 1 ? [team] : []), kind, theme, trajectory];
  for (const { control } of [...choices, mine]) control.addEventListener('change', () => apply(current()));
  const search = make('form', 'filters__search', reference.field, button('secondary', say('list.search')));
  search.setAttribute('role', 'search');
  search.addEventListener('submit', (event) => {
    event.preventDefault();
    apply(current());
  });
  const clear = button('subtle', say('list.clear'), () => apply(NO_FILTERS));
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  clear.hidden = !isFiltered;
  const grid = make('div', 'filters__grid', ...choices.map(({ field }) => field));
  const details = make('details', 'filters', make('summary', 'filters__summary', say('list.filters')));
  details.append(make('div', 'filters__body', search, grid, make('div', 'filters__end', mine.field, clear)));
  details.open = isFiltered;
  return details;
}
