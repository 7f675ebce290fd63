import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { DESKTOP, PHONE, Visitor } from './visitor.ts';

describe('the language menu', function () {
  this.timeout(30_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('works before the first word: page and talk change at once', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;

    await page.locator('#language').selectOption('en');
    await page.locator('h1', { hasText: 'Tell us what you experience' }).waitFor();
    await page
      .locator('.item--municipality', { hasText: /English|your own words/ })
      .last()
      .waitFor();
    await visitor.says('The bus to the hospital does not run on Sundays any more.');
    await page.locator('#choices button[data-value="yes"]').waitFor();

    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
    expect(await page.title()).to.equal('Meepraten in Zaanstad');
    expect(await page.locator('label[for="message"]').textContent()).to.equal('Your message');
    expect(await page.locator('#wipe-open').getAttribute('aria-label')).to.equal(null);
    expect(await page.locator('#wipe-open .tool__long').textContent()).to.equal('Erase this conversation');
    expect(await page.locator('#choices').getAttribute('aria-label')).to.equal(
      'Choose an answer or type your own',
    );
    expect(await page.locator('#choices button').first().textContent()).to.equal('Yes');
    await visitor.leaves();
  });

  it('remembers the choice in this browser', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    await visitor.page.locator('#language').selectOption('en');
    await visitor.page.locator('h1', { hasText: 'Tell us' }).waitFor();

    await visitor.page.reload();
    await visitor.page.locator('h1', { hasText: 'Tell us' }).waitFor();

    expect(await visitor.page.locator('#language').inputValue()).to.equal('en');
    await visitor.leaves();
  });

  it('follows when the resident asks for another language in the talk', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);

    await visitor.says('English');
    await visitor.page.locator('h1', { hasText: 'Tell us' }).waitFor();

    expect(await visitor.page.locator('#language').inputValue()).to.equal('en');
    await visitor.leaves();
  });

  it('begins in the language of the browser, and an address that names a language wins', async () => {
    const english = await Visitor.arrives(service.url, { ...PHONE, locale: 'en-GB' });
    const dutch = await Visitor.arrives(service.url, { ...PHONE, locale: 'en-GB' }, '/?lang=nl');

    expect(await english.page.locator('h1').first().textContent()).to.equal('Tell us what you experience');
    expect(await english.page.locator('.item--municipality').last().textContent()).to.contain('own words');
    expect(await dutch.page.locator('h1').first().textContent()).to.equal('Vertel wat u meemaakt');
    await english.leaves();
    await dutch.leaves();
  });
});
