import { randomBytes, webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { CodedError } from '../../services/errors.ts';
import { deriveKey } from '../../services/privacy/encryption.ts';

/** How long each kind of token lives, in seconds. Direct Line clients refresh the ordinary one every 15 minutes. */
export const TOKEN_SECONDS = { token: 1_800, resume: 30 * 24 * 3_600, stream: 300 } as const;

/** `token` reads and writes a conversation, `resume` only gets a new token, `stream` only opens the stream. */
export type TokenUse = keyof typeof TOKEN_SECONDS;

const MAX_TOKEN_LENGTH = 2_000;
/** Tokens that were made or checked are remembered, as a client sends the same one with every request. */
const KNOWN_TOKENS = 2_000;

const signedSchema = z.object({ aud: z.string(), exp: z.number() });

const claimsSchema = z.object({
  conversation: z.string(),
  user: z.string(),
  locale: z.string().optional(),
});

/** Whose token it is: one user in one conversation. Direct Line clients read `user` from the token themselves. */
export type TokenClaims = z.infer<typeof claimsSchema>;

/** Makes and reads the tokens of the web channel. */
export interface WebTokens {
  issue(use: TokenUse, claims: TokenClaims): Promise<string>;
  /**
   * Reads a token meant for one of `uses`. Errors: CodedError `unauthorized` when there is none or it is not ours,
   * `forbidden` when it has expired.
   */
  read(token: string | null, ...uses: TokenUse[]): Promise<TokenClaims>;
}

/** A token that was made or checked before, and what it holds. */
interface Known {
  readonly claims: TokenClaims;
  readonly use: string;
  /** In seconds since 1970. */
  readonly expiresAt: number;
}

/** Signs tokens with a key made from the master key; `now` is the clock they expire by. */
export function createWebTokens(masterKey: Buffer, now: () => Date = () => new Date()): WebTokens {
  const secret = new Uint8Array(deriveKey(masterKey, 'web-token'));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = webcrypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify']);
  const known = new LRUCache<string, Known>({ max: KNOWN_TOKENS });

  const check = async (token: string): Promise<Known> => {
    const options = { algorithms: ['HS256'], currentDate: now(), requiredClaims: ['aud', 'exp'] };
    const { payload } = await jwtVerify(token, await key, options);
    const { aud, exp } = signedSchema.parse(payload);
    return { claims: claimsSchema.parse(payload), use: aud, expiresAt: exp };
  };

  return {
    async issue(use, claims) {
      const issuedAt = Math.floor(now().getTime() / 1_000);
      const expiresAt = issuedAt + TOKEN_SECONDS[use];
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(use)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(await key);
      if (use !== 'resume') known.set(token, { claims, use, expiresAt });
      return token;
    },
    async read(token, ...uses) {
      if (token === null || token.length > MAX_TOKEN_LENGTH) throw new CodedError('unauthorized');
      const found = known.get(token) ?? (await check(token).catch((thrown) => refuse(thrown, uses)));
      known.set(token, found);
      if (!isFor(uses, found.use)) throw new CodedError('unauthorized');
      if (found.expiresAt <= Math.floor(now().getTime() / 1_000)) throw new CodedError('forbidden');
      return found.claims;
    },
  };
}

function refuse(thrown: unknown, uses: readonly TokenUse[]): never {
  const expired = thrown instanceof errors.JWTExpired && isFor(uses, thrown.payload.aud);
  throw new CodedError(expired ? 'forbidden' : 'unauthorized');
}

function isFor(uses: readonly TokenUse[], audience: unknown): boolean {
  return uses.some((use) => use === audience);
}

/** The token of an Authorization header, or null. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9._-]+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** New random names for a conversation (192 bits) and its user (128 bits, `dl_…` as Direct Line asks). */
export function createIdentity(): { conversation: string; user: string } {
  return {
    conversation: randomBytes(24).toString('base64url'),
    user: `dl_${randomBytes(16).toString('base64url')}`,
  };
}
