import { expect } from 'chai';
import type { z } from 'zod';
import { listSchema } from '../../bot/staff-api/schemas.ts';
import { daysFromNow, sampleContribution } from './sample-contribution.ts';
import { type Caller, type StaffService, startStaffService } from './staff-service.ts';

type Listed = z.infer<typeof listSchema>;

describe('the work list', () => {
  let service: StaffService;
  let worker: Caller;

  const GIVEN = {
    late: { dueAt: daysFromNow(-1) },
    later: { dueAt: daysFromNow(-4), theme: 'wonen' },
    soon: { dueAt: daysFromNow(1) },
    far: { dueAt: daysFromNow(30), trajectory: 'new_policy', kind: 'collective' },
    urgent: { dueAt: daysFromNow(3), urgent: true, takenBy: 'case_worker', status: 'in_progress' },
    unsure: { dueAt: daysFromNow(2), kind: 'unsure', certainty: 0.3 },
    closed: { status: 'closed', closedAt: daysFromNow(-1) },
    elsewhere: { team: 'beleid', dueAt: daysFromNow(-9), kind: 'collective' },
  } as const;
  const names = new Map<string, string>();

  before(async () => {
    service = await startStaffService();
    for (const [name, given] of Object.entries(GIVEN)) {
      const contribution = sampleContribution(given);
      names.set(contribution.id, name);
      await service.register.file(contribution);
    }
    worker = await service.as({ role: 'case_worker', teams: ['wijkteams'] });
  });
  after(() => service.close());

  async function list(query: string, caller = worker): Promise<Listed> {
    const { status, body } = await caller.get(`/api/staff/contributions${query}`);
    expect(status).to.equal(200);
    return listSchema.parse(body);
  }
  async function named(query: string, caller = worker) {
    return (await list(query, caller)).contributions.map(({ id }) => names.get(id));
  }

  it('has the urgent ones first, then what is overdue, then by due date; of the own team', async () => {
    expect(await named('')).to.deep.equal(['urgent', 'later', 'late', 'soon', 'unsure', 'far']);
  });

  it('counts what is open', async () => {
    expect((await list('')).counts).to.deep.equal({ open: 6, overdue: 2, urgent: 1, unsure: 1 });
  });

  for (const [query, expected] of [
    ['?unsure=only', ['unsure']],
    ['?unsure=without', ['urgent', 'later', 'late', 'soon', 'far']],
    ['?status=closed', ['closed']],
    ['?status=in_progress', ['urgent']],
    ['?mine=yes', ['urgent']],
    ['?theme=wonen', ['later']],
    ['?kind=collective', ['far']],
    ['?kind=collective&unsure=only', []],
    ['?trajectory=new_policy', ['far']],
    ['?team=beleid', []],
    ['?reference=0000-0000', []],
  ] as const) {
    it(`is filtered by ${query}`, async () => {
      expect(await named(query)).to.deep.equal([...expected]);
    });
  }

  it('finds a reference however it is typed, closed ones too', async () => {
    const [closed] = (await list('?status=closed')).contributions;
    const typed = closed?.reference.toLowerCase().replace('-', ' ') ?? '';

    expect(await named(`?reference=${encodeURIComponent(typed)}`)).to.deep.equal(['closed']);
  });

  it('continues page by page without a gap or a double', async () => {
    const seen: (string | undefined)[] = [];
    let after = '';
    do {
      const page = await list(`?limit=2${after}`);
      seen.push(...page.contributions.map(({ id }) => names.get(id)));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '' && seen.length < 20);

    expect(seen).to.deep.equal(['urgent', 'later', 'late', 'soon', 'unsure', 'far']);
  });

  it('shows every team to a coordinator, and collective ones only to the council', async () => {
    const coordinator = await service.as({ role: 'coordinator', teams: [] });
    const council = await service.as({ role: 'advisory_council', teams: ['wijkteams'] });

    expect(await named('?team=beleid', coordinator)).to.deep.equal(['elsewhere']);
    expect(await named('', council)).to.deep.equal(['elsewhere', 'far']);
    expect(await named('?kind=individual', council)).to.deep.equal([]);
    expect((await list('', council)).counts).to.deep.equal({ open: 2, overdue: 1, urgent: 0, unsure: 0 });
  });

  it('is empty for a case worker without a team', async () => {
    expect(await named('', await service.as({ role: 'case_worker', teams: [] }))).to.deep.equal([]);
  });

  for (const query of ['?limit=0', '?status=all', '?after=x', '?unknown=1', '?team=a&limit=1000']) {
    it(`refuses ${query}`, async () => {
      expect((await worker.get(`/api/staff/contributions${query}`)).status).to.equal(400);
    });
  }
});
