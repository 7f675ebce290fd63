import { CodedError } from '../errors.ts';
import type { Keyring } from '../privacy/keyring.ts';
import type { Collection, GroupCount, Query, Store } from '../store/collection.ts';
import {
  type Contribution,
  contentSchema,
  contributionSchema,
  type StoredContribution,
} from './contribution.ts';
import { type ErasureReason, type Tombstone, tombstoneSchema } from './tombstone.ts';

/** A change that keeps losing the race is given up after this many tries. */
const SWAP_TRIES = 8;
const SEAL_CONTEXT = 'contribution';

/**
 * All contributions of the municipality. The only way to file, read, change and erase one; what people typed is sealed
 * with the contribution's own key before it reaches the store.
 *
 * Errors of every method: StoreUnavailableError.
 */
export class ContributionRegister {
  readonly #collection: Collection<StoredContribution>;
  readonly #tombstones: Collection<Tombstone>;
  readonly #keyring: Keyring;
  readonly #now: () => Date;

  constructor(parts: { store: Store; keyring: Keyring; now: () => Date }) {
    this.#keyring = parts.keyring;
    this.#now = parts.now;
    this.#collection = parts.store.collection<StoredContribution>({
      name: 'contributions',
      fields: [
        'conversation',
        'reference',
        'createdAt',
        'kind',
        'theme',
        'trajectory',
        'team',
        'status',
        'urgent',
        'dueAt',
        'neighbourhood',
        'takenBy',
        'pendingSince',
        'followCodeHash',
        'channel',
        'language',
        'closedAt',
      ],
      indexes: [
        ['team', 'status', 'dueAt'],
        ['status', 'closedAt'],
      ],
      parse: (raw) => contributionSchema.parse(raw),
    });
    this.#tombstones = parts.store.collection<Tombstone>({
      name: 'tombstones',
      fields: [],
      parse: (raw) => tombstoneSchema.parse(raw),
    });
  }

  /** Files a contribution once: filing an id again, also after it was erased, changes nothing and returns false. */
  async file(contribution: Contribution): Promise<boolean> {
    if (await this.#collection.get(contribution.id)) return false;
    if (await this.#tombstones.get(contribution.id)) return false;
    await this.#keyring.create(contribution.id);
    return this.#collection.insert(await this.#seal(contribution));
  }

  /** One contribution without what people typed. */
  get(id: string): Promise<StoredContribution | undefined> {
    return this.#collection.get(id);
  }

  /** The contribution that a follow code's hash belongs to. */
  async findByCode(followCodeHash: string): Promise<StoredContribution | undefined> {
    return (await this.#collection.find({ where: { followCodeHash }, limit: 1 }))[0];
  }

  find(query: Query): Promise<StoredContribution[]> {
    return this.#collection.find(query);
  }

  count(by: readonly string[], where?: Query['where']): Promise<GroupCount[]> {
    return this.#collection.count(by, where);
  }

  /** Makes what people typed readable. Whoever lets staff read it records the reading first. */
  async open(stored: StoredContribution): Promise<Contribution> {
    const cipher = await this.#keyring.cipherOf(stored.id);
    const { sealed, ...clear } = stored;
    return { ...clear, content: contentSchema.parse(JSON.parse(cipher.unseal(sealed, SEAL_CONTEXT))) };
  }

  /**
   * Changes one contribution: reads it, lets `change` make the new one, and swaps it in; when someone else was first,
   * again from the newer one, so `change` must be pure. What `change` throws passes through and nothing is stored.
   *
   * Errors: CodedError `not_found`; `conflict` when others kept winning.
   */
  async change(id: string, change: (contribution: Contribution) => Contribution): Promise<Contribution> {
    for (let attempt = 0; attempt < SWAP_TRIES; attempt += 1) {
      const stored = await this.#collection.get(id);
      if (!stored) throw new CodedError('not_found', 'no such contribution');
      const before = await this.open(stored);
      const after = change(before);
      if (after === before) return before;
      const dated = { ...after, version: stored.version, updatedAt: this.#now().toISOString() };
      if (await this.#collection.replace(await this.#seal(dated)))
        return { ...dated, version: stored.version + 1 };
    }
    throw new CodedError('conflict', 'the contribution kept changing');
  }

  /**
   * Removes a contribution and its key, so that old copies cannot be read either, and leaves a tombstone. Harmless when
   * it is gone: the first tombstone stays.
   */
  async erase(id: string, reason: ErasureReason): Promise<void> {
    const stored = await this.#collection.get(id);
    if (stored) {
      const { reference } = stored;
      await this.#tombstones.insert({ id, version: 1, reference, at: this.#now().toISOString(), reason });
    }
    await this.#collection.remove(id);
    await this.#keyring.destroy(id);
  }

  /** What is left of an erased contribution; look for the contribution itself first. */
  tombstone(id: string): Promise<Tombstone | undefined> {
    return this.#tombstones.get(id);
  }

  async #seal(contribution: Contribution): Promise<StoredContribution> {
    const cipher = await this.#keyring.cipherOf(contribution.id);
    const { content, ...clear } = contribution;
    return { ...clear, sealed: cipher.seal(JSON.stringify(content), SEAL_CONTEXT) };
  }
}
