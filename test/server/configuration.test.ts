import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigError, parseConfig } from '../../bot/config.ts';
import { loadConfig } from '../../bot/config-load.ts';
import { SETTINGS } from '../../bot/config-settings.ts';

type Environment = Record<string, string | undefined>;

const readText = (path: string) => readFileSync(path, 'utf8');
const MASTER_KEY = randomBytes(32).toString('base64');
const PRODUCTION: Environment = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://meepraten.example.nl/',
  TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16',
  MUNICIPALITY: 'zaanstad',
  MASTER_KEY,
  OIDC_ISSUER: 'https://login.example.nl',
  OIDC_CLIENT_ID: 'meepraten',
  OIDC_CLIENT_SECRET: randomBytes(16).toString('hex'),
};

function faultsOf(env: Environment, execArgv: readonly string[] = []): readonly string[] {
  try {
    parseConfig(env, readText, execArgv);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.faults;
    throw thrown;
  }
}

const settingsIn = (faults: readonly string[]) => faults.map((fault) => fault.split(':', 1)[0]);

describe('the configuration', () => {
  it('needs nothing but a key for development on loopback', () => {
    const config = parseConfig({ MASTER_KEY }, readText);

    expect(config).to.deep.include({
      production: false,
      host: '127.0.0.1',
      port: 3978,
      publicUrl: null,
      dataDir: 'data',
      mongodbUrl: null,
      metricsPort: 9464,
      oidc: null,
      botFramework: null,
    });
    expect(config.profile.id).to.equal('zaanstad');
  });

  it('accepts a complete production environment', () => {
    const config = parseConfig(PRODUCTION, readText);

    expect(config).to.deep.include({
      production: true,
      publicUrl: 'https://meepraten.example.nl',
      trustedProxies: ['10.0.0.5', '10.1.0.0/16'],
    });
    expect(config.rates.client).to.deep.equal({ points: 1_200, seconds: 60 });
  });

  const REFUSED: readonly (readonly [string, Environment, readonly string[]])[] = [
    ['no key', { MASTER_KEY: '' }, ['MASTER_KEY']],
    ['a short key', { MASTER_KEY: randomBytes(31).toString('base64') }, ['MASTER_KEY']],
    ['a key of equal bytes', { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }, ['MASTER_KEY']],
    ['no public address', { PUBLIC_URL: undefined }, ['PUBLIC_URL']],
    ['a public address without TLS', { PUBLIC_URL: 'http://meepraten.example.nl' }, ['PUBLIC_URL']],
    ['no municipality', { MUNICIPALITY: '' }, ['MUNICIPALITY']],
    ['an unknown municipality', { MUNICIPALITY: 'atlantis' }, ['MUNICIPALITY']],
    ['a municipality that is a path', { MUNICIPALITY: '../zaanstad' }, ['MUNICIPALITY']],
    [
      'no provider',
      { OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' },
      ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ],
    ['a provider without TLS', { OIDC_ISSUER: 'http://login.example.nl' }, ['OIDC_ISSUER']],
    ['a weak client secret', { OIDC_CLIENT_SECRET: 'geheim' }, ['OIDC_CLIENT_SECRET']],
    ['an open host without a proxy', { TRUSTED_PROXIES: '' }, ['TRUSTED_PROXIES']],
    ['a proxy that is no address', { TRUSTED_PROXIES: 'proxy.example.nl' }, ['TRUSTED_PROXIES']],
    ['unchecked certificates', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, ['NODE_TLS_REJECT_UNAUTHORIZED']],
    ['an inspector', { NODE_OPTIONS: '--max-old-space-size=512 --inspect=0.0.0.0' }, ['NODE_OPTIONS']],
    [
      'MongoDB elsewhere without TLS',
      { MONGODB_URL: 'mongodb://db1.example.nl:27017,db2.example.nl:27017/x' },
      ['MONGODB_URL'],
    ],
    [
      'MongoDB with unchecked certificates',
      { MONGODB_URL: 'mongodb://db.example.nl/?tls=true&tlsInsecure=true' },
      ['MONGODB_URL'],
    ],
    [
      'half a bot registration',
      { MicrosoftAppId: 'd0c6e1a4-0000-4000-8000-000000000000' },
      ['MicrosoftAppPassword', 'MicrosoftAppType', 'MicrosoftAppTenantId'],
    ],
    ['a port that is none', { PORT: '70000' }, ['PORT']],
  ];
  for (const [what, change, settings] of REFUSED) {
    it(`refuses production with ${what}`, () => {
      expect([...new Set(settingsIn(faultsOf({ ...PRODUCTION, ...change })))]).to.deep.equal(settings);
    });
  }

  it('refuses production with an inspector on the command line', () => {
    expect(settingsIn(faultsOf(PRODUCTION, ['--inspect-brk']))).to.deep.equal(['NODE_OPTIONS']);
  });

  it('accepts MongoDB with TLS, and on loopback without', () => {
    expect(faultsOf({ ...PRODUCTION, MONGODB_URL: 'mongodb+srv://user:word@db.example.nl/x' })).to.deep.equal(
      [],
    );
    expect(
      faultsOf({ ...PRODUCTION, MONGODB_URL: 'mongodb://db1.example.nl:1,db2.example.nl:2/x?tls=true' }),
    ).to.deep.equal([]);
    expect(faultsOf({ ...PRODUCTION, MONGODB_URL: 'mongodb://127.0.0.1:27017' })).to.deep.equal([]);
  });

  it('refuses development on the network while anyone could pick a staff role', () => {
    expect(settingsIn(faultsOf({ MASTER_KEY, HOST: '0.0.0.0' }))).to.deep.equal(['HOST']);
  });

  it('lists all faults at once and shows no value', () => {
    const secret = 'very-secret-value';

    const faults = faultsOf({
      NODE_ENV: 'production',
      PORT: secret,
      MASTER_KEY: secret,
      OIDC_CLIENT_SECRET: secret,
      MONGODB_URL: `mongodb://x:${secret}@db.example.nl`,
      PUBLIC_URL: secret,
    });

    expect(settingsIn(faults)).to.include.members([
      'PORT',
      'MASTER_KEY',
      'MONGODB_URL',
      'PUBLIC_URL',
      'OIDC_ISSUER',
    ]);
    expect(faults.join('\n')).not.to.include(secret);
  });

  it('names the line of a fault in the profile', () => {
    expect(() => parseConfig({ MASTER_KEY }, () => 'id: zaanstad\nphone: 14\n')).to.throw(
      ConfigError,
      'municipalities/zaanstad.yaml:2',
    );
  });

  it('makes a key file of its own in development, for its owner only, and keeps it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'meepraten-'));
    try {
      const DATA_DIR = join(folder, 'data');

      const first = loadConfig({ DATA_DIR });
      const second = loadConfig({ DATA_DIR });

      expect(first.masterKey).to.have.length(32);
      expect(second.masterKey).to.deep.equal(first.masterKey);
      expect(statSync(join(DATA_DIR, 'master.key')).mode & 0o777).to.equal(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the documents on configuration', () => {
  it('list every setting with its default in .env.example', () => {
    const lines = readText('.env.example').matchAll(/^#? ?([A-Za-z_0-9]+)=(.*)$/gm);
    const listed = Object.fromEntries([...lines].map(([, name, preset]) => [name, preset]));

    const presets = Object.fromEntries(Object.entries(SETTINGS).map(([name, { preset }]) => [name, preset]));
    expect(listed).to.deep.equal(presets);
  });

  it('explain every setting with its default in docs/configuration.md', () => {
    const rows = readText('docs/configuration.md').matchAll(/^\| `([A-Za-z_0-9]+)` \| (?:`([^`]*)`)? ?\|/gm);
    const explained = Object.fromEntries([...rows].map(([, name, preset]) => [name, preset ?? '']));

    const presets = Object.fromEntries(Object.entries(SETTINGS).map(([name, { preset }]) => [name, preset]));
    expect(explained).to.deep.equal(presets);
  });
});
