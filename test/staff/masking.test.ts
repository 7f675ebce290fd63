import { expect } from 'chai';
import { createPages } from '../../bot/pages.ts';
import { sampleContribution } from './sample-contribution.ts';
import { readProfile, type StaffService, startStaffService } from './staff-service.ts';
import { StaffVisitor } from './staff-visitor.ts';

const BSN = '111222333';
const WORDS = `De heer met BSN ${BSN} is gebeld op 06 12345678.`;
const MASKED = 'De heer met BSN [bsn] is gebeld op 06 12345678.';
const version = 1;

describe('a BSN in what staff write', function () {
  this.timeout(30_000);
  let service: StaffService;

  before(async () => {
    const routes = await createPages({ profile: await readProfile() });
    service = await startStaffService({ now: () => new Date(), routes });
  });
  after(() => service.close());

  async function filed(): Promise<string> {
    const contribution = sampleContribution();
    await service.register.file(contribution);
    return contribution.id;
  }

  async function contentOf(id: string) {
    const stored = await service.register.get(id);
    if (!stored) throw new Error('it is gone');
    return (await service.register.open(stored)).content;
  }

  for (const [name, body] of [
    ['notes', { version, text: WORDS }],
    ['answer', { version, text: WORDS }],
    ['close', { version, text: WORDS }],
    ['kind', { version, kind: 'collective', reason: WORDS }],
  ] as const) {
    it(`is masked in ${name} before it is stored, and the answer says so`, async () => {
      const id = await filed();
      const caller = await service.as({ role: 'coordinator', teams: [] });

      const { status, body: reply } = await caller.post(`/api/staff/contributions/${id}/${name}`, body);

      expect(status).to.equal(200);
      expect(reply).to.include({ masked: true });
      const stored = JSON.stringify(await contentOf(id));
      expect(stored).to.include(MASKED).and.not.to.include(BSN);
    });
  }

  it('is not seen where there is none', async () => {
    const id = await filed();
    const caller = await service.as({ role: 'coordinator', teams: [] });
    const path = `/api/staff/contributions/${id}`;

    const replies = [
      await caller.post(`${path}/take`, { version }),
      await caller.post(`${path}/notes`, { version: 2, text: 'Gebeld op 06 12345678.' }),
      await caller.post(`${path}/answer`, { version: 3, text: 'Wij bellen u morgen.' }),
      await caller.post(`${path}/close`, { version: 4 }),
    ];

    for (const { body } of replies) expect(body).to.include({ masked: false });
  });

  it('is told on the page, with what stands there now', async () => {
    const id = await filed();
    const visitor = await StaffVisitor.arrives(service.origin);
    const { page } = visitor;
    await visitor.signsIn('case_worker');
    await page.goto(`${service.origin}/staff#/inbreng/${id}`);

    await page.getByLabel('Uw antwoord').fill(WORDS);
    await page.getByRole('button', { name: 'Antwoord versturen' }).click();
    await page.locator('.item__result', { hasText: 'Uw antwoord is verstuurd.' }).waitFor();

    expect(await page.locator('.item__result').textContent()).to.include('burgerservicenummer (BSN)');
    expect(await page.locator('#status').textContent()).to.include('burgerservicenummer (BSN)');
    await page.getByText(MASKED).waitFor();
    expect(await page.content()).not.to.include(BSN);
    await visitor.leaves();
  });
});
