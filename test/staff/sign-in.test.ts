import { expect } from 'chai';
import { CLIENT, SignInBrowser, TestIdentityProvider } from './identity-provider.ts';
import { type StaffService, startStaffService } from './staff-service.ts';

const ACCOUNTS = {
  sanne: { name: 'Sanne de Wit', roles: ['meepraten-wijkteams', 'iets-anders'] },
  omar: { name: 'Omar Yilmaz', roles: 'meepraten-wijkteams', teams: ['jeugdteams', 'bestaat-niet'] },
  ria: { roles: ['meepraten-audit', 'meepraten-coordinator'] },
  jan: { name: 'Jan', roles: ['constructor', 'parkeerbeheer'] },
  els: { name: 'Els' },
};

describe('signing in with OpenID Connect', () => {
  let provider: TestIdentityProvider;
  let service: StaffService;

  before(async () => {
    provider = await TestIdentityProvider.start();
    const oidc = { issuer: provider.issuer, ...CLIENT, rolesClaim: 'roles', teamsClaim: 'teams' };
    service = await startStaffService({ config: { oidc }, now: () => new Date() });
  });
  after(async () => {
    await service.close();
    await provider.close();
  });

  async function me(browser: SignInBrowser): Promise<unknown> {
    return (await browser.visit(`${service.origin}/api/staff/me`)).json();
  }

  it('says so while the provider is away, and works once it is back', async () => {
    const browser = new SignInBrowser();

    const away = await browser.visit(`${service.origin}/staff/sign-in`);
    await provider.open(service.origin, ACCOUNTS);
    await browser.signIn(service.origin, 'sanne');

    expect(away.status).to.equal(503);
    expect(await away.text()).to.include('Aanmelden kan nu even niet');
    expect(await me(browser)).to.include({ role: 'case_worker' });
  });

  for (const [name, expected] of [
    ['sanne', { id: 'sanne', name: 'Sanne de Wit', role: 'case_worker', teams: ['wijkteams'] }],
    ['omar', { id: 'omar', name: 'Omar Yilmaz', role: 'case_worker', teams: ['wijkteams', 'jeugdteams'] }],
    ['ria', { id: 'ria', name: 'ria', role: 'coordinator', teams: [] }],
  ] as const) {
    it(`gives ${name} the role and teams of the claims`, async () => {
      const browser = new SignInBrowser();

      const last = await browser.signIn(service.origin, name);

      expect(last.url).to.equal(`${service.origin}/staff`);
      const { id, teams } = expected;
      expect(await me(browser)).to.deep.include({
        id,
        name: expected.name,
        role: expected.role,
        development: false,
      });
      const answer = await me(browser);
      expect(answer).to.have.property('teams').with.length(teams.length);
    });
  }

  for (const name of ['jan', 'els']) {
    it(`lets ${name}, who has no role here, not in, and says kindly why`, async () => {
      const browser = new SignInBrowser();

      const last = await browser.signIn(service.origin, name);

      expect(last.status).to.equal(403);
      expect(await last.text()).to.include('U hebt hier nog geen rol');
      expect(browser.cookie(service.origin, 'staff')).to.equal(undefined);
    });
  }

  it('asks for a code with PKCE, state and nonce', async () => {
    const response = await new SignInBrowser().visit(`${service.origin}/staff/sign-in`, undefined, false);

    const asked = new URL(response.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).to.include({ response_type: 'code', code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).to.match(/^[\w-]{43}$/);
  });

  it('refuses an answer to a sign-in that another browser began, or nobody', async () => {
    const begun = await new SignInBrowser().visit(`${service.origin}/staff/sign-in`, undefined, false);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const other = new SignInBrowser();
    await other.visit(`${service.origin}/staff/sign-in`, undefined, false);

    for (const browser of [other, new SignInBrowser()]) {
      const refused = await browser.visit(
        `${service.origin}/staff/callback?code=x&state=${state}&iss=${provider.issuer}`,
      );
      expect(refused.status).to.equal(400);
      expect(browser.cookie(service.origin, 'staff')).to.equal(undefined);
    }
  });

  it('keeps the session in a cookie that scripts cannot read, and ends it at sign-out', async () => {
    const browser = new SignInBrowser();
    await browser.signIn(service.origin, 'sanne');
    const cookie = `staff=${browser.cookie(service.origin, 'staff')}`;

    const out = await fetch(`${service.origin}/staff/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: service.origin, 'content-type': 'application/json' },
      body: '{}',
    });

    expect(out.headers.get('set-cookie')).to.match(/^staff=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
    expect(await out.json())
      .to.have.property('location')
      .that.matches(/\/session\/end\?/);
  });

  it('has no way to pick a role', async () => {
    const picked = await fetch(`${service.origin}/staff/sign-in`, {
      method: 'POST',
      headers: { origin: service.origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'role=coordinator&team=',
    });

    expect(picked.status).to.equal(405);
  });
});

describe('a staff session', () => {
  it('has a __Host- cookie over HTTPS, lasts eight hours, and belongs to its identity provider', async () => {
    const { StaffSessions, SESSION_SECONDS } = await import('../../bot/staff-api/session.ts');
    const service = await startStaffService();
    const { config } = service;
    const start = new Date('2026-11-20T09:00:00Z');
    const later = new Date(start.getTime() + SESSION_SECONDS * 1000 + 1000);
    const person = { id: 'u1', name: 'U', role: 'coordinator', teams: [] } as const;
    const secure = { ...config, publicUrl: 'https://meepraten.example' };
    const oidc = { issuer: 'https://login.example', ...CLIENT, rolesClaim: 'roles', teamsClaim: 'teams' };

    const cookie = await new StaffSessions(secure, () => start).start(person);
    const value = cookie.slice('__Host-staff='.length, cookie.indexOf(';'));
    const cookies = { '__Host-staff': value };

    expect(cookie).to.match(/^__Host-staff=[\w.-]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax; Secure$/);
    expect((await new StaffSessions(secure, () => start).read(cookies))?.person).to.deep.equal(person);
    expect(await new StaffSessions(secure, () => later).read(cookies)).to.equal(undefined);
    expect(await new StaffSessions({ ...secure, oidc }, () => start).read(cookies)).to.equal(undefined);
    expect(await new StaffSessions(config, () => start).read({ staff: value.replace(/.$/, '') })).to.equal(
      undefined,
    );
    await service.close();
  });
});

describe('the sign-in of developers', () => {
  for (const [name, config, status] of [
    ['shows in red what it is, in development', {}, 200],
    ['is not there in production', { production: true }, 404],
  ] as const) {
    it(name, async () => {
      const service = await startStaffService({ config });

      const shown = await fetch(`${service.origin}/staff/sign-in`);
      const picked = await fetch(`${service.origin}/staff/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: service.origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'role=coordinator&team=wijkteams',
      });

      expect(shown.status).to.equal(status);
      expect((await shown.text()).includes('aanmelding voor ontwikkelaars')).to.equal(status === 200);
      expect(picked.headers.has('set-cookie')).to.equal(status === 200);
      await service.close();
    });
  }
});
