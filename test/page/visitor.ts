import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../browser.ts';

const keptSchema = z.object({ conversationId: z.string(), resumeToken: z.string() });
const grantSchema = z.object({ token: z.string() });
const talkSchema = z.object({ activities: z.array(z.object({ text: z.string().optional() })) });

/** The right to a talk: its id and the token with which one goes on with it. */
export type Right = z.infer<typeof keptSchema>;

/** The texts that the server still gives to who has the right to a talk. */
export async function storedTexts(url: string, { conversationId, resumeToken }: Right): Promise<string[]> {
  const ask = (path: string, token: string, init: RequestInit) =>
    fetch(`${url}/v3/directline${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const renewed = await ask('/tokens/refresh', resumeToken, { method: 'POST', body: '{}' });
  if (!renewed.ok) return [];
  const { token } = grantSchema.parse(await renewed.json());
  const talk = await ask(`/conversations/${conversationId}/activities`, token, {});
  return talkSchema.parse(await talk.json()).activities.flatMap(({ text }) => text ?? []);
}

/** A phone as most residents have it. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
};
/** A desktop computer. */
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** A person with a browser of their own on the resident's page. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses outside our own server that the browser asked for. */
  readonly foreign: string[] = [];
  /** What the browser complained of: refused by the content security policy, or an error in our script. */
  readonly complaints: string[] = [];
  readonly #url: string;

  private constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.context = context;
    this.page = page;
  }

  /** Opens the page and waits for the welcome. */
  static async arrives(url: string, device: BrowserContextOptions = PHONE, path = '/'): Promise<Visitor> {
    const browser = await launchBrowser();
    const context = await browser.newContext({ locale: 'nl-NL', reducedMotion: 'reduce', ...device });
    const visitor = new Visitor(url, context, await context.newPage());
    visitor.#listen(visitor.page);
    await visitor.page.goto(url + path);
    await visitor.page.locator('.item--municipality').nth(1).waitFor();
    return visitor;
  }

  /** Another tab of the same browser. */
  async opensTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.#listen(page);
    await page.goto(this.#url);
    return page;
  }

  /** Types a text and sends it with the key. */
  async says(text: string): Promise<void> {
    await this.page.locator('#message').fill(text);
    await this.page.locator('#message').press('Enter');
  }

  /** Taps the choice with this value, once it is there. */
  async taps(value: string): Promise<void> {
    const choice = this.page.locator(`#choices button[data-value="${value}"]`);
    await (this.page.viewportSize()?.width === 360 ? choice.tap() : choice.click());
  }

  /** Waits until a message of the municipality with this in it is there. */
  async hears(part: string | RegExp): Promise<void> {
    await this.page.locator('.item--municipality', { hasText: part }).first().waitFor();
  }

  /** Everything the resident said, in order, as it is seen. */
  said(): Promise<string[]> {
    return this.page.locator('.item--resident .bubble__text').allTextContents();
  }

  /** What an expression is in the page. */
  evaluates(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  /** The right to the talk that this browser keeps. */
  async keeps(): Promise<Right> {
    return keptSchema.parse(
      JSON.parse(String(await this.evaluates('localStorage.getItem("meepraten.session")'))),
    );
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }

  #listen(page: Page): void {
    page.on('request', (request) => {
      const address = request.url().replace(/^ws/, 'http');
      if (!address.startsWith(`${this.#url}/`)) this.foreign.push(address);
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => {
      if (/Content Security Policy|Trusted|Refused/i.test(line.text())) this.complaints.push(line.text());
    });
  }
}
