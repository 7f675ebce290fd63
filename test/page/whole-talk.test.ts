import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { DESKTOP, PHONE, Visitor } from './visitor.ts';

const STORY = 'De regiotaxi komt vaak een half uur te laat. Mijn moeder staat dan in de kou te wachten.';
const WISH = 'Een berichtje als het later wordt.';

describe('a whole talk on the page', function () {
  this.timeout(30_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('is done by touch on a phone of 360 pixels, without the keyboard opening by itself', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const { page } = visitor;
    expect(await visitor.evaluates('document.activeElement === document.body')).to.equal(true);

    await page.locator('#message').tap();
    await page.locator('#message').fill(STORY);
    await page.locator('.composer__send').tap();
    await visitor.taps('yes');
    await visitor.taps('collective');
    await visitor.taps('other');
    await visitor.hears('hoe zou het beter kunnen');
    await visitor.says(WISH);
    await visitor.taps('yes');
    await visitor.taps('neighbourhood:poelenburg');
    await visitor.taps('yes');
    await visitor.taps('chat');
    await visitor.hears('Klopt dit zo?');
    const summary = await page.locator('.summary dd').allTextContents();
    await visitor.taps('confirm');
    await page.locator('.follow-code__code').waitFor();

    expect(summary).to.include.members([STORY, WISH, 'Poelenburg']);
    expect(await page.locator('.follow-code__code').textContent()).to.match(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/);
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leaves();
  });

  it('is done with the keyboard only at 1280 pixels, and the focus is never lost', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);
    const { page } = visitor;
    const choose = async (value: string) => {
      await page.locator(`#choices button[data-value="${value}"]`).waitFor();
      const said = await page.locator('.item--resident').count();
      for (let steps = 0; steps < 20; steps += 1) {
        await page.keyboard.press('Shift+Tab');
        if ((await visitor.evaluates('document.activeElement.dataset.value')) === value) break;
      }
      await page.keyboard.press('Enter');
      await page.locator('.item--resident').nth(said).waitFor();
      expect(await visitor.evaluates('document.activeElement.id')).to.equal('message');
    };
    expect(await visitor.evaluates('document.activeElement.id')).to.equal('message');

    await page.keyboard.type('Mijn woning is veel te klein en heel vochtig,');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('mijn kinderen worden er benauwd van.');
    await page.keyboard.press('Enter');
    await choose('yes');
    await choose('individual');
    await choose('self');
    await visitor.hears('hoe zou het beter kunnen');
    await page.keyboard.type('Een droge woning.');
    await page.keyboard.press('Enter');
    await choose('skip');
    await choose('skip');
    await choose('no');
    await choose('confirm');
    await page.locator('.follow-code__code').waitFor();

    expect((await visitor.said())[0]).to.equal(
      'Mijn woning is veel te klein en heel vochtig,\nmijn kinderen worden er benauwd van.',
    );
    await visitor.leaves();
  });

  it('begins with a way past the heading for who uses the keyboard', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);

    await visitor.page.keyboard.press('Tab');
    const seen = await visitor.page.locator('.nl-skip-link').boundingBox();
    await visitor.page.keyboard.press('Enter');

    expect(seen?.y).to.be.at.least(0);
    expect(await visitor.evaluates('document.activeElement.id')).to.equal('talk');
    await visitor.leaves();
  });
});
