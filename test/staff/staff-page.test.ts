import { expect } from 'chai';
import { createPages } from '../../bot/pages.ts';
import { sampleContribution } from './sample-contribution.ts';
import { readProfile, type StaffService, startStaffService } from './staff-service.ts';
import { StaffVisitor } from './staff-visitor.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script> {{story}} javascript:alert(3)';

describe('the staff page', function () {
  this.timeout(30_000);
  let service: StaffService;

  before(async () => {
    const routes = await createPages({ profile: await readProfile() });
    service = await startStaffService({ now: () => new Date(), routes });
  });
  after(() => service.close());

  async function filed(given: Parameters<typeof sampleContribution>[0] = {}) {
    const contribution = sampleContribution({ createdAt: inDays(-3), dueAt: inDays(2), ...given });
    await service.register.file(contribution);
    return contribution;
  }

  async function contentOf(id: string) {
    const stored = await service.register.get(id);
    if (!stored) throw new Error('it is gone');
    return { ...stored, content: (await service.register.open(stored)).content };
  }

  it('lets a case worker sign in, open a contribution, answer it and close it', async () => {
    const { id, reference } = await filed({ theme: 'vervoer' });
    const visitor = await StaffVisitor.arrives(service.origin);
    const { page } = visitor;
    await visitor.signsIn('case_worker');

    await page.locator(`a[data-id="${id}"]`).click();
    await page.getByRole('heading', { name: `Inbreng ${reference}` }).waitFor();
    await page.getByText('Niemand belt terug').waitFor();
    await page.getByRole('button', { name: 'Op mijn naam zetten' }).click();
    await page.getByText('De inbreng staat op uw naam.').first().waitFor();
    await page.getByLabel('Uw antwoord').fill('Wij bellen u morgen om tien uur.');
    await page.getByRole('button', { name: 'Antwoord versturen' }).click();
    await page.getByText('Uw antwoord is verstuurd.').first().waitFor();
    await page.getByRole('button', { name: 'Afronden', exact: true }).click();
    await page.getByText('De inbreng is afgerond.').first().waitFor();

    const { status, content, history } = await contentOf(id);
    expect([status, content.feedback.map(({ text }) => text)]).to.deep.equal([
      'closed',
      ['Wij bellen u morgen om tien uur.'],
    ]);
    expect(history.map(({ action }) => action)).to.deep.equal(['filed', 'taken', 'answered', 'closed']);
    expect(service.told).to.include(id);
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leaves();
  });

  it('has unsure ones apart, and weighs one by keyboard alone', async () => {
    const { id } = await filed({ kind: 'unsure', certainty: 0.3 });
    const visitor = await StaffVisitor.arrives(service.origin);
    const { page } = visitor;
    await visitor.signsIn('case_worker');

    await page.locator(`.section--unsure a[data-id="${id}"]`).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Signaal over meer mensen of beleid').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Dit horen we vaker in deze wijk.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('De weging is vastgelegd.').first().waitFor();

    const { kind, content } = await contentOf(id);
    expect([kind, content.weighings.at(-1)?.decidedBy]).to.deep.equal(['collective', 'staff']);
    await visitor.leaves();
  });

  it('keeps what was typed when a colleague was first, and says who that was', async () => {
    const { id } = await filed();
    const visitor = await StaffVisitor.arrives(service.origin);
    const { page } = visitor;
    await visitor.signsIn('case_worker');
    await page.goto(`${service.origin}/staff#/inbreng/${id}`);
    await page.getByLabel('Uw antwoord').fill('Half geschreven antwoord');
    const colleague = await service.as({ role: 'coordinator', teams: [], name: 'Omar Yilmaz' });
    await colleague.post(`/api/staff/contributions/${id}/take`, { version: 1 });

    await page.getByRole('button', { name: 'Antwoord versturen' }).click();
    await page.locator('.item__result', { hasText: 'Omar Yilmaz' }).waitFor();

    expect(await page.getByLabel('Uw antwoord').inputValue()).to.equal('Half geschreven antwoord');
    await page.getByRole('button', { name: 'Antwoord versturen' }).click();
    await page.getByText('Uw antwoord is verstuurd.').first().waitFor();
    expect((await contentOf(id)).content.feedback).to.have.length(1);
    await visitor.leaves();
  });

  it('shows what residents type as text and nothing else', async () => {
    const { id } = await filed({
      neighbourhood: null,
      routing: { rule: HOSTILE, why: [`theme=${HOSTILE}`] },
      content: {
        story: HOSTILE,
        wish: HOSTILE,
        neighbourhoodTyped: HOSTILE,
        contact: { how: 'email', address: HOSTILE },
      },
    });
    const visitor = await StaffVisitor.arrives(service.origin);
    await visitor.signsIn('case_worker');

    await visitor.page.goto(`${service.origin}/staff#/inbreng/${id}`);
    await visitor.page.locator('.words').first().waitFor();

    expect(await visitor.page.locator('.words').first().textContent()).to.equal(HOSTILE);
    expect(await visitor.page.locator('main img, main script').count()).to.equal(0);
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leaves();
  });

  it('shows the administrator operations, and no list', async () => {
    const visitor = await StaffVisitor.arrives(service.origin);
    await visitor.signsIn('administrator');

    await visitor.page.getByRole('heading', { name: 'Beheer' }).waitFor();

    expect(await visitor.page.locator('.rows').count()).to.equal(0);
    await visitor.leaves();
  });

  it('signs out', async () => {
    const visitor = await StaffVisitor.arrives(service.origin);
    await visitor.signsIn('coordinator');

    await visitor.page.getByRole('button', { name: 'Afmelden' }).click();
    await visitor.page.getByRole('link', { name: 'Aanmelden' }).waitFor();
    await visitor.leaves();
  });

  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is without fault for axe and fits at ${width} pixels, ${colorScheme}`, async () => {
        const urgent = await filed({ urgent: true, danger: 'homeless', asksPerson: true, language: 'en' });
        await filed({ dueAt: inDays(-2) });
        await filed({ kind: 'unsure' });
        const visitor = await StaffVisitor.arrives(service.origin, {
          colorScheme,
          viewport: { width, height: 800 },
        });
        const { page } = visitor;
        const inspect = async (view: string) =>
          expect([view, await visitor.faults(), await visitor.scrollsSideways()]).to.deep.equal([
            view,
            [],
            false,
          ]);

        await page.goto(`${service.origin}/staff/sign-in`);
        await inspect('sign-in');
        await visitor.signsIn('coordinator');
        await page.locator('.section--unsure').waitFor();
        await page.getByText('Filteren en zoeken').click();
        await inspect('list');
        await page.goto(`${service.origin}/staff#/inbreng/${urgent.id}`);
        await page.locator('.words').first().waitFor();
        for (const summary of await page.locator('.work__summary').all()) await summary.click();
        await page.getByRole('button', { name: 'Antwoord versturen' }).click();
        await page.getByText('Vul eerst een tekst in.').waitFor();
        await inspect('contribution');
        await visitor.signsIn('privacy_officer');
        await page.goto(`${service.origin}/staff#/logboek`);
        await page.getByText('Het logboek is compleet').waitFor();
        await inspect('audit trail');
        await visitor.leaves();
      });
    }
  }
});
