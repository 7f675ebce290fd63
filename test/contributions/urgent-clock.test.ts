import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { draftContribution } from '../../services/contributions/draft.ts';
import { parseProfile } from '../../services/contributions/profile.ts';

const NOW = new Date('2026-11-02T09:00:00.000Z');

describe('the clock of a contribution', () => {
  const file = 'municipalities/zaanstad.yaml';
  const profile = parseProfile(readFileSync(file, 'utf8'), file);
  const dueAt = (urgent: boolean) =>
    draftContribution(
      profile,
      {
        id: 'one',
        reference: 'ABCD-EFGH',
        conversation: 'talk',
        channel: 'web',
        language: 'nl',
        story: 'een verhaal',
        view: { kind: 'individual', certainty: 0.9, reasons: [], model: 'm' },
        scope: null,
        theme: 'wonen',
        urgent,
        danger: null,
        asksPerson: false,
        onBehalfOf: false,
        wish: null,
        neighbourhood: { id: null, typed: null },
        contact: null,
        followCodeHash: 'hash',
        noticeVersion: '2026-11-01',
      },
      NOW,
    ).dueAt;

  it('is that of its trajectory', () => {
    expect(dueAt(false)).to.equal('2026-11-07T09:00:00.000Z');
  });

  it('is a day when it is urgent', () => {
    expect(dueAt(true)).to.equal('2026-11-03T09:00:00.000Z');
  });
});
