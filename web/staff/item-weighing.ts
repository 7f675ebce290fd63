import type { Item, Weighing } from './api-schemas.ts';
import { badge, heading, make, paragraph } from './element.ts';
import { kindText } from './list-row.ts';
import { momentOf } from './moments.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

/** How the contribution was weighed, by whom and why; the last decision counts, earlier ones stay to be seen. */
export function weighingPart(item: Item, names: Names): HTMLElement {
  const weighings = item.content?.weighings.toReversed() ?? [];
  const [last, ...earlier] = weighings;
  const part = make('section', 'part', heading(2, say('weighing.title')));
  const look = item.kind === 'unsure' ? 'unsure' : 'plain';
  part.append(make('p', 'part__lead', badge(kindText(item), look)));
  if (last) part.append(decision(last, names));
  if (earlier.length > 0) {
    const list = make(
      'ul',
      'decisions',
      ...earlier.map((weighing) =>
        make('li', '', make('strong', '', kindText(kindOf(weighing))), decision(weighing, names)),
      ),
    );
    part.append(make('details', 'more', make('summary', '', say('weighing.earlier')), list));
  }
  return part;
}

function kindOf({ outcome, certainty }: Weighing) {
  return { kind: outcome, certainty };
}

function decision({ decidedBy, reasons, at }: Weighing, names: Names): HTMLElement {
  const source = paragraph('muted', `${say(`weighing.${decidedBy}`)}, ${momentOf(at)}`);
  if (reasons.length === 0) return make('div', '', source, paragraph('muted', say('weighing.noReasons')));
  const lines = reasons.map(({ code, quote }) => {
    if (decidedBy === 'staff') return make('li', '', quote ?? '');
    const why = names.reason(code) ?? code.replaceAll('_', ' ');
    return make(
      'li',
      '',
      why,
      quote ? make('span', 'quoted', ` ${say('weighing.quoted', { quote })}`) : null,
    );
  });
  return make('div', '', source, make('ul', 'reasons', ...lines));
}
