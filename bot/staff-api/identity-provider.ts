import { setTimeout as wait } from 'node:timers/promises';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { CodedError } from '../../services/errors.ts';
import type { PendingSignIn } from './session.ts';
import type { OidcSettings } from './staff-config.ts';

const DEADLINE_SECONDS = 5;
const TRIES = 2;
const PAUSE_MS = 250;
const SCOPE = 'openid profile';

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * The OpenID Connect provider that staff sign in with: authorization code with PKCE, state and nonce (OpenID Connect
 * Core 1.0 §3.1, RFC 9700). It is looked up when first needed, and again each time until it answers.
 */
export class IdentityProvider {
  readonly #oidc: OidcSettings;
  #found: Promise<Configuration> | undefined;

  constructor(oidc: OidcSettings) {
    this.#oidc = oidc;
  }

  /** Where to send someone who signs in, and what must come back. Errors: CodedError `internal` while it is away. */
  async begin(redirectUri: string): Promise<{ location: string; pending: PendingSignIn }> {
    const configuration = await this.#configuration();
    const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { location: location.href, pending };
  }

  /** Reads who came back at `callbackUrl`. Throws when anything about it is not as it must be. */
  async finish(callbackUrl: URL, pending: PendingSignIn): Promise<Claims> {
    const configuration = await this.#configuration();
    const tokens = await authorizationCodeGrant(configuration, callbackUrl, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new CodedError('unauthorized', 'no id token');
    const [roles = ''] = this.#oidc.rolesClaim.split('.', 1);
    const isComplete = Object.hasOwn(claims, roles) && Object.hasOwn(claims, 'name');
    if (isComplete || !configuration.serverMetadata().userinfo_endpoint) return claims;
    return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
  }

  /** Where to send someone who signs out, so that the provider's own session ends too; undefined when it has no such place. */
  async signOutLocation(returnTo: string): Promise<string | undefined> {
    try {
      const configuration = await this.#configuration();
      if (!configuration.serverMetadata().end_session_endpoint) return undefined;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
    } catch {
      return undefined;
    }
  }

  async #configuration(): Promise<Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (cause) {
      this.#found = undefined;
      throw new CodedError('internal', 'the identity provider does not answer', { cause });
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#oidc;
    const server = new URL(issuer);
    const options = {
      timeout: DEADLINE_SECONDS,
      ...(isLoopback(server) ? { execute: [allowInsecureRequests] } : {}),
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await discovery(server, clientId, clientSecret, undefined, options);
      } catch (thrown) {
        if (attempt === TRIES) throw thrown;
        await wait(PAUSE_MS);
      }
    }
  }
}

/** Only a provider on this machine may speak plain HTTP. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
