import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { CodedError } from '../errors.ts';
import type { Collection, Store } from '../store/collection.ts';
import { type Cipher, createCipher, deriveKey } from './encryption.ts';

const storedKeySchema = z.object({ id: z.string(), version: z.number(), wrapped: z.string() });
type StoredKey = z.infer<typeof storedKeySchema>;

/** Data keys stay open in memory for this many owners; others are unwrapped again when needed. */
const OPEN_KEYS = 5_000;

/**
 * A data key for each conversation and each contribution, wrapped by the master key. Destroying a key makes what was
 * sealed with it unreadable everywhere, old copies of the documents included.
 */
export class Keyring {
  readonly #keys: Collection<StoredKey>;
  readonly #master: Cipher;
  readonly #open = new LRUCache<string, Cipher>({ max: OPEN_KEYS });

  constructor(store: Store, masterKey: Buffer) {
    this.#keys = store.collection<StoredKey>({
      name: 'keys',
      fields: [],
      parse: (raw) => storedKeySchema.parse(raw),
    });
    this.#master = createCipher(deriveKey(masterKey, 'wrap'));
  }

  /** Makes a key for a new owner and returns its cipher; an owner that has a key already keeps that one. */
  async create(owner: string): Promise<Cipher> {
    const key = randomBytes(32);
    const wrapped = this.#master.seal(key.toString('base64'), owner);
    if (!(await this.#keys.insert({ id: owner, version: 1, wrapped }))) return this.cipherOf(owner);
    const cipher = createCipher(key);
    this.#open.set(owner, cipher);
    return cipher;
  }

  /** The cipher of an owner. Errors: CodedError `not_found` when the key does not exist or was destroyed. */
  async cipherOf(owner: string): Promise<Cipher> {
    const open = this.#open.get(owner);
    if (open) return open;
    const stored = await this.#keys.get(owner);
    if (!stored) throw new CodedError('not_found', 'no key for this owner');
    const cipher = createCipher(Buffer.from(this.#master.unseal(stored.wrapped, owner), 'base64'));
    this.#open.set(owner, cipher);
    return cipher;
  }

  /** True while an owner's key exists. */
  async has(owner: string): Promise<boolean> {
    return (await this.#keys.get(owner)) !== undefined;
  }

  /** Destroys an owner's key; harmless when it is gone already. */
  async destroy(owner: string): Promise<void> {
    this.#open.delete(owner);
    await this.#keys.remove(owner);
  }
}
