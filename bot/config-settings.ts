import { z } from 'zod';
import { isAddressOrNetwork } from './gate-client.ts';

const whole = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= low && value <= high);

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

/** 32 bytes or more in base64 or base64url. */
const key = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]+=*$/)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length >= 32 && new Set(bytes).size >= 8);

/** One setting of the environment: its default as written there ('' when it has none), how it is read, what is expected. */
interface Setting<T> {
  readonly preset: string;
  readonly schema: z.ZodType<T, string>;
  readonly expected: string;
}

const setting = <T>(preset: string, schema: z.ZodType<T, string>, expected: string): Setting<T> => ({
  preset,
  schema,
  expected,
});
const text = z.string().min(1).max(2_000);

/** Every setting, in the order of `.env.example` and `docs/configuration.md`. */
export const SETTINGS = {
  NODE_ENV: setting(
    'development',
    z.enum(['development', 'production', 'test']),
    'development or production',
  ),
  HOST: setting(
    '127.0.0.1',
    z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/),
    'an address or host name to listen on',
  ),
  PORT: setting('3978', whole(0, 65_535), 'a whole number from 0 to 65535; 0 takes any free port'),
  PUBLIC_URL: setting(
    '',
    url(['http:', 'https:']),
    'the address browsers use, as https://meepraten.example.nl',
  ),
  TRUSTED_PROXIES: setting(
    '',
    z
      .string()
      .transform((list) => list.split(',').map((entry) => entry.trim()))
      .refine((entries) => entries.every(isAddressOrNetwork)),
    'addresses or networks with commas between, as 10.0.0.5,10.1.0.0/16',
  ),
  DATA_DIR: setting('data', text, 'a folder'),
  MUNICIPALITY: setting(
    'zaanstad',
    z.string().regex(/^[a-z0-9-]{1,60}$/),
    'the name of a file in municipalities/, without .yaml',
  ),
  MONGODB_URL: setting(
    '',
    z.string().regex(/^mongodb(?:\+srv)?:\/\/[^\s/]+/),
    'a mongodb:// or mongodb+srv:// address',
  ),
  MASTER_KEY: setting('', key, 'at least 32 random bytes in base64, as `openssl rand -base64 32` makes'),
  LOG_LEVEL: setting(
    'info',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    'debug, info, warn, error or silent',
  ),
  METRICS_PORT: setting(
    '9464',
    z
      .literal('off')
      .transform(() => null)
      .or(whole(0, 65_535)),
    'a whole number from 0 to 65535, or off',
  ),
  RATE_CLIENT_PER_MINUTE: setting('', whole(1, 1_000_000), 'a whole number from 1 to 1000000'),
  RATE_MESSAGES_PER_30_SECONDS: setting('60', whole(1, 100_000), 'a whole number from 1 to 100000'),
  OIDC_ISSUER: setting('', url(['http:', 'https:']), 'the address of the OpenID Connect provider'),
  OIDC_CLIENT_ID: setting('', text, 'the client id at the provider'),
  OIDC_CLIENT_SECRET: setting('', text, 'the client secret at the provider'),
  OIDC_ROLES_CLAIM: setting('roles', text, 'the name of a claim'),
  OIDC_TEAMS_CLAIM: setting('teams', text, 'the name of a claim'),
  MicrosoftAppId: setting('', z.guid(), 'the application id (a GUID)'),
  MicrosoftAppPassword: setting('', text, 'the client secret of the application'),
  MicrosoftAppType: setting(
    '',
    z.enum(['SingleTenant', 'UserAssignedMSI']),
    'SingleTenant or UserAssignedMSI',
  ),
  MicrosoftAppTenantId: setting('', z.guid(), 'the tenant id (a GUID)'),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

/** What each setting was read as; undefined when it is not set and has no default, or is faulty. */
export type Settings = {
  readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> | undefined;
};

/** Reads every setting; adds a fault for each that cannot be read, naming it and what is expected. */
export function readSettings(env: Readonly<Record<string, string | undefined>>, faults: string[]): Settings {
  const read = <T>(name: SettingName, { preset, schema, expected }: Setting<T>): T | undefined => {
    const raw = (env[name] ?? '') === '' ? preset : env[name];
    if (raw === undefined || raw === '') return undefined;
    const result = schema.safeParse(raw);
    if (!result.success) faults.push(`${name}: expected ${expected}`);
    return result.data;
  };
  return {
    NODE_ENV: read('NODE_ENV', SETTINGS.NODE_ENV),
    HOST: read('HOST', SETTINGS.HOST),
    PORT: read('PORT', SETTINGS.PORT),
    PUBLIC_URL: read('PUBLIC_URL', SETTINGS.PUBLIC_URL),
    TRUSTED_PROXIES: read('TRUSTED_PROXIES', SETTINGS.TRUSTED_PROXIES),
    DATA_DIR: read('DATA_DIR', SETTINGS.DATA_DIR),
    MUNICIPALITY: read('MUNICIPALITY', SETTINGS.MUNICIPALITY),
    MONGODB_URL: read('MONGODB_URL', SETTINGS.MONGODB_URL),
    MASTER_KEY: read('MASTER_KEY', SETTINGS.MASTER_KEY),
    LOG_LEVEL: read('LOG_LEVEL', SETTINGS.LOG_LEVEL),
    METRICS_PORT: read('METRICS_PORT', SETTINGS.METRICS_PORT),
    RATE_CLIENT_PER_MINUTE: read('RATE_CLIENT_PER_MINUTE', SETTINGS.RATE_CLIENT_PER_MINUTE),
    RATE_MESSAGES_PER_30_SECONDS: read('RATE_MESSAGES_PER_30_SECONDS', SETTINGS.RATE_MESSAGES_PER_30_SECONDS),
    OIDC_ISSUER: read('OIDC_ISSUER', SETTINGS.OIDC_ISSUER),
    OIDC_CLIENT_ID: read('OIDC_CLIENT_ID', SETTINGS.OIDC_CLIENT_ID),
    OIDC_CLIENT_SECRET: read('OIDC_CLIENT_SECRET', SETTINGS.OIDC_CLIENT_SECRET),
    OIDC_ROLES_CLAIM: read('OIDC_ROLES_CLAIM', SETTINGS.OIDC_ROLES_CLAIM),
    OIDC_TEAMS_CLAIM: read('OIDC_TEAMS_CLAIM', SETTINGS.OIDC_TEAMS_CLAIM),
    MicrosoftAppId: read('MicrosoftAppId', SETTINGS.MicrosoftAppId),
    MicrosoftAppPassword: read('MicrosoftAppPassword', SETTINGS.MicrosoftAppPassword),
    MicrosoftAppType: read('MicrosoftAppType', SETTINGS.MicrosoftAppType),
    MicrosoftAppTenantId: read('MicrosoftAppTenantId', SETTINGS.MicrosoftAppTenantId),
  };
}
