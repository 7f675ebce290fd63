import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createMetrics } from '../../bot/metrics.ts';
import type { Route } from '../../bot/route.ts';
import { type RunningServer, startServer } from '../../bot/server.ts';
import { StaffSessions } from '../../bot/staff-api/session.ts';
import type { StaffConfig } from '../../bot/staff-api/staff-config.ts';
import { createStaffRoutes } from '../../bot/staff-api/staff-routes.ts';
import { parseProfile } from '../../services/contributions/profile.ts';
import { ContributionRegister } from '../../services/contributions/register.ts';
import { AuditTrail } from '../../services/privacy/audit.ts';
import { Keyring } from '../../services/privacy/keyring.ts';
import type { Person } from '../../services/privacy/roles.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { NOW } from './sample-contribution.ts';

/** The profile of Zaanstad, as the service reads it. */
export async function readProfile() {
  const file = 'municipalities/zaanstad.yaml';
  return parseProfile(await readFile(file, 'utf8'), file);
}

/** A member of staff who is signed in, as a caller of the API. */
export interface Caller {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type StaffService = Awaited<ReturnType<typeof startStaffService>>;

/** The staff side over real HTTP and a real SQLite file, without the residents' side. */
export async function startStaffService(
  given: { config?: Partial<StaffConfig>; port?: number; routes?: readonly Route[]; now?: () => Date } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'meepraten-staff-'));
  const store = createSqliteStore({ file: join(folder, 'store.db') });
  const now = given.now ?? (() => NOW);
  const masterKey = randomBytes(32);
  const register = new ContributionRegister({ store, keyring: new Keyring(store, masterKey), now });
  const auditKey = randomBytes(32);
  const audit = new AuditTrail({ store, key: auditKey, now });
  const config = {
    publicUrl: null,
    masterKey,
    production: false,
    oidc: null,
    profile: await readProfile(),
    ...given.config,
  };
  const told: string[] = [];
  const delivery = { feedbackWritten: (id: string) => void told.push(id) };
  const erase = ({ id }: { id: string }) => register.erase(id, 'privacy_officer');
  const stuck = async () => [];
  const routes = createStaffRoutes({ config, register, audit, delivery, stuck, erase, now });
  const rate = { points: 100_000, seconds: 60 };
  const server: RunningServer = await startServer({
    config: {
      host: '127.0.0.1',
      port: given.port ?? 0,
      publicUrl: config.publicUrl,
      trustedProxies: [],
      rates: { client: rate, messages: rate },
    },
    routes: [...routes, ...(given.routes ?? [])],
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const sessions = new StaffSessions(config, now);

  return {
    origin,
    register,
    audit,
    auditKey,
    store,
    config,
    told,
    /** Signs someone in without a provider and calls as that person. */
    async as(person: Omit<Person, 'id' | 'name'> & Partial<Person>): Promise<Caller> {
      const cookie =
        (await sessions.start({ id: person.role, name: `Naam ${person.role}`, ...person })).split(';')[0] ??
        '';
      return callerWith(origin, { cookie });
    },
    nobody: () => callerWith(origin, {}),
    async close() {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in on the page for developers of a running service, and calls as that role. */
export async function signInAsDeveloper(origin: string, role: string, team = ''): Promise<Caller> {
  const response = await fetch(`${origin}/staff/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ role, team }).toString(),
  });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return callerWith(origin, { cookie });
}

function callerWith(origin: string, headers: Record<string, string>): Caller {
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(origin + path, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    get: (path) => call(path, { headers }),
    post: (path, body, more = {}) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...headers, ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
