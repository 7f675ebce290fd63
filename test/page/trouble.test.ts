import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { DESKTOP, storedTexts, Visitor } from './visitor.ts';

const STORY = 'De bus naar het ziekenhuis rijdt niet meer op zondag.';

describe('the page in trouble', function () {
  this.timeout(40_000);
  let service: Service;
  let later = 0;
  before(async () => {
    service = await startService({ now: () => new Date(Date.now() + later) });
  });
  after(() => service.stop());

  it('keeps what was typed without network, and sends it once when the network is back', async () => {
    const visitor = await Visitor.arrives(service.url);
    const { page, context } = visitor;

    await context.setOffline(true);
    await page.locator('#offline').waitFor();
    await visitor.says(STORY);
    await visitor.says('En op zaterdag ook niet.');
    await page.locator('.bubble__state--late').first().waitFor();
    await context.setOffline(false);
    await visitor.hears('Mogen wij');
    await page.locator('.bubble__state').first().waitFor({ state: 'detached' });
    await page.locator('#offline').waitFor({ state: 'hidden' });

    expect(await visitor.said()).to.deep.equal([STORY, 'En op zaterdag ook niet.']);
    expect(
      (await storedTexts(service.url, await visitor.keeps())).filter((text) => text === STORY),
    ).to.have.length(1);
    expect(await visitor.evaluates('localStorage.getItem("meepraten.outbox")')).to.equal(null);
    await visitor.leaves();
  });

  it('sends once what was acknowledged but whose acknowledgement got lost', async () => {
    const visitor = await Visitor.arrives(service.url);
    let lost = 0;
    await visitor.page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });

    await visitor.says(STORY);
    await visitor.hears('Mogen wij');
    await visitor.page.locator('.bubble__state').first().waitFor({ state: 'detached' });

    expect(lost).to.equal(1);
    expect(await visitor.said()).to.deep.equal([STORY]);
    expect(
      (await storedTexts(service.url, await visitor.keeps())).filter((text) => text === STORY),
    ).to.have.length(1);
    await visitor.leaves();
  });

  it('goes on after a reload, with what was typed and not sent still in the field', async () => {
    const visitor = await Visitor.arrives(service.url);
    const { page } = visitor;
    await visitor.says(STORY);
    await page.locator('#choices button').first().waitFor();
    await page.locator('#message').fill('half af');

    await page.reload();
    await page.locator('#choices button').first().waitFor();

    expect(await visitor.said()).to.deep.equal([STORY]);
    expect(await page.locator('#message').inputValue()).to.equal('half af');
    await visitor.taps('yes');
    await page.locator('.item--municipality').nth(3).waitFor();
    await visitor.leaves();
  });

  it('sends what was typed without network even when the page was closed in between', async () => {
    const visitor = await Visitor.arrives(service.url);
    await visitor.context.setOffline(true);
    await visitor.says(STORY);
    await visitor.page.locator('.bubble__state--late').waitFor();
    await visitor.page.close();
    await visitor.context.setOffline(false);

    const page = await visitor.opensTab();
    await page.locator('.item--municipality', { hasText: 'Mogen wij' }).waitFor();

    expect(await page.locator('.item--resident .bubble__text').allTextContents()).to.deep.equal([STORY]);
    await visitor.leaves();
  });

  it('goes on when the phone slept for an hour and the right to write has expired', async () => {
    const visitor = await Visitor.arrives(service.url);
    later += 60 * 60_000;

    await visitor.says(STORY);
    await visitor.hears('Mogen wij');
    await visitor.page.reload();
    await visitor.hears('Mogen wij');

    expect(await visitor.said()).to.deep.equal([STORY]);
    await visitor.leaves();
  });

  it('shows the same talk in another tab, at once', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);
    const other = await visitor.opensTab();
    await other.locator('.item--municipality').nth(1).waitFor();

    await visitor.says(STORY);
    await other.locator('#choices button[data-value="yes"]').click();
    await visitor.page.locator('.item--resident', { hasText: /Ja$/ }).waitFor();

    expect(await other.locator('.item--resident .bubble__text').allTextContents()).to.deep.equal([
      STORY,
      'Ja',
    ]);
    expect(await visitor.said()).to.deep.equal([STORY, 'Ja']);
    await visitor.leaves();
  });

  it('works where no WebSocket gets through', async () => {
    const visitor = await Visitor.arrives(service.url);
    await visitor.page.routeWebSocket(/stream/, (socket) => void socket.close());
    await visitor.page.reload();
    await visitor.page.locator('.item--municipality').nth(1).waitFor();

    await visitor.says(STORY);
    await visitor.hears('Mogen wij');

    expect(await visitor.said()).to.deep.equal([STORY]);
    await visitor.leaves();
  });

  it('starts anew with a kind sentence when the talk is no longer there', async () => {
    const visitor = await Visitor.arrives(service.url);
    const gone = JSON.stringify({ conversationId: 'gone', resumeToken: 'gone' });
    await visitor.evaluates(`localStorage.setItem('meepraten.session', ${JSON.stringify(gone)})`);

    await visitor.page.reload();
    await visitor.page.locator('.note', { hasText: 'opnieuw beginnen' }).waitFor();
    await visitor.says(STORY);
    await visitor.hears('Mogen wij');

    expect(await visitor.said()).to.deep.equal([STORY]);
    await visitor.leaves();
  });
});
