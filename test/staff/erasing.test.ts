import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { pino } from 'pino';
import { createCore } from '../../bot/core.ts';
import { createPages } from '../../bot/pages.ts';
import { texts } from '../person.ts';
import { type Service, startService } from '../service.ts';
import { fileTalk } from './filed-talk.ts';
import { NOW, sampleContribution } from './sample-contribution.ts';
import {
  type Caller,
  readProfile,
  type StaffService,
  signInAsDeveloper,
  startStaffService,
} from './staff-service.ts';
import { StaffVisitor } from './staff-visitor.ts';

const STORY = 'Mijn moeder wacht al vijf maanden op een kanarietraplift. Niemand belt terug.';

describe('erasing a contribution', () => {
  let service: StaffService;
  let officer: Caller;

  before(async () => {
    service = await startStaffService();
    officer = await service.as({ role: 'privacy_officer', teams: [], id: 'fatima' });
  });
  after(() => service.close());

  async function filed() {
    const contribution = sampleContribution({ content: { story: STORY } });
    await service.register.file(contribution);
    const stored = await service.register.get(contribution.id);
    if (!stored) throw new Error('it was not filed');
    return { contribution, stored, path: `/api/staff/contributions/${contribution.id}` };
  }

  it('leaves a tombstone without a word of it, and what staff read of it is when it was erased', async () => {
    const { contribution, path } = await filed();
    const { id, reference } = contribution;

    const erased = await officer.post(`${path}/erase`, { version: 1 });

    expect(erased.body).to.deep.equal({ id, reference, erasedAt: NOW.toISOString() });
    expect(await service.register.tombstone(id)).to.deep.equal({
      id,
      version: 1,
      reference,
      at: NOW.toISOString(),
      reason: 'privacy_officer',
    });
    for (const role of ['coordinator', 'case_worker', 'auditor'] as const) {
      const caller = await service.as({ role, teams: ['wijkteams'] });
      const { status, headers, body } = await caller.get(path);
      expect([status, headers.get('content-type')]).to.deep.equal([
        410,
        'application/problem+json; charset=utf-8',
      ]);
      expect(body).to.deep.equal({
        type: 'urn:meepraten:problem:gone',
        title: 'Dit is verwijderd op verzoek.',
        status: 410,
        code: 'gone',
        erasedAt: NOW.toISOString(),
      });
    }
    const administrator = await service.as({ role: 'administrator', teams: [] });
    expect((await administrator.get(path)).status).to.equal(403);
  });

  it('makes an old copy unreadable, and takes it from the list', async () => {
    const { contribution, stored, path } = await filed();
    await officer.post(`${path}/erase`, { version: 1 });

    const list = await officer.get(`/api/staff/contributions?reference=${contribution.reference}`);
    const reading = await service.register.open(stored).then(
      () => 'read',
      (thrown: Error) => thrown.message,
    );

    expect(JSON.stringify(list.body)).not.to.include(contribution.id);
    expect(reading).to.equal('no key for this owner');
  });

  it('stands on record before it begins and when it is done', async () => {
    const { contribution, path } = await filed();
    await officer.post(`${path}/erase`, { version: 1 });

    const entries = await service.audit.find({ object: contribution.id });

    expect(entries.map(({ who, action, result, why }) => [who, action, result, why])).to.deep.equal([
      ['fatima', 'erase', 'allowed', 'erased'],
      ['fatima', 'erase', 'allowed', 'erasure_request'],
    ]);
  });

  it('is refused on an old version, and done once', async () => {
    const { contribution, path } = await filed();
    const colleague = await service.as({ role: 'coordinator', teams: [], name: 'Omar Yilmaz' });
    await colleague.post(`${path}/take`, { version: 1 });

    const stale = await officer.post(`${path}/erase`, { version: 1 });
    const first = await officer.post(`${path}/erase`, { version: 2 });
    const again = await officer.post(`${path}/erase`, { version: 2 });
    const work = await colleague.post(`${path}/answer`, { version: 2, text: 'Dank u wel.' });

    expect([stale.status, first.status, again.status, work.status]).to.deep.equal([409, 200, 410, 410]);
    expect(stale.body).to.have.nested.property('changedBy.name', 'Omar Yilmaz');
    expect(await service.register.file(contribution)).to.equal(false);
    expect((await officer.get(path)).status).to.equal(410);
    expect((await officer.get(`/api/staff/contributions/${randomUUID()}`)).status).to.equal(404);
  });
});

