import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import { ProfileError, parseProfile } from '../services/contributions/profile.ts';
import { developmentFaults, isLoopbackHost, productionFaults, type Surroundings } from './config-checks.ts';
import { readSettings, SETTINGS, type Settings } from './config-settings.ts';
import type { RateLimit } from './rate.ts';

/** Everything the service is told from outside, read once. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where browsers reach the service, without a slash at the end; null when not told (development). */
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  readonly profile: MunicipalityProfile;
  /** Null for the embedded SQLite store under `dataDir`. */
  readonly mongodbUrl: string | null;
  readonly masterKey: Buffer;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Null when metrics are off; 0 takes any free port. */
  readonly metricsPort: number | null;
  readonly rates: { readonly client: RateLimit; readonly messages: RateLimit };
  /** Null when staff pick a role, in development on loopback only. */
  readonly oidc: OidcSettings | null;
  readonly botFramework: BotFrameworkSettings | null;
}

/** The identity provider of staff. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly rolesClaim: string;
  readonly teamsClaim: string;
}

/** The registration at Azure Bot Service, under Microsoft's own names. */
export interface BotFrameworkSettings {
  readonly appId: string;
  readonly appPassword: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI';
  readonly tenantId: string;
}

/** The configuration cannot be used; `faults` names each setting and what is expected, never its value. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads the environment and the municipality's profile. An empty setting counts as not set.
 *
 * `readText` reads a file, `municipalities/<id>.yaml`; `execArgv` are the options the process was started with.
 * Errors: ConfigError with every fault at once; in production also when a security setting is missing, weak or
 * contradicts another.
 */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  readText: (path: string) => string,
  execArgv: readonly string[] = [],
): Config {
  const faults: string[] = [];
  const settings = readSettings(env, faults);
  const production = env.NODE_ENV === 'production';
  const given = (name: string) => (env[name] ?? '') !== '';
  const surroundings: Surroundings = {
    settings,
    given,
    nodeOptions: [...(env.NODE_OPTIONS ?? '').split(/\s+/), ...execArgv],
    tlsUnchecked: env.NODE_TLS_REJECT_UNAUTHORIZED === '0',
  };
  faults.push(...(production ? productionFaults(surroundings) : developmentFaults(surroundings)));
  const profile = readProfile(settings.MUNICIPALITY, readText, faults);
  const { HOST, PORT, DATA_DIR, MASTER_KEY, LOG_LEVEL, METRICS_PORT } = settings;
  if (!given('MASTER_KEY')) faults.push(`MASTER_KEY: missing; expected ${SETTINGS.MASTER_KEY.expected}`);
  const complete =
    HOST && PORT !== undefined && DATA_DIR && MASTER_KEY && LOG_LEVEL && METRICS_PORT !== undefined;
  if (faults.length > 0 || !profile || !complete) throw new ConfigError([...new Set(faults)]);
  return {
    production,
    host: HOST,
    port: PORT,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    dataDir: DATA_DIR,
    profile,
    mongodbUrl: settings.MONGODB_URL ?? null,
    masterKey: MASTER_KEY,
    logLevel: LOG_LEVEL,
    metricsPort: METRICS_PORT,
    rates: readRates(settings, production),
    oidc: readOidc(settings),
    botFramework: readBotFramework(settings),
  };
}

function readProfile(
  id: string | undefined,
  readText: (path: string) => string,
  faults: string[],
): MunicipalityProfile | undefined {
  if (id === undefined) return undefined;
  const path = `municipalities/${id}.yaml`;
  let yaml: string;
  try {
    yaml = readText(path);
  } catch {
    faults.push(`MUNICIPALITY: expected ${SETTINGS.MUNICIPALITY.expected}`);
    return undefined;
  }
  try {
    return parseProfile(yaml, path);
  } catch (thrown) {
    if (!(thrown instanceof ProfileError)) throw thrown;
    faults.push(...thrown.faults);
    return undefined;
  }
}

/** Load tests run from loopback, all from one address; a resident never needs more than a few requests a second. */
function readRates(settings: Settings, production: boolean): Config['rates'] {
  const open = !production && isLoopbackHost(settings.HOST ?? '');
  return {
    client: { points: settings.RATE_CLIENT_PER_MINUTE ?? (open ? 60_000 : 1_200), seconds: 60 },
    messages: { points: settings.RATE_MESSAGES_PER_30_SECONDS ?? 60, seconds: 30 },
  };
}

function readOidc(settings: Settings): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    rolesClaim: settings.OIDC_ROLES_CLAIM ?? 'roles',
    teamsClaim: settings.OIDC_TEAMS_CLAIM ?? 'teams',
  };
}

function readBotFramework(settings: Settings): BotFrameworkSettings | null {
  const appId = settings.MicrosoftAppId;
  const appPassword = settings.MicrosoftAppPassword;
  const appType = settings.MicrosoftAppType;
  const tenantId = settings.MicrosoftAppTenantId;
  if (!appId || !appPassword || !appType || !tenantId) return null;
  return { appId, appPassword, appType, tenantId };
}
