import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { type Service, startService } from '../service.ts';
import { webChatBundle } from './web-chat-bundle.ts';

const STORY = 'Ik wacht al weken op huishoudelijke hulp en niemand belt mij terug.';
const FOLLOW_CODE = /(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}/;
const MOST_CHOICES = 15;
const OWN_BUBBLE = '.webchat__bubble--from-user .webchat__bubble__content';
const BUBBLE = '.webchat__bubble__content';
const CHOICE = 'button.webchat__suggested-action';

const HTML = `<!doctype html><html lang="nl"><body style="margin:0"><div id="chat" style="height:100vh"></div>
<script src="/test/webchat.js"></script><script src="/test/page.js"></script></body></html>`;

/** What a municipality's own site would do to show the talk in Web Chat. */
const SCRIPT = `(async () => {
  const { token } = await (await fetch('/v3/directline/tokens/generate', { method: 'POST' })).json();
  const webSocket = !location.search.includes('polling');
  const directLine = WebChat.createDirectLine({ domain: location.origin + '/v3/directline', token, webSocket });
  WebChat.renderWebChat({ directLine, locale: 'nl-NL' }, document.getElementById('chat'));
})();`;

describe('Web Chat', function () {
  this.timeout(120_000);
  let service: Service;
  let bundle: string;
  before(async function () {
    const path = await webChatBundle();
    if (path === null) {
      process.stderr.write(
        'Web Chat could not be fetched from the package registry: its tests are skipped\n',
      );
      this.skip();
    }
    bundle = readFileSync(path, 'utf8');
    service = await startService();
  });
  after(() => service?.stop());

  /** Web Chat on a page of the service's own address, without our own page's policy; other addresses it asks for are kept in `foreign`. */
  const open = async (search: string): Promise<{ page: Page; foreign: string[] }> => {
    const page = await (await launchBrowser()).newPage({ locale: 'nl-NL', bypassCSP: true });
    const foreign: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== service.url) foreign.push(url.origin);
    });
    const serve = (path: string, contentType: string, body: string) =>
      page.route(`${service.url}${path}`, (route) => route.fulfill({ contentType, body }));
    await serve('/test/webchat.js', 'text/javascript; charset=utf-8', bundle);
    await serve('/test/page.js', 'text/javascript; charset=utf-8', SCRIPT);
    await page.goto(`${service.url}/health/live${search}`);
    await page.setContent(HTML);
    return { page, foreign };
  };

  const transcript = (page: Page) => page.locator('.webchat__basic-transcript').innerText();

  for (const [way, search] of [
    ['over a WebSocket', ''],
    ['by polling', '?polling'],
  ] as const) {
    it(`holds a whole talk, from its own bundle, ${way}`, async () => {
      const { page, foreign } = await open(search);
      await page.getByText('Hallo!').first().waitFor();

      const input = page.locator('[data-id="webchat-sendbox-input"]');
      await input.fill(STORY);
      await input.press('Enter');
      for (
        let choices = 0;
        choices < MOST_CHOICES && !FOLLOW_CODE.test(await transcript(page));
        choices += 1
      ) {
        const first = page.locator(CHOICE).first();
        await first.waitFor();
        const said = await page.locator(BUBBLE).count();
        await first.click();
        await page
          .locator(BUBBLE)
          .nth(said + 1)
          .waitFor();
        await page.locator(CHOICE).first().waitFor();
      }

      expect(await transcript(page)).to.match(FOLLOW_CODE);
      expect(await page.locator(OWN_BUBBLE, { hasText: STORY }).count()).to.equal(1);
      expect(foreign).to.deep.equal([]);
      await page.close();
    });
  }
});
