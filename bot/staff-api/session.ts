import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { deriveKey } from '../../services/privacy/encryption.ts';
import { type Person, ROLES } from '../../services/privacy/roles.ts';
import type { StaffConfig } from './staff-config.ts';

/** A sign-in lasts this long and is not made longer by working. */
export const SESSION_SECONDS = 8 * 60 * 60;
const SIGN_IN_SECONDS = 10 * 60;
const DEVELOPMENT = 'development';

const sessionSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  teams: z.array(z.string()),
  exp: z.number(),
});

/** A signed-in person, until when, and whether no identity provider vouches for it. */
export interface Session {
  readonly person: Person;
  readonly until: Date;
  readonly development: boolean;
}

/** What must come back from the identity provider unchanged. */
export const pendingSignInSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type PendingSignIn = z.infer<typeof pendingSignInSchema>;

/**
 * Keeps a sign-in in encrypted cookies and nowhere else. A session belongs to the identity provider that made it: one
 * of development is worth nothing where a provider is configured.
 */
export class StaffSessions {
  readonly #key: Buffer;
  readonly #issuer: string;
  readonly #secure: boolean;
  readonly #now: () => Date;

  constructor(config: StaffConfig, now: () => Date) {
    this.#key = deriveKey(config.masterKey, 'staff-session');
    this.#issuer = config.oidc?.issuer ?? DEVELOPMENT;
    this.#secure = config.publicUrl !== null && new URL(config.publicUrl).protocol === 'https:';
    this.#now = now;
  }

  /** The Set-Cookie value that signs a person in. */
  async start(person: Person): Promise<string> {
    return this.#cookie(
      'staff',
      await this.#seal({ ...person }, 'session', SESSION_SECONDS),
      SESSION_SECONDS,
    );
  }

  /** The Set-Cookie value that signs out. */
  end(): string {
    return this.#cookie('staff', '', 0);
  }

  /** Who is signed in, from a request's cookies; undefined when nobody is, or not any more. */
  async read(cookies: Readonly<Record<string, string>>): Promise<Session | undefined> {
    const read = sessionSchema.safeParse(await this.#unseal(cookies[this.#name('staff')], 'session'));
    if (!read.success) return undefined;
    const { exp, ...person } = read.data;
    return { person, until: new Date(exp * 1000), development: this.#issuer === DEVELOPMENT };
  }

  /** The Set-Cookie value that remembers a sign-in under way. */
  async startPending(pending: PendingSignIn): Promise<string> {
    return this.#cookie(
      'staff-sign-in',
      await this.#seal({ ...pending }, 'sign-in', SIGN_IN_SECONDS),
      SIGN_IN_SECONDS,
    );
  }

  /** The Set-Cookie value that forgets it. */
  endPending(): string {
    return this.#cookie('staff-sign-in', '', 0);
  }

  /** The sign-in under way, from a request's cookies. */
  async readPending(cookies: Readonly<Record<string, string>>): Promise<PendingSignIn | undefined> {
    const raw = await this.#unseal(cookies[this.#name('staff-sign-in')], 'sign-in');
    return pendingSignInSchema.safeParse(raw).data;
  }

  #name(name: string): string {
    return this.#secure ? `__Host-${name}` : name;
  }

  #cookie(name: string, value: string, seconds: number): string {
    const secure = this.#secure ? '; Secure' : '';
    return `${this.#name(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }

  #seal(payload: Record<string, unknown>, purpose: string, seconds: number): Promise<string> {
    return new EncryptJWT(payload)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setIssuer(this.#issuer)
      .setAudience(purpose)
      .setIssuedAt(this.#now())
      .setExpirationTime(new Date(this.#now().getTime() + seconds * 1000))
      .encrypt(this.#key);
  }

  async #unseal(token: string | undefined, purpose: string): Promise<unknown> {
    if (!token) return undefined;
    try {
      const options = { issuer: this.#issuer, audience: purpose, currentDate: this.#now() };
      return (await jwtDecrypt(token, this.#key, options)).payload;
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError || thrown instanceof TypeError) return undefined;
      throw thrown;
    }
  }
}
