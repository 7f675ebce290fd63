import { make } from './element.ts';

/** A table with a name, which scrolls sideways by itself where there is no room. */
export function table(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const headings = head.map((text) => {
    const cell = make('th', 'table__cell', text);
    cell.scope = 'col';
    return cell;
  });
  const lines = rows.map((row) => make('tr', '', ...row.map((text) => make('td', 'table__cell', text))));
  const caption = make('caption', 'unseen', name);
  const made = make(
    'table',
    'table',
    caption,
    make('thead', '', make('tr', '', ...headings)),
    make('tbody', '', ...lines),
  );
  const scroller = make('div', 'table__scroller', made);
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', name);
  return scroller;
}
