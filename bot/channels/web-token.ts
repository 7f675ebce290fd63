import { randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { CodedError } from '../../services/errors.ts';
import { deriveKey } from '../../services/privacy/encryption.ts';

/** How long each kind of token lives, in seconds. Direct Line clients refresh the ordinary one every 15 minutes. */
export const TOKEN_SECONDS = { token: 1_800, resume: 30 * 24 * 3_600, stream: 300 } as const;

/** `token` reads and writes a conversation, `resume` only gets a new token, `stream` only opens the stream. */
export type TokenUse = keyof typeof TOKEN_SECONDS;

const MAX_TOKEN_LENGTH = 2_000;

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

/** Signs tokens with a key made from the master key; `now` is the clock they expire by. */
export function createWebTokens(masterKey: Buffer, now: () => Date = () => new Date()): WebTokens {
  const key = new Uint8Array(deriveKey(masterKey, 'web-token'));
  return {
    issue(use, claims) {
      const issuedAt = Math.floor(now().getTime() / 1_000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(use)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + TOKEN_SECONDS[use])
        .sign(key);
    },
    async read(token, ...uses) {
      if (token === null || token.length > MAX_TOKEN_LENGTH) throw new CodedError('unauthorized');
      try {
        const options = {
          algorithms: ['HS256'],
          audience: uses,
          currentDate: now(),
          requiredClaims: ['exp'],
        };
        return claimsSchema.parse((await jwtVerify(token, key, options)).payload);
      } catch (thrown) {
        throw new CodedError(thrown instanceof errors.JWTExpired ? 'forbidden' : 'unauthorized');
      }
    },
  };
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
