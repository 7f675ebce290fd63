import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../browser.ts';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const violations = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));

/** A member of staff at a browser of their own. */
export class StaffVisitor {
  readonly page: Page;
  /** Errors of our script, what the content security policy refused, and dialogs nobody asked for. */
  readonly complaints: string[] = [];
  readonly #origin: string;

  private constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (line) => {
      if (/Content Security Policy|Trusted|Refused/i.test(line.text())) this.complaints.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin)) this.complaints.push(`asked for ${request.url()}`);
    });
  }

  static async arrives(origin: string, device: BrowserContextOptions = {}): Promise<StaffVisitor> {
    const browser = await launchBrowser();
    const context = await browser.newContext({ locale: 'nl-NL', reducedMotion: 'reduce', ...device });
    return new StaffVisitor(await context.newPage(), origin);
  }

  /** Signs in on the page for developers, by role and team as they are called there. */
  async signsIn(role: string, team = 'wijkteams'): Promise<void> {
    await this.page.goto(`${this.#origin}/staff/sign-in`);
    await this.page.getByLabel('Rol').selectOption(role);
    await this.page.getByLabel('Team').selectOption(team);
    await this.page.getByRole('button', { name: 'Aanmelden met deze rol' }).click();
    await this.page.locator('#person').waitFor();
  }

  /** What axe finds wrong with the page as it is now. */
  async faults(): Promise<z.infer<typeof violations>> {
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))',
    );
    return violations.parse(found);
  }

  /** True when the page is wider than the screen. */
  async scrollsSideways(): Promise<boolean> {
    return (await this.page.evaluate('document.documentElement.scrollWidth > innerWidth')) === true;
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}
