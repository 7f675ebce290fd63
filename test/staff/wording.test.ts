import { expect } from 'chai';
import strings from '../../locales/staff/nl.json' with { type: 'json' };
import {
  historyEntrySchema,
  OUTCOMES,
  STATUSES,
  TRAJECTORIES,
} from '../../services/contributions/contribution.ts';
import { ACTIONS, ROLES } from '../../services/privacy/roles.ts';
import { REASON_CODES } from '../../services/understanding/reasons.ts';
import { DANGERS, THEMES } from '../../services/understanding/understanding.ts';

const CODES: readonly (readonly [keyof typeof strings, readonly string[]])[] = [
  ['reasons', REASON_CODES],
  ['roles', ROLES],
  ['actions', ACTIONS],
  ['kinds', OUTCOMES],
  ['statuses', STATUSES],
  ['trajectories', TRAJECTORIES],
  ['themes', THEMES],
  ['dangers', DANGERS],
  ['history', historyEntrySchema.shape.action.options],
];

describe('the wording of the staff page', () => {
  for (const [group, codes] of CODES) {
    it(`has Dutch words for every code of ${group}`, () => {
      expect(Object.keys(strings[group])).to.include.members([...codes]);
    });
  }
});
