import { readFileSync } from 'node:fs';
import { z } from 'zod';
import strings from '../../locales/staff/nl.json' with { type: 'json' };
import { CodedError } from '../../services/errors.ts';
import { type Person, ROLES } from '../../services/privacy/roles.ts';
import type { GateRequest, Reply, Route } from '../route.ts';
import { type Claims, IdentityProvider } from './identity-provider.ts';
import { personFromClaims } from './person-from-claims.ts';
import { originOf, requireSameOrigin } from './same-origin.ts';
import type { StaffSessions } from './session.ts';
import { developmentPage, refusalPage, SIGN_IN_STYLE_PATH } from './sign-in-page.ts';
import type { StaffConfig } from './staff-config.ts';

const HOME = '/staff';
const CALLBACK = '/staff/callback';
const pickedSchema = z.object({ role: z.enum(ROLES), team: z.string() });

/** Signing in and out. With a provider configured it is the only way in; without, only a developer on this machine. */
export function signInRoutes(config: StaffConfig, sessions: StaffSessions): Route[] {
  const { oidc } = config;
  const provider = oidc ? new IdentityProvider(oidc) : undefined;
  const style = readFileSync(new URL('../../web/staff/sign-in.css', import.meta.url));
  return [
    { method: 'GET', path: SIGN_IN_STYLE_PATH, handle: async () => styleReply(style) },
    ...(provider && oidc
      ? providerRoutes({ config, oidc, provider, sessions })
      : developmentRoutes(config, sessions)),
    {
      method: 'POST',
      path: '/staff/sign-out',
      async handle(request) {
        requireSameOrigin(request, config.publicUrl);
        const location = await provider?.signOutLocation(`${originOf(request, config.publicUrl)}${HOME}`);
        const headers = { 'set-cookie': sessions.end(), 'cache-control': 'no-store' };
        return { status: 200, headers, body: { location: location ?? HOME } };
      },
    },
  ];
}

interface ProviderParts {
  readonly config: StaffConfig;
  readonly oidc: NonNullable<StaffConfig['oidc']>;
  readonly provider: IdentityProvider;
  readonly sessions: StaffSessions;
}

function providerRoutes({ config, oidc, provider, sessions }: ProviderParts): Route[] {
  return [
    {
      method: 'GET',
      path: '/staff/sign-in',
      async handle(request) {
        try {
          const begun = await provider.begin(`${originOf(request, config.publicUrl)}${CALLBACK}`);
          return redirect(begun.location, [await sessions.startPending(begun.pending)]);
        } catch (thrown) {
          if (thrown instanceof CodedError) return refusalPage('providerAway', config.profile);
          throw thrown;
        }
      },
    },
    {
      method: 'GET',
      path: CALLBACK,
      async handle(request) {
        const claims = await claimsOf(request, config, provider, sessions);
        if (!claims) return refusalPage('failed', config.profile);
        const person = personFromClaims(claims, oidc, config.profile);
        if (!person) return refusalPage('noRole', config.profile);
        return redirect(HOME, [await sessions.start(person), sessions.endPending()]);
      },
    },
  ];
}

async function claimsOf(
  request: GateRequest,
  config: StaffConfig,
  provider: IdentityProvider,
  sessions: StaffSessions,
): Promise<Claims | undefined> {
  const pending = await sessions.readPending(request.cookies);
  if (!pending) return undefined;
  const url = new URL(CALLBACK, originOf(request, config.publicUrl));
  url.search = request.query.toString();
  try {
    return await provider.finish(url, pending);
  } catch {
    return undefined;
  }
}

function developmentRoutes(config: StaffConfig, sessions: StaffSessions): Route[] {
  const allowed = (request: GateRequest) => !config.production && isLoopback(request.clientAddress);
  return [
    {
      method: 'GET',
      path: '/staff/sign-in',
      handle: async (request) =>
        allowed(request) ? developmentPage(config.profile) : refusalPage('notConfigured', config.profile),
    },
    {
      method: 'POST',
      path: '/staff/sign-in',
      body: 'form',
      async handle(request) {
        if (!allowed(request)) return refusalPage('notConfigured', config.profile);
        requireSameOrigin(request, config.publicUrl);
        const picked = pickedSchema.safeParse(
          Object.fromEntries(new URLSearchParams(request.body.toString())),
        );
        if (!picked.success) throw new CodedError('bad_request', 'no such role');
        return redirect(HOME, [await sessions.start(developer(picked.data, config))]);
      },
    },
  ];
}

function developer({ role, team }: z.infer<typeof pickedSchema>, config: StaffConfig): Person {
  const teams = config.profile.teams.map(({ id }) => id).filter((id) => id === team);
  return { id: `development-${role}`, name: `${strings.roles[role]} (${strings.signIn.test})`, role, teams };
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

function redirect(location: string, cookies: readonly string[]): Reply {
  return { status: 303, headers: { location, 'set-cookie': cookies, 'cache-control': 'no-store' } };
}

function styleReply(style: Buffer): Reply {
  const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' };
  return { status: 200, headers, body: style };
}
