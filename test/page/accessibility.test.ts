import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { z } from 'zod';
import { type Service, startService } from '../service.ts';
import { DESKTOP, PHONE, Visitor } from './visitor.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`;
const DANGER = 'Mijn buurman slaat zijn vrouw, het gebeurt nu, ik ben bang';

const boxesSchema = z.array(z.object({ what: z.string(), width: z.number(), height: z.number() }));
/** All things one can tap that are seen now; a link in a running sentence is exempt (WCAG 2.5.8). */
const TARGETS = `[...document.querySelectorAll('a[href], button, select, textarea, [tabindex="0"]')]
  .filter((one) => one.checkVisibility() && !one.matches('.nl-skip-link, .bubble__text a'))
  .map((one) => ({ what: one.outerHTML.slice(0, 90), width: one.getBoundingClientRect().width, height: one.getBoundingClientRect().height }))`;

async function faults(visitor: Visitor): Promise<unknown> {
  await visitor.evaluates(`${AXE};0`);
  return visitor.evaluates(RUN);
}

describe('the page for everyone', function () {
  this.timeout(60_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [device, options] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      it(`has no fault that axe finds in any state, ${colorScheme}, ${device}`, async () => {
        const visitor = await Visitor.arrives(service.url, { ...options, colorScheme });
        const { page, context } = visitor;

        const found: Record<string, unknown> = { welcome: await faults(visitor) };
        await visitor.says('De bus naar het ziekenhuis rijdt niet meer op zondag.');
        await page.locator('#choices button').first().waitFor();
        found.choices = await faults(visitor);
        await visitor.says(DANGER);
        await page.locator('.bubble--danger').waitFor();
        found.danger = await faults(visitor);
        await context.setOffline(true);
        await visitor.says('Zonder netwerk.');
        await page.locator('.bubble__state--late').waitFor();
        found.offline = await faults(visitor);
        await page.locator('#message').fill('a'.repeat(4_200));
        found.tooLong = await faults(visitor);
        await page.locator('#wipe-open').click();
        found.wipe = await faults(visitor);
        await page.locator('#wipe-yes').click();
        await page.locator('#wiped').waitFor();
        found.wiped = await faults(visitor);
        await context.setOffline(false);
        await page.goto(`${service.url}/privacy`);
        found.privacy = await faults(visitor);

        const none = {
          welcome: [],
          choices: [],
          danger: [],
          offline: [],
          tooLong: [],
          wipe: [],
          wiped: [],
          privacy: [],
        };
        expect(found).to.deep.equal(none);
        await visitor.leaves();
      });
    }
  }

  it('gives every finger 44 pixels, in every state', async () => {
    const visitor = await Visitor.arrives(service.url, PHONE);
    const small = async () =>
      boxesSchema
        .parse(await visitor.evaluates(TARGETS))
        .filter(({ width, height }) => width < 44 || height < 44);

    const found = [await small()];
    await visitor.says('De bus naar het ziekenhuis rijdt niet meer op zondag.');
    await visitor.page.locator('#choices button').first().waitFor();
    found.push(await small());
    await visitor.says(DANGER);
    await visitor.page.locator('.call').first().waitFor();
    found.push(await small());
    await visitor.page.locator('#wipe-open').tap();
    found.push(await small());

    expect(found).to.deep.equal([[], [], [], []]);
    await visitor.leaves();
  });

  it('fits 320 pixels, and a desktop enlarged four times, without scrolling sideways', async () => {
    for (const viewport of [
      { width: 320, height: 640 },
      { width: 320, height: 256 },
    ]) {
      const visitor = await Visitor.arrives(service.url, { viewport });
      await visitor.says(`${DANGER} ${'onafgebroken'.repeat(30)}`);
      await visitor.page.locator('.bubble--danger').waitFor();

      expect(await visitor.evaluates('document.documentElement.scrollWidth')).to.equal(320);
      await visitor.page.goto(`${service.url}/privacy`);
      expect(await visitor.evaluates('document.documentElement.scrollWidth')).to.equal(320);
      await visitor.leaves();
    }
  });

  it('tells a screen reader of each message once, as it comes', async () => {
    const visitor = await Visitor.arrives(service.url, DESKTOP);
    const { page } = visitor;
    await visitor.evaluates(`window.added = []; new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) added.push(node.className.split(' ')[1]);
    }).observe(document.getElementById('log'), { childList: true }); 0`);

    await visitor.says('De bus naar het ziekenhuis rijdt niet meer op zondag.');
    await page.locator('#choices button').first().waitFor();

    expect(await page.locator('#log').getAttribute('role')).to.equal('log');
    expect(await page.locator('#log').getAttribute('aria-live')).to.equal('polite');
    expect(await visitor.evaluates('added')).to.deep.equal(['item--resident', 'item--municipality']);
    await visitor.leaves();
  });
});
