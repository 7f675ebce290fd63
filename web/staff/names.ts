import type { Labels } from './api-schemas.ts';
import { languageName } from './moments.ts';
import { find, say } from './strings.ts';

/** Puts codes of a contribution into words: the municipality's own names first, then ours, then the code itself. */
export class Names {
  readonly labels: Labels;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  theme(id: string): string {
    return nameIn(this.labels.themes, id);
  }

  neighbourhood(id: string | null): string | null {
    return id === null ? null : nameIn(this.labels.neighbourhoods, id);
  }

  team(id: string): string {
    return nameIn(this.labels.teams, id);
  }

  /** A sentence for a reason of the weighing; undefined for a code we have no words for. */
  reason(code: string): string | undefined {
    return find(`reasons.${code}`);
  }

  /** What a code in a history line stands for; it may be a kind, a trajectory or a team. */
  change(code: string | null): string {
    if (code === null) return '';
    return find(`kinds.${code}`) ?? find(`trajectories.${code}`) ?? this.team(code);
  }

  /** A condition of a routing rule as stored, `theme=wmo`, in words. */
  condition(stored: string): string {
    if (stored === 'otherwise') return say('routing.otherwise');
    const [condition = '', value = ''] = stored.split('=', 2);
    return say(`routing.conditions.${condition}`, { value: this.#value(condition, value) });
  }

  #value(condition: string, value: string): string {
    if (condition === 'theme') return this.theme(value);
    if (condition === 'neighbourhood') return this.neighbourhood(value) ?? value;
    if (condition === 'language') return languageName(value);
    return find(`${condition}s.${value}`) ?? value;
  }
}

function nameIn(labels: readonly { id: string; name: string }[], id: string): string {
  return labels.find((label) => label.id === id)?.name ?? id;
}
