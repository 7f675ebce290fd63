import { expect } from 'chai';
import { type Service, startService } from '../service.ts';

describe('how the pages are served', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(service.url + path, { headers });
  const pageOf = async (path: string, headers: Record<string, string> = {}) =>
    (await get(path, headers)).text();
  const assets = async () =>
    [...(await pageOf('/')).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => String(path));

  it('sends every file of the page in the smallest encoding the browser takes', async () => {
    for (const path of await assets()) {
      const plain = await get(path, { 'accept-encoding': 'identity' });
      const text = await plain.text();
      for (const [accepted, encoding] of [
        ['br, gzip', 'br'],
        ['gzip, br;q=0', 'gzip'],
        ['gzip', 'gzip'],
        ['', null],
      ] as const) {
        const answer = await get(path, { 'accept-encoding': accepted || 'identity' });
        expect(answer.headers.get('content-encoding'), path).to.equal(encoding);
        expect(await answer.text(), path).to.equal(text);
      }
      expect(plain.headers.get('vary')).to.equal('Accept-Encoding');
    }
  });

  it('lets browsers keep the files for ever, as their names change with their content, and the pages never', async () => {
    const files = await assets();

    expect(files).to.have.length.greaterThan(4);
    for (const path of files) {
      expect(path).to.match(/-[0-9A-Za-z]{8}\.(js|css|svg|json)$/);
      expect((await get(path)).headers.get('cache-control')).to.contain('immutable');
    }
    for (const path of ['/', '/privacy', '/staff']) {
      const answer = await get(path);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers.get('cache-control'), path).to.equal('no-store');
      expect(answer.headers.get('content-type'), path).to.equal('text/html; charset=utf-8');
    }
  });

  it('answers 404 for a file that is not one of them, whatever its name', async () => {
    for (const name of ['main.js', '..%2f..%2fpackage.json', '__proto__', 'constructor']) {
      expect((await get(`/assets/${name}`)).status, name).to.be.oneOf([400, 404]);
    }
  });

  it('speaks the language the address asks, else the first the browser likes that we speak, else Dutch', async () => {
    const cases = [
      ['/', 'en-GB,en;q=0.9', 'en'],
      ['/', 'fr-FR, en;q=0.4, nl;q=0.7', 'nl'],
      ['/', 'ti, ar', 'nl'],
      ['/', 'en;q=0, nl;q=0.1', 'nl'],
      ['/?lang=nl', 'en', 'nl'],
      ['/?lang=xx', 'en', 'en'],
      ['/?lang=__proto__', ';;q=,,', 'nl'],
      ['/privacy?lang=en', 'nl', 'en'],
    ] as const;

    for (const [path, accepted, language] of cases) {
      expect(await pageOf(path, { 'accept-language': accepted }), `${path} ${accepted}`).to.contain(
        `<html lang="${language}"`,
      );
    }
  });

  it('tells in the privacy text for how long things are kept, from the profile', async () => {
    const { retention, phone, name } = service.config.profile;
    const dutch = await pageOf('/privacy?lang=nl');
    const english = await pageOf('/privacy?lang=en');

    expect(dutch).to.contain(`${retention.abandoned} dagen`).and.contain(`${retention.auditYears} jaar`);
    expect(english).to.contain(`${retention.individual} days`);
    for (const page of [dutch, english]) {
      expect(page).to.contain(phone).and.contain(name);
      expect(page).not.to.contain('{{');
    }
  });

  it("carries the municipality's own design tokens", async () => {
    const path = (await assets()).find((one) => one.includes('design-'));

    expect(await pageOf(String(path))).to.contain(service.config.profile.design.light['--meepraten-accent']);
  });
});
