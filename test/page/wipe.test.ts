import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { DESKTOP, PHONE, storedTexts, Visitor } from './visitor.ts';

const STORY = 'Mijn buurvrouw krijgt geen hulp in het huishouden meer.';
/** Everything a page can leave in a browser. */
const LEFT = `(async () => ({
  localStorage: { ...localStorage },
  sessionStorage: { ...sessionStorage },
  cookies: document.cookie,
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()`;
const NOTHING = { localStorage: {}, sessionStorage: {}, cookies: '', caches: [], databases: [], workers: 0 };

describe('wiping the talk', function () {
  this.timeout(40_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('leaves nothing in the browser and nothing on the server', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;
    await visitor.says(STORY);
    await page.locator('#choices button').first().waitFor();
    await page.locator('#message').fill('half af');
    const kept = await visitor.keeps();

    await page.locator('#wipe-open').tap();
    await page.locator('#wipe-yes').tap();
    await page.locator('#wiped').waitFor();

    expect(await page.locator('#wiped-result').textContent()).to.contain('ook niet bij ons');
    expect(await visitor.evaluates(LEFT)).to.deep.equal(NOTHING);
    expect(await visitor.context.cookies()).to.deep.equal([]);
    expect(await page.locator('body').textContent()).not.to.contain('huishouden');
    expect(await page.locator('#message').inputValue()).to.equal('');
    expect((await storedTexts(service.url, kept)).join(' ')).not.to.contain('huishouden');
    await visitor.leaves();
  });

  it('asks once, and does nothing when the resident changes their mind', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);
    const { page } = visitor;
    await visitor.says(STORY);
    await page.locator('#choices button').first().waitFor();

    await page.locator('#wipe-open').click();
    expect(await visitor.evaluates('document.activeElement.id')).to.equal('wipe-no');
    await page.keyboard.press('Escape');

    expect(await visitor.said()).to.deep.equal([STORY]);
    expect(await visitor.evaluates('document.activeElement.id')).to.equal('wipe-open');
    await visitor.leaves();
  });

  it('begins anew afterwards, as if nothing was ever said', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;
    await visitor.says(STORY);
    await page.locator('#choices button').first().waitFor();
    await page.locator('#wipe-open').tap();
    await page.locator('#wipe-yes').tap();

    await page.locator('#wiped-again').tap();
    await page.locator('.item--municipality').nth(1).waitFor();

    expect(await visitor.said()).to.deep.equal([]);
    await visitor.leaves();
  });

  it('empties the other tabs of the same talk too', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);
    await visitor.says(STORY);
    await visitor.page.locator('#choices button').first().waitFor();
    const other = await visitor.opensTab();
    await other.locator('.item--resident').first().waitFor();

    await visitor.page.locator('#wipe-open').click();
    await visitor.page.locator('#wipe-yes').click();
    await other.locator('#wiped').waitFor();

    expect(await other.locator('body').textContent()).not.to.contain('huishouden');
    expect(await visitor.evaluates(LEFT)).to.deep.equal(NOTHING);
    await visitor.leaves();
  });

  it('says plainly what could not be done without network, and does it when the network is back', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page, context } = visitor;
    await visitor.says(STORY);
    await page.locator('#choices button').first().waitFor();
    const kept = await visitor.keeps();
    await context.setOffline(true);

    await page.locator('#wipe-open').tap();
    await page.locator('#wipe-yes').tap();
    await page.locator('#wiped-result', { hasText: 'nog niet gewist' }).waitFor();
    expect(await visitor.evaluates(LEFT)).to.deep.equal(NOTHING);
    await context.setOffline(false);
    await page.locator('#wiped-result', { hasText: 'ook niet bij ons' }).waitFor();

    expect(await visitor.evaluates(LEFT)).to.deep.equal(NOTHING);
    expect((await storedTexts(service.url, kept)).join(' ')).not.to.contain('huishouden');
    await visitor.leaves();
  });
});
