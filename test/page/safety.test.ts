import { expect } from 'chai';
import { pageWeight } from '../../bot/pages.ts';
import { type Service, startService } from '../service.ts';
import { PHONE, Visitor } from './visitor.ts';

/** What must be shown as it was typed. */
const HOSTILE = [
  '<img src=x onerror="document.title=\'taken\'">',
  '<script>document.title="taken"</script> en meer',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1) en https://evil.example/klik',
  'begin \u202Eomgekeerd\u202C einde',
  '&lt;b&gt;vet&lt;/b&gt; {{municipality}} #{1+1}',
];

describe('the safety of the page', function () {
  this.timeout(40_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('shows whatever is typed as it was typed', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;

    for (const text of HOSTILE) {
      const heard = await page.locator('.item--municipality').count();
      await visitor.says(text);
      await page.locator('.item--municipality').nth(heard).waitFor();
    }
    await page.reload();
    await page
      .locator('.item--resident')
      .nth(HOSTILE.length - 1)
      .waitFor();

    expect(await visitor.said()).to.deep.equal(HOSTILE);
    expect(await page.title()).to.equal('Meepraten in Zaanstad');
    expect(
      await page.locator('.item--resident a, .item img, .item script, .item svg:not(.icon)').count(),
    ).to.equal(0);
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leaves();
  });

  it('asks nothing of any other server, and gives the content security policy nothing to refuse', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;
    await visitor.says('De bus naar het ziekenhuis rijdt niet meer op zondag.');
    await page.locator('#choices button').first().waitFor();
    await page.locator('#language').selectOption('en');
    await page.locator('h1', { hasText: 'Tell us' }).waitFor();
    await page.goto(`${service.url}/privacy`);
    await page.locator('h1').waitFor();

    expect(visitor.foreign).to.deep.equal([]);
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leaves();
  });

  it('weighs less than 25 kB at the first load, everything together', async () => {
    const files = await pageWeight(service.config.profile);
    const total = files.reduce((sum, { brotliBytes }) => sum + brotliBytes, 0);

    expect(files.length).to.be.greaterThan(3);
    expect(total).to.be.below(25_000);
  });
});