describe('erasing a contribution in the running service', function () {
  this.timeout(30_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'meepraten-erasing-'));
  const erased: string[] = [];
  let service: Service;
  let staff: Caller;

  before(async () => {
    service = await startService({ env: { DATA_DIR: dataDir } });
    staff = await signInAsDeveloper(service.url, 'coordinator');
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  it('by the privacy officer also takes the talk from the resident’s chat', async () => {
    const officer = await signInAsDeveloper(service.url, 'privacy_officer');
    const { person, row } = await fileTalk(service.url, staff, STORY);
    erased.push(row.id);

    const reply = await officer.post(`/api/staff/contributions/${row.id}/erase`, { version: row.version });

    expect(reply.body).to.include({ reference: row.reference });
    expect(JSON.stringify(await person.readsAll())).not.to.include('kanarietraplift');
    expect((await staff.get(`/api/staff/contributions/${row.id}`)).status).to.equal(410);
    expect(texts(await person.says('hallo'))).not.to.deep.equal([]);
    expect(service.logLines.join('\n')).not.to.include('kanarietraplift');
  });

  it('by the resident leaves the same for staff', async () => {
    const { person, row } = await fileTalk(service.url, staff, STORY);
    erased.push(row.id);
    await person.says('wis alles');
    await person.says('ja');

    const { status, body } = await staff.get(`/api/staff/contributions/${row.id}`);

    expect(status).to.equal(410);
    expect(body).to.have.property('erasedAt').that.is.a('string');
  });

  it('on the command line leaves the same for staff', async () => {
    const { person, row } = await fileTalk(service.url, staff, STORY);
    erased.push(row.id);
    const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(texts(await person.readsAll()).join('\n'))?.[0] ?? '';
    const masterKey = service.config.masterKey.toString('base64');
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, MASTER_KEY: masterKey };

    await promisify(execFile)('node', ['--import', 'tsx', 'bot/cli.ts', 'erase', '--code', code], { env });

    expect((await staff.get(`/api/staff/contributions/${row.id}`)).status).to.equal(410);
    const auditor = await signInAsDeveloper(service.url, 'auditor');
    const { body } = await auditor.get(`/api/staff/audit?object=${row.id}&limit=2`);
    expect(body).to.have.nested.property('entries[0].why', 'erased');
    expect(body).to.have.nested.property('entries[1].why', 'erasure_request');
  });

  it('keeps on whose request each was erased', async () => {
    await service.app.close();
    const options = { log: pino({ level: 'silent' }), now: () => new Date(), exclusive: false };
    const core = createCore(service.config, options);
    const tombstones = await Promise.all(erased.map((id) => core.register.tombstone(id)));
    await core.close();

    expect(tombstones.map((tombstone) => tombstone?.reason)).to.deep.equal([
      'privacy_officer',
      'resident',
      'command_line',
    ]);
  });
});

describe('erasing a contribution on the staff page', function () {
  this.timeout(30_000);
  let service: StaffService;

  before(async () => {
    const routes = await createPages({ profile: await readProfile() });
    service = await startStaffService({ now: () => new Date(), routes });
  });
  after(() => service.close());

  it('asks the privacy officer first, and tells whoever follows an old link when it was done', async () => {
    const contribution = sampleContribution();
    const { id, reference } = contribution;
    await service.register.file(contribution);
    const visitor = await StaffVisitor.arrives(service.origin, { viewport: { width: 360, height: 800 } });
    const { page } = visitor;
    await visitor.signsIn('privacy_officer');
    await page.goto(`${service.origin}/staff#/inbreng/${id}`);

    await page.getByRole('button', { name: 'Wis deze inbreng…' }).click();
    const dialog = page.getByRole('dialog', { name: `Inbreng ${reference} wissen?` });
    await dialog.getByText('Dit kunt u niet ongedaan maken.').waitFor();
    expect([await visitor.faults(), await visitor.scrollsSideways()]).to.deep.equal([[], false]);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await service.register.get(id)).to.include({ id });
    await page.getByRole('button', { name: 'Wis deze inbreng…' }).click();
    await dialog.getByRole('button', { name: 'Ja, wis deze inbreng' }).click();
    await page.getByRole('heading', { name: 'Deze inbreng is verwijderd' }).waitFor();

    expect(await service.register.get(id)).to.equal(undefined);
    expect(await page.locator('main').textContent()).to.match(/op \d+ \p{L}+ \d{4} verwijderd op verzoek/u);
    await page.getByRole('link', { name: 'Terug naar de werklijst' }).click();
    await page.getByRole('heading', { name: 'Werklijst' }).waitFor();
    await page.locator('main', { hasText: 'Er staat nu niets op uw werklijst.' }).waitFor();
    await visitor.signsIn('case_worker');
    await page.goto(`${service.origin}/staff#/inbreng/${id}`);
    await page.getByText('verwijderd op verzoek').first().waitFor();
    expect([await visitor.faults(), visitor.complaints]).to.deep.equal([[], []]);
    await visitor.leaves();
  });

  it('is not offered to a coordinator', async () => {
    const contribution = sampleContribution();
    await service.register.file(contribution);
    const visitor = await StaffVisitor.arrives(service.origin);
    await visitor.signsIn('coordinator');

    await visitor.page.goto(`${service.origin}/staff#/inbreng/${contribution.id}`);
    await visitor.page.getByText('Niemand belt terug').waitFor();

    expect(await visitor.page.getByText('Wis deze inbreng').count()).to.equal(0);
    await visitor.leaves();
  });
});
