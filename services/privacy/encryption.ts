import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto';
import { CodedError } from '../errors.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Random bytes are asked of the system for so many nonces at once: asking costs more than encrypting. */
const NONCES_AT_ONCE = 256;
const nonces = Buffer.alloc(NONCES_AT_ONCE * NONCE_BYTES);
let nonceAt = nonces.length;

/** Encrypts and decrypts with one data key; bound to `context`, so that a value moved elsewhere is refused. */
export interface Cipher {
  seal(plain: string, context: string): string;
  /** Errors: CodedError `internal` when the value was altered, moved or made with another key. */
  unseal(sealed: string, context: string): string;
}

/**
 * AES-256-GCM over one key. A sealed value is base64url of nonce, tag and ciphertext.
 *
 * Source: NIST SP 800-38D; a random 96-bit nonce is safe for far more messages than one contribution's key will see.
 */
export function createCipher(key: Buffer): Cipher {
  return {
    seal(plain, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    unseal(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (cause) {
        throw new CodedError('internal', 'a sealed value could not be opened', { cause });
      }
    },
  };
}

/** Random bytes that were never used as a nonce before; the next call may overwrite them. */
function nextNonce(): Buffer {
  if (nonceAt === nonces.length) {
    randomFillSync(nonces);
    nonceAt = 0;
  }
  nonceAt += NONCE_BYTES;
  return nonces.subarray(nonceAt - NONCE_BYTES, nonceAt);
}

/** A 256-bit key for one purpose, made from the master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `meepraten/${purpose}`, 32));
}

/** A keyed hash (HMAC-SHA-256, base64url): equal inputs can be found again, the input cannot be guessed without the key. */
export function keyedHash(key: Buffer, value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url');
}
