import type { Item } from './api-schemas.ts';
import { badge, facts, heading, make } from './element.ts';
import { ageOf, dayOf, languageName, timeLeft } from './moments.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

/** What is known of a contribution at a glance. */
export function factsPart(item: Item, names: Names): HTMLElement {
  const { text, late } = timeLeft(item.dueAt);
  const closed = item.status === 'closed';
  const left = closed ? null : badge(text, late ? 'late' : 'plain');
  const urgent = item.urgent && !closed ? badge(say('item.urgentBadge'), 'urgent') : null;
  const typed = item.content?.neighbourhoodTyped ?? null;
  const part = make(
    'section',
    'part',
    heading(2, say('routing.title')),
    make('p', 'part__lead', make('strong', '', say(`trajectories.${item.trajectory}`)), urgent, left),
    facts(
      [say('item.due'), closed ? null : dayOf(item.dueAt)],
      [say('item.received'), `${dayOf(item.createdAt)} (${ageOf(item.createdAt)})`],
      [say('item.status'), say(`statuses.${item.status}`)],
      [say('item.takenBy'), item.takenBy?.name ?? say('item.nobody')],
      [say('item.team'), names.team(item.team)],
      [say('item.neighbourhood'), names.neighbourhood(item.neighbourhood) ?? typed ?? say('item.unknown')],
      [say('item.language'), languageName(item.language)],
      [say('item.channel'), say(`channels.${item.channel}`)],
    ),
    routing(item, names),
  );
  return part;
}

function routing(item: Item, names: Names): HTMLElement {
  const { rule, why } = item.routing;
  const byStaff = rule === 'staff';
  const sentence = byStaff ? say('routing.byStaff', { rule: why[0] ?? '' }) : say('routing.rule', { rule });
  const reasons = byStaff ? [] : why.map((condition) => make('li', '', names.condition(condition)));
  const box = make('div', 'why', make('p', 'why__rule', sentence));
  if (reasons.length > 0)
    box.append(make('p', 'why__because', say('routing.because')), make('ul', 'why__list', ...reasons));
  if (item.suggested && item.may.includes('decide_trajectory') && item.status !== 'closed') {
    const { trajectory, team } = item.suggested;
    const values = { trajectory: say(`trajectories.${trajectory}`).toLowerCase(), team: names.team(team) };
    box.append(make('p', 'why__suggested', say('routing.suggested', values)));
  }
  return box;
}
