import type { Danger, Language } from '../understanding/understanding.ts';
import type { Outcome, Routing, Trajectory } from './contribution.ts';
import type { MunicipalityProfile, RoutingRule } from './profile-schema.ts';

/** What is known of a contribution when its trajectory is chosen. */
export interface RoutingFacts {
  readonly kind: Outcome;
  readonly theme: string;
  readonly urgent: boolean;
  readonly danger: Danger | null;
  readonly asksPerson: boolean;
  readonly neighbourhood: string | null;
  readonly language: Language;
  readonly onBehalfOf: boolean;
}

/** One condition of a rule held against the facts; `wanted` and `found` are codes, to be put into words elsewhere. */
export interface ConditionResult {
  readonly condition: keyof RoutingFacts;
  readonly wanted: readonly string[];
  readonly found: string;
  readonly met: boolean;
}

/** What one rule made of the facts. `conditions` is empty for the rule that takes everything. */
export interface RuleResult {
  readonly rule: string;
  readonly matched: boolean;
  readonly conditions: readonly ConditionResult[];
  /** The same in one line of English, for logs and the command line; holds codes only, no words of the resident. */
  readonly line: string;
}

/** Where a contribution goes and why. */
export interface Explanation {
  readonly trajectory: Trajectory;
  readonly team: string;
  readonly replyWithinDays: number;
  readonly rule: string;
  /** The rules in order, up to and including the one that matched. */
  readonly tried: readonly RuleResult[];
}

/**
 * Chooses trajectory and team: the first rule of the profile that matches.
 *
 * `routing.why` holds one code a condition, `kind=individual`; `otherwise` for the rule without conditions.
 */
export function route(
  profile: Pick<MunicipalityProfile, 'routes' | 'trajectories'>,
  facts: RoutingFacts,
): { trajectory: Trajectory; team: string; routing: Routing } {
  const { trajectory, team, rule, tried } = explain(profile, facts);
  const conditions = tried.at(-1)?.conditions ?? [];
  const why = conditions.map(({ condition, found }) => `${condition}=${found}`);
  return { trajectory, team, routing: { rule, why: why.length > 0 ? why : ['otherwise'] } };
}

/** Tells which rule matched and why, and why the ones before it did not. */
export function explain(
  profile: Pick<MunicipalityProfile, 'routes' | 'trajectories'>,
  facts: RoutingFacts,
): Explanation {
  const tried: RuleResult[] = [];
  for (const rule of profile.routes) {
    const result = tryRule(rule, facts);
    tried.push(result);
    if (result.matched) {
      const { trajectory, team } = rule.then;
      const { replyWithinDays } = profile.trajectories[trajectory];
      return { trajectory, team, replyWithinDays, rule: rule.name, tried };
    }
  }
  throw new Error('the last rule of a profile takes everything');
}

function tryRule(rule: RoutingRule, facts: RoutingFacts): RuleResult {
  const conditions = conditionsOf(rule.when, facts);
  const failed = conditions.filter(({ met }) => !met);
  const matched = failed.length === 0;
  return {
    rule: rule.name,
    matched,
    conditions,
    line: lineOf(rule.name, matched ? conditions : failed, matched),
  };
}

function conditionsOf(when: RoutingRule['when'], facts: RoutingFacts): ConditionResult[] {
  const check = (
    condition: keyof RoutingFacts,
    wanted: readonly (string | boolean)[] | undefined,
  ): ConditionResult[] => {
    const found = String(facts[condition] ?? 'none');
    const codes = wanted?.map(String);
    return codes ? [{ condition, wanted: codes, found, met: codes.includes(found) }] : [];
  };
  const one = (value: boolean | undefined) => (value === undefined ? undefined : [value]);
  return [
    ...check('kind', when.kind),
    ...check('theme', when.theme),
    ...check('urgent', one(when.urgent)),
    ...dangerCondition(when.danger, facts.danger),
    ...check('asksPerson', one(when.asksPerson)),
    ...check('neighbourhood', when.neighbourhood),
    ...check('language', when.language),
    ...check('onBehalfOf', one(when.onBehalfOf)),
  ];
}

function dangerCondition(wanted: RoutingRule['when']['danger'], danger: Danger | null): ConditionResult[] {
  if (wanted === undefined) return [];
  const found = danger ?? 'none';
  if (typeof wanted !== 'boolean') {
    return [{ condition: 'danger', wanted, found, met: danger !== null && wanted.includes(danger) }];
  }
  return [
    { condition: 'danger', wanted: [wanted ? 'any' : 'none'], found, met: (danger !== null) === wanted },
  ];
}

function lineOf(name: string, conditions: readonly ConditionResult[], matched: boolean): string {
  const said = conditions.map(({ condition, wanted, found }) =>
    matched ? `${condition} is ${found}` : `${condition} is ${found}, not ${wanted.join(' or ')}`,
  );
  if (!matched) return `"${name}" did not match: ${said.join('; ')}.`;
  return `"${name}" matched: ${said.length > 0 ? said.join(' and ') : 'no rule above it did'}.`;
}
