import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { OUTCOMES } from '../../services/contributions/contribution.ts';
import { parseProfile } from '../../services/contributions/profile.ts';
import type { RoutingFacts } from '../../services/contributions/routing.ts';
import { explain, route } from '../../services/contributions/routing.ts';
import { DANGERS, LANGUAGES, THEMES } from '../../services/understanding/understanding.ts';

const read = (name: string) => {
  const path = new URL(`../../municipalities/${name}.yaml`, import.meta.url);
  return parseProfile(readFileSync(path, 'utf8'), `${name}.yaml`);
};
const zaanstad = read('zaanstad');
const zwijndrecht = read('zwijndrecht');
const profiles = [zaanstad, zwijndrecht, read('almere')];

const calm: RoutingFacts = {
  kind: 'individual',
  theme: 'wmo',
  urgent: false,
  danger: null,
  asksPerson: false,
  neighbourhood: null,
  language: 'nl',
  onBehalfOf: false,
};

const anyFacts: fc.Arbitrary<RoutingFacts> = fc.record({
  kind: fc.constantFrom(...OUTCOMES),
  theme: fc.oneof(fc.constantFrom(...THEMES), fc.string()),
  urgent: fc.boolean(),
  danger: fc.option(fc.constantFrom(...DANGERS)),
  asksPerson: fc.boolean(),
  neighbourhood: fc.option(fc.string()),
  language: fc.constantFrom(...LANGUAGES),
  onBehalfOf: fc.boolean(),
});

describe('routing in Zaanstad', () => {
  const cases: [string, Partial<RoutingFacts>, string, string][] = [
    ['one person waiting for help at home', {}, 'personal_contact', 'wijkteams'],
    ['one family and youth care', { theme: 'jeugd' }, 'personal_contact', 'jeugdteams'],
    ['one person with debts', { theme: 'schulden' }, 'personal_contact', 'werk_inkomen'],
    ['danger in a signal', { kind: 'collective', danger: 'violence' }, 'personal_contact', 'wijkteams'],
    ['what nobody could tell', { kind: 'unsure', theme: 'overig' }, 'personal_contact', 'adviseur'],
    ['a signal about youth teams', { kind: 'collective', theme: 'jeugd' }, 'existing_project', 'adviseur'],
    ['a signal about opening hours', { kind: 'collective', theme: 'overig' }, 'quick_win', 'dienstverlening'],
    ['a signal about housing', { kind: 'collective', theme: 'wonen' }, 'new_policy', 'beleid'],
  ];

  for (const [what, facts, trajectory, team] of cases) {
    it(`sends ${what} to ${trajectory} with ${team}`, () => {
      const result = route(zaanstad, { ...calm, ...facts });

      expect([result.trajectory, result.team]).to.deep.equal([trajectory, team]);
    });
  }
});

describe('routing in Zwijndrecht', () => {
  it('brings every collective signal that is not urgent to the Inwonersadviesraad', () => {
    for (const theme of THEMES) {
      expect(route(zwijndrecht, { ...calm, kind: 'collective', theme }).team).to.equal('adviesraad');
    }
  });

  it('never brings the case of one person to the Inwonersadviesraad', () => {
    for (const theme of THEMES) {
      expect(route(zwijndrecht, { ...calm, theme }).team).to.not.equal('adviesraad');
    }
  });

  it('has a person weigh what nobody could tell', () => {
    expect(route(zwijndrecht, { ...calm, kind: 'unsure' })).to.deep.equal({
      trajectory: 'personal_contact',
      team: 'wegen',
      routing: { rule: 'Nog te wegen', why: ['kind=unsure'] },
    });
  });
});

describe('any routing', () => {
  it('finds a rule for all facts, in every municipality', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), anyFacts, (profile, facts) => {
        const { team } = route(profile, facts);
        return profile.teams.some(({ id }) => id === team);
      }),
    );
  });

  it('takes the first rule that matches: all tried before it failed on a condition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), anyFacts, (profile, facts) => {
        const { tried, rule } = explain(profile, facts);
        const names = profile.routes.slice(0, tried.length).map(({ name }) => name);

        expect(tried.map((result) => result.rule)).to.deep.equal(names);
        expect(tried.slice(0, -1).every(({ conditions }) => conditions.some(({ met }) => !met))).to.equal(
          true,
        );
        expect(tried.at(-1)?.conditions.every(({ met }) => met)).to.equal(true);
        expect(rule).to.equal(names.at(-1));
      }),
    );
  });

  it('sends danger and urgency to personal contact, whatever else is true', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), anyFacts, (profile, facts) => {
        fc.pre(facts.urgent || facts.danger !== null);
        return route(profile, facts).trajectory === 'personal_contact';
      }),
    );
  });
});

describe('the explanation of a route', () => {
  it('says why the rules before did not match and why this one did', () => {
    const { tried } = explain(zaanstad, { ...calm, theme: 'jeugd' });

    expect(tried.map(({ line }) => line)).to.deep.equal([
      '"Spoed of gevaar" did not match: danger is none, not any.',
      '"Haast" did not match: urgent is false, not true.',
      '"Nog te wegen" did not match: kind is individual, not unsure.',
      '"Eigen zaak, jeugd" matched: kind is individual and theme is jeugd.',
    ]);
  });

  it('gives the clock of the trajectory', () => {
    expect(explain(zaanstad, { ...calm, kind: 'collective', theme: 'wonen' }).replyWithinDays).to.equal(42);
  });
});
