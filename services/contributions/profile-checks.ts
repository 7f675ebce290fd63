import { THEMES } from '../understanding/understanding.ts';
import { TRAJECTORIES } from './contribution.ts';
import type { MunicipalityProfile, RoutingRule } from './profile-schema.ts';

/** Something wrong with a profile: where, as a path of keys and positions, and what is expected there. */
export interface ProfileFault {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

/** Checks what one part of a profile says about another; parts that could not be read are left out of `profile`. */
export function checkReferences(profile: Partial<MunicipalityProfile>): ProfileFault[] {
  return [
    ...doubles(['neighbourhoods'], profile.neighbourhoods),
    ...doubles(['teams'], profile.teams),
    ...unknownTeams(profile),
    ...unknownPlacesAndThemes(profile),
    ...ruleOrder(profile.routes ?? []),
    ...thresholds(profile.thresholds),
  ];
}

function doubles(path: string[], items: readonly { id: string }[] = []): ProfileFault[] {
  return items.flatMap(({ id }, at) =>
    items.findIndex((other) => other.id === id) < at
      ? [{ path: [...path, at, 'id'], expected: `an id used once; "${id}" stands above already` }]
      : [],
  );
}

function unknownTeams({ teams, trajectories, routes, roles }: Partial<MunicipalityProfile>): ProfileFault[] {
  if (!teams) return [];
  const named: [PropertyKey[], string][] = [
    ...TRAJECTORIES.flatMap((name): [PropertyKey[], string][] =>
      trajectories ? [[['trajectories', name, 'team'], trajectories[name].team]] : [],
    ),
    ...(routes ?? []).map((rule, at): [PropertyKey[], string] => [
      ['routes', at, 'then', 'team'],
      rule.then.team,
    ]),
    ...Object.entries(roles ?? {}).flatMap(([claim, role]) =>
      role.teams.map((team, at): [PropertyKey[], string] => [['roles', claim, 'teams', at], team]),
    ),
  ];
  const known = teams.map((team) => team.id);
  const faults = named
    .filter(([, team]) => !known.includes(team))
    .map(([path, team]) => ({ path, expected: `a team of this file (${known.join(', ')}), not "${team}"` }));
  const idle = Object.entries(roles ?? {})
    .filter(([, { role, teams: own }]) => role === 'case_worker' && own.length === 0)
    .map(([claim]) => ({ path: ['roles', claim], expected: 'at least one team for a case_worker' }));
  return [...faults, ...idle];
}

function unknownPlacesAndThemes({
  routes = [],
  themes,
  neighbourhoods,
}: Partial<MunicipalityProfile>): ProfileFault[] {
  const places = neighbourhoods?.map((place) => place.id);
  const subjects = themes && [...THEMES, ...Object.keys(themes)];
  return routes.flatMap((rule, at) => [
    ...unknown(['routes', at, 'when', 'theme'], rule.when.theme, subjects, 'a theme'),
    ...unknown(['routes', at, 'when', 'neighbourhood'], rule.when.neighbourhood, places, 'a neighbourhood'),
  ]);
}

function unknown(
  path: PropertyKey[],
  used: string[] = [],
  known: string[] | undefined,
  what: string,
): ProfileFault[] {
  return used
    .filter((id) => known && !known.includes(id))
    .map((id) => ({ path, expected: `${what} of this file or the standard list, not "${id}"` }));
}

/** The last rule takes everything, and no rule stands behind one that takes all it could match. */
function ruleOrder(routes: readonly RoutingRule[]): ProfileFault[] {
  const last = routes.at(-1);
  const faults: ProfileFault[] = [];
  if (last && Object.keys(last.when).length > 0) {
    faults.push({
      path: ['routes', routes.length - 1],
      expected: 'a last rule without "when", which takes everything else',
    });
  }
  routes.forEach((rule, at) => {
    const above = routes.slice(0, at).find((earlier) => covers(earlier.when, rule.when));
    if (above)
      faults.push({
        path: ['routes', at],
        expected: `a rule that can match; "${above.name}" above takes all of it`,
      });
  });
  return faults;
}

/** True when everything that meets `narrow` also meets `wide`. */
function covers(wide: RoutingRule['when'], narrow: RoutingRule['when']): boolean {
  const within = <T>(all?: readonly T[], some?: readonly T[]) =>
    all === undefined || (some?.every((value) => all.includes(value)) ?? false);
  const same = <T>(one: T | undefined, other: T | undefined) => one === undefined || one === other;
  return (
    within(wide.kind, narrow.kind) &&
    within(wide.theme, narrow.theme) &&
    within(wide.neighbourhood, narrow.neighbourhood) &&
    within(wide.language, narrow.language) &&
    same(wide.urgent, narrow.urgent) &&
    same(wide.asksPerson, narrow.asksPerson) &&
    same(wide.onBehalfOf, narrow.onBehalfOf) &&
    coversDanger(wide.danger, narrow.danger)
  );
}

function coversDanger(wide: RoutingRule['when']['danger'], narrow: RoutingRule['when']['danger']): boolean {
  if (wide === undefined || wide === narrow) return true;
  if (!Array.isArray(narrow)) return false;
  return wide === true || (Array.isArray(wide) && narrow.every((danger) => wide.includes(danger)));
}

function thresholds(levels: MunicipalityProfile['thresholds'] | undefined): ProfileFault[] {
  return levels && levels.unsure > levels.clear
    ? [{ path: ['thresholds', 'clear'], expected: `a number not below "unsure" (${levels.unsure})` }]
    : [];
}
