import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sampleContribution } from './sample-contribution.ts';
import { type Caller, type StaffService, startStaffService } from './staff-service.ts';

describe('working on a contribution', () => {
  let service: StaffService;
  let sanne: Caller;
  let omar: Caller;
  let path: string;
  let id: string;

  before(async () => {
    service = await startStaffService();
    sanne = await service.as({
      role: 'case_worker',
      teams: ['wijkteams'],
      id: 'sanne',
      name: 'Sanne de Wit',
    });
    omar = await service.as({ role: 'case_worker', teams: ['wijkteams'], id: 'omar', name: 'Omar Yilmaz' });
  });
  after(() => service.close());

  beforeEach(async () => {
    const contribution = sampleContribution();
    await service.register.file(contribution);
    id = contribution.id;
    path = `/api/staff/contributions/${id}`;
  });

  it('is refused on an old version, and says who changed it', async () => {
    await sanne.post(`${path}/take`, { version: 1 });

    const { status, headers, body } = await omar.post(`${path}/team`, { version: 1, team: 'beleid' });

    expect(status).to.equal(409);
    expect(headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(body).to.include({ code: 'conflict', status: 409 });
    expect(body).to.have.nested.property('changedBy.name', 'Sanne de Wit');
    expect(body).to.have.nested.property('changedBy.action', 'taken');
  });

  it('lets one of two win who decide at the same moment', async () => {
    const decide = (who: Caller, kind: string) =>
      who.post(`${path}/kind`, { version: 1, kind, reason: 'Daarom.' });

    const both = await Promise.all([decide(sanne, 'individual'), decide(omar, 'collective')]);

    expect(both.map(({ status }) => status).toSorted()).to.deep.equal([200, 409]);
    expect((await service.register.get(id))?.history).to.have.length(2);
  });

  it('is not refused because an answer arrived meanwhile', async () => {
    await sanne.post(`${path}/answer`, { version: 1, text: 'Wij bellen u morgen.' });
    await service.register.change(id, (contribution) => ({ ...contribution, pendingSince: null }));

    expect((await sanne.post(`${path}/close`, { version: 2 })).status).to.equal(200);
  });

  it('does not close without an answer to the resident', async () => {
    const refused = await sanne.post(`${path}/close`, { version: 1 });
    const closed = await sanne.post(`${path}/close`, { version: 1, text: 'De traplift komt op 3 december.' });

    expect(refused.status).to.equal(422);
    expect(refused.body).to.include({ code: 'reply_required' });
    expect(closed.body).to.include({ status: 'closed', version: 2 });
    expect(service.told.at(-1)).to.equal(id);
  });

  it('adds an answer that is sent twice once, and tells the resident both times', async () => {
    const body = { version: 1, id: randomUUID(), text: 'Wij bellen u morgen.' };

    const replies = [await sanne.post(`${path}/answer`, body), await sanne.post(`${path}/answer`, body)];

    expect(replies.map(({ status }) => status)).to.deep.equal([200, 200]);
    const stored = await service.register.get(id);
    expect(stored && (await service.register.open(stored)).content.feedback).to.have.length(1);
    expect(service.told.filter((told) => told === id)).to.have.length(2);
  });

  it('goes on at another team once it is handed over, where the first team may not read it', async () => {
    const handed = await sanne.post(`${path}/team`, { version: 1, team: 'beleid' });

    expect(handed.body).to.include({ team: 'beleid', status: 'new' });
    expect((await sanne.get(path)).status).to.equal(403);
    expect((await omar.post(`${path}/take`, { version: 2 })).status).to.equal(403);
  });

  it('follows the clock of the trajectory that is chosen', async () => {
    const { body } = await sanne.post(`${path}/trajectory`, { version: 1, trajectory: 'quick_win' });

    const days = service.config.profile.trajectories.quick_win.replyWithinDays;
    const stored = await service.register.get(id);
    const due = new Date(Date.parse(stored?.createdAt ?? '') + days * 86_400_000);
    expect(body).to.include({ trajectory: 'quick_win', dueAt: due.toISOString() });
  });

  for (const [name, body, status] of [
    ['answer', { text: '' }, 400],
    ['answer', { text: 'x'.repeat(4_001) }, 400],
    ['team', { team: 'nergens' }, 400],
    ['kind', { kind: 'unsure', reason: 'x' }, 400],
    ['kind', { kind: 'individual', reason: ' ' }, 400],
    ['reopen', {}, 422],
    ['erase', {}, 403],
  ] as const) {
    it(`refuses ${name} with ${JSON.stringify(body).slice(0, 40)}, and nothing changes`, async () => {
      expect((await sanne.post(`${path}/${name}`, { version: 1, ...body })).status).to.equal(status);
      expect((await service.register.get(id))?.history).to.have.length(1);
    });
  }

  it('records each reading once, with its reason, and never what was read', async () => {
    const before = await service.audit.head();

    for (const reason of ['handling', 'supervision']) await omar.get(`${path}?reason=${reason}`);
    await omar.get(`${path}?reason=nieuwsgierig`);
    await omar.get(`/api/staff/contributions/${randomUUID()}`);

    const entries = await service.audit.find({ object: id });
    expect(entries.map(({ who, action, result, why }) => [who, action, result, why])).to.deep.equal([
      ['omar', 'read_story', 'allowed', 'supervision'],
      ['omar', 'read_story', 'allowed', 'handling'],
    ]);
    expect((await service.audit.head()).seq - before.seq).to.equal(2);
    expect(JSON.stringify(entries)).not.to.include('traplift');
  });
});
