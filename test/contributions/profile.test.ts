import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { ProfileError, parseProfile } from '../../services/contributions/profile.ts';

const folder = new URL('../../municipalities/', import.meta.url);
const zaanstad = readFileSync(new URL('zaanstad.yaml', folder), 'utf8');

/** The faults of the Zaanstad file after replacing parts of it. */
function faultsAfter(...changes: [string, string][]): readonly string[] {
  let text = zaanstad;
  for (const [from, to] of changes) {
    expect(text).to.include(from);
    text = text.replace(from, to);
  }
  try {
    parseProfile(text, 'town.yaml');
  } catch (thrown) {
    if (thrown instanceof ProfileError) return thrown.faults;
    throw thrown;
  }
  return [];
}

/** The line in the Zaanstad file on which `part` stands. */
const lineOf = (part: string) => zaanstad.slice(0, zaanstad.indexOf(part)).split('\n').length;

describe('a municipality profile', () => {
  for (const file of readdirSync(folder)) {
    it(`is valid as shipped: ${file}`, () => {
      const profile = parseProfile(readFileSync(new URL(file, folder), 'utf8'), file);

      expect(`${profile.id}.yaml`).to.equal(file);
    });
  }

  const cases: [string, [string, string], string, string][] = [
    ['a key that does not exist', ['website:', 'websiet:'], 'website:', 'websiet: expected no such key here'],
    [
      'a number where a text belongs',
      ['phone: "14 075"\nhours', 'phone: 14075\nhours'],
      'phone: "14 075"\nhours',
      'phone: expected a string',
    ],
    [
      'a trajectory that does not exist',
      ['then: { trajectory: quick_win', 'then: { trajectory: fast'],
      'then: { trajectory: quick_win',
      'routes.8.then.trajectory: expected one of personal_contact, existing_project, quick_win, new_policy',
    ],
    [
      'a team that does not exist',
      ['team: jeugdteams }', 'team: jeugd }'],
      'team: jeugdteams }',
      'routes.3.then.team: expected a team of this file (wijkteams, jeugdteams, werk_inkomen, adviseur, dienstverlening, beleid), not "jeugd"',
    ],
    [
      'a theme that does not exist',
      ['theme: [vervoer', 'theme: [bus'],
      'theme: [vervoer',
      'routes.8.when.theme: expected a theme of this file or the standard list, not "bus"',
    ],
    [
      'a rule behind one that takes all of it',
      ['kind: individual, theme: [jeugd]', 'urgent: true, theme: [jeugd]'],
      'kind: individual, theme: [jeugd]',
      'routes.3: expected a rule that can match; "Haast" above takes all of it',
    ],
    [
      'thresholds the wrong way round',
      ['unsure: 0.41', 'unsure: 0.9'],
      'unsure: 0.41',
      'thresholds.clear: expected a number not below "unsure" (0.9)',
    ],
    [
      'a design value that loads something',
      ['"#0b5c8a"', '"url(x)"'],
      '"#0b5c8a"',
      'design.light.--meepraten-accent: expected a colour, size or font, nothing that loads',
    ],
  ];
  for (const [what, change, place, expected] of cases) {
    it(`names file and line of ${what}`, () => {
      expect(faultsAfter(change)).to.include(`town.yaml:${lineOf(place)}: ${expected}`);
    });
  }

  it('requires a last rule without conditions', () => {
    const faults = faultsAfter([
      '{ name: Al het andere, then',
      '{ name: Al het andere, when: { kind: collective, urgent: false }, then',
    ]);

    expect(faults).to.deep.equal([
      `town.yaml:${lineOf('{ name: Al het andere')}: routes.9: expected a last rule without "when", which takes everything else`,
    ]);
  });

  it('tells all faults at once, in the order of the file', () => {
    const faults = faultsAfter(
      ['unsure: 0.41', 'unsure: 0.9'],
      ['14 075"\nhours', 'x"\nhours'],
      ['auditYears: 5', 'auditYears: 0'],
    );

    expect(faults.map((fault) => fault.split(': ')[1])).to.deep.equal([
      'phone',
      'thresholds.clear',
      'retention.auditYears',
    ]);
  });

  it('names the line of a fault in the YAML itself', () => {
    expect(faultsAfter(['hours:\n', 'hours: [\n'])[0]).to.match(/^town\.yaml:\d+: /);
  });

  it('throws nothing but ProfileError, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parseProfile(text, 'town.yaml')).to.throw(ProfileError);
      }),
    );
  });
});
