import { expect } from 'chai';
import { keepRetention, retentionDue } from '../../services/privacy/retention.ts';
import { type OwnCore, openCore } from '../delivery/core.ts';
import { sampleContribution } from '../staff/sample-contribution.ts';

const CLOSED_AT = '2026-01-01T12:00:00.000Z';
const DAY_MS = 86_400_000;
const RETENTION = {
  abandoned: 30,
  individual: 365,
  collective: 730,
  contact: 90,
  inboxKeys: 30,
  auditYears: 5,
};

describe('retention of a contribution', () => {
  const closed = { status: 'closed', closedAt: CLOSED_AT, kind: 'individual' } as const;
  const due = (what: Parameters<typeof retentionDue>[0], days: number, ms = 0) =>
    retentionDue(what, RETENTION, new Date(Date.parse(CLOSED_AT) + days * DAY_MS + ms));

  it('forgets how to reach someone after its time and never before', () => {
    expect([due(closed, 90, -1), due(closed, 90), due(closed, 90, 1)]).to.deep.equal([
      'keep',
      'keep',
      'forget_contact',
    ]);
  });

  it('erases after its time and never before, by kind', () => {
    expect([due(closed, 365), due(closed, 365, 1)]).to.deep.equal(['forget_contact', 'erase']);
    const collective = { ...closed, kind: 'collective' } as const;
    expect([due(collective, 365, 1), due(collective, 730, 1)]).to.deep.equal(['forget_contact', 'erase']);
  });

  it('keeps what is open, however old', () => {
    expect(due({ ...closed, status: 'in_progress' }, 5_000)).to.equal('keep');
    expect(due({ ...closed, closedAt: null }, 5_000)).to.equal('keep');
  });
});

describe('the retention job', () => {
  let own: OwnCore;
  beforeEach(() => {
    own = openCore();
  });
  afterEach(() => own.close());

  const run = () => keepRetention({ ...own.core, retention: RETENTION, now: () => own.clock.now });

  it('takes the contact first and then the rest, leaving a tombstone; twice is the same as once', async () => {
    const open = sampleContribution({ id: 'open' });
    const contact = { how: 'email', address: 'a@example.org' } as const;
    const old = sampleContribution({ id: 'old', kind: 'individual', status: 'closed', closedAt: CLOSED_AT });
    await own.core.register.file(open);
    await own.core.register.file({ ...old, content: { ...old.content, contact } });

    own.clock.now = new Date(Date.parse(CLOSED_AT) + 100 * DAY_MS);
    await run();
    await run();
    const stored = await own.core.register.get('old');
    expect(stored && (await own.core.register.open(stored)).content.contact).to.equal(null);

    own.clock.now = new Date(Date.parse(CLOSED_AT) + 366 * DAY_MS);
    await run();
    await run();
    expect(await own.core.register.get('old')).to.equal(undefined);
    expect((await own.core.register.tombstone('old'))?.reason).to.equal('retention');
    expect((await own.core.register.get('open'))?.id).to.equal('open');
  });
});
