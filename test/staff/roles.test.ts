import { expect } from 'chai';
import { ACTIONS, may, PERMISSIONS, ROLES } from '../../services/privacy/roles.ts';

const OWN = ['wijkteams'];
const PLACES = {
  own: { team: 'wijkteams', kind: 'individual' },
  other: { team: 'beleid', kind: 'individual' },
  ownCollective: { team: 'wijkteams', kind: 'collective' },
  otherCollective: { team: 'beleid', kind: 'collective' },
  unsure: { team: 'beleid', kind: 'unsure' },
} as const;
const EVERYWHERE = ['own', 'other', 'ownCollective', 'otherCollective', 'unsure'];
const COLLECTIVE = ['ownCollective', 'otherCollective'];
const CASEWORK = [
  'take',
  'release',
  'decide_kind',
  'decide_trajectory',
  'hand_over',
  'note',
  'answer',
  'close',
  'reopen',
];

/** What each role may do, and where, written out by hand. */
const EXPECTED: Record<string, Record<string, readonly string[]>> = {
  case_worker: places(
    ['list', 'read_history', 'read_story', 'read_contact', ...CASEWORK],
    ['own', 'ownCollective'],
  ),
  coordinator: places(['list', 'read_history', 'read_story', 'read_contact', ...CASEWORK], EVERYWHERE),
  advisory_council: places(['list', 'read_history', 'read_story', 'note'], COLLECTIVE),
  privacy_officer: places(
    ['list', 'read_history', 'read_story', 'read_contact', 'erase', 'read_audit'],
    EVERYWHERE,
  ),
  auditor: places(['list', 'read_history', 'read_audit'], EVERYWHERE),
  administrator: places(['read_operations'], EVERYWHERE),
};

function places(actions: readonly string[], where: readonly string[]) {
  return Object.fromEntries(actions.map((action) => [action, where]));
}

describe('the roles of staff', () => {
  for (const role of ROLES) {
    it(`let ${role} do what it is for, and nothing else`, () => {
      const person = { id: 'x', name: 'X', role, teams: OWN };

      const allowed = ACTIONS.map((action) => [
        action,
        Object.entries(PLACES).flatMap(([name, place]) => (may(person, action, place) ? [name] : [])),
      ]);

      expect(Object.fromEntries(allowed)).to.deep.equal(
        Object.fromEntries(ACTIONS.map((action) => [action, EXPECTED[role]?.[action] ?? []])),
      );
    });
  }

  it('have a decision for every action and role', () => {
    for (const action of ACTIONS) expect(Object.keys(PERMISSIONS[action])).to.have.members([...ROLES]);
  });
});
