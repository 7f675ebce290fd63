import { CodedError } from '../errors.ts';
import type { Collection, Store } from '../store/collection.ts';
import {
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
  auditEntrySchema,
  auditHeadSchema,
  entryId,
  macOf,
} from './audit-entry.ts';
import { checkChain, type Verdict } from './audit-verify.ts';
import { keyedHash } from './encryption.ts';

/** An append that keeps losing the race for the next number is given up after this many tries. */
const APPEND_TRIES = 50;
const PAGE = 500;
const HEAD = 'head';
const START = { seq: 0, mac: '' };

/** Which entries, newest first; `before` is the sequence number of the last entry of an earlier page. */
export interface AuditQuery {
  readonly object?: string;
  readonly who?: string;
  readonly before?: number;
  readonly limit?: number;
}

/**
 * The trail of who read or did what, and who was refused. Entries are only ever added: each one holds the keyed hash
 * of the one before, so a deleted, altered or moved entry shows; the newest number stands apart, so a cut-off end
 * shows too. Entries never hold content.
 *
 * Errors of every method: StoreUnavailableError, so that what cannot be recorded is not shown.
 */
export class AuditTrail {
  readonly #entries: Collection<AuditEntry>;
  readonly #heads: Collection<AuditHead>;
  readonly #key: Buffer;
  readonly #now: () => Date;
  #last: { seq: number; mac: string } | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: { store: Store; key: Buffer; now: () => Date }) {
    this.#key = parts.key;
    this.#now = parts.now;
    this.#entries = parts.store.collection<AuditEntry>({
      name: 'audit',
      fields: ['seq', 'at', 'who', 'action', 'object'],
      parse: (raw) => auditEntrySchema.parse(raw),
    });
    this.#heads = parts.store.collection<AuditHead>({
      name: 'audit_head',
      fields: [],
      parse: (raw) => auditHeadSchema.parse(raw),
    });
  }

  /** Adds one entry durably and returns it. */
  record(event: AuditEvent): Promise<AuditEntry> {
    const appended = this.#queue.then(() => this.#append(event));
    this.#queue = appended.catch(() => undefined);
    return appended;
  }

  /** Entries that match, newest first; 100 unless told. */
  find(query: AuditQuery = {}): Promise<AuditEntry[]> {
    return this.#entries.find({
      where: {
        ...(query.object === undefined ? {} : { object: query.object }),
        ...(query.who === undefined ? {} : { who: query.who }),
        ...(query.before === undefined ? {} : { seq: { lt: query.before } }),
      },
      sort: { by: 'seq', order: 'desc' },
      limit: query.limit ?? 100,
    });
  }

  /** The newest entry's number and hash: note it outside this store, and `verify` also detects a store put back. */
  async head(): Promise<{ seq: number; mac: string }> {
    const [newest] = await this.find({ limit: 1 });
    return newest ? { seq: newest.seq, mac: newest.mac } : START;
  }

  /** Reads the whole trail and tells whether it is intact, or at which entry it is not. `anchor` is a `head` of before. */
  async verify(anchor?: { seq: number; mac: string }): Promise<Verdict> {
    try {
      const head = await this.#heads.get(HEAD);
      return await checkChain({ key: this.#key, head, anchor, entries: this.#all() });
    } catch (thrown) {
      if (thrown instanceof CodedError) throw thrown;
      return { intact: false, entries: 0, at: null, fault: 'unreadable' };
    }
  }

  async *#all(): AsyncGenerator<AuditEntry> {
    let after = 0;
    for (;;) {
      const page = await this.#entries.find({
        where: { seq: { gt: after } },
        sort: { by: 'seq', order: 'asc' },
        limit: PAGE,
      });
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.seq;
    }
  }

  async #append(event: AuditEvent): Promise<AuditEntry> {
    this.#last ??= await this.#start();
    for (let attempt = 0; attempt < APPEND_TRIES; attempt += 1) {
      const seq = this.#last.seq + 1;
      const draft = {
        ...event,
        id: entryId(seq),
        version: 1,
        seq,
        at: this.#now().toISOString(),
        prev: this.#last.mac,
      };
      const entry = { ...draft, mac: macOf(this.#key, draft) };
      if (await this.#entries.insert(entry)) {
        this.#last = { seq, mac: entry.mac };
        await this.#moveHead(seq);
        return entry;
      }
      this.#last = await this.head();
    }
    throw new CodedError('conflict', 'the audit trail kept growing');
  }

  async #start(): Promise<{ seq: number; mac: string }> {
    await this.#heads.insert({ id: HEAD, version: 1, seq: 0, mac: keyedHash(this.#key, `${HEAD}:0`) });
    return this.head();
  }

  async #moveHead(seq: number): Promise<void> {
    const mac = keyedHash(this.#key, `${HEAD}:${seq}`);
    for (let attempt = 0; attempt < APPEND_TRIES; attempt += 1) {
      const head = await this.#heads.get(HEAD);
      if (!head || head.seq >= seq) return;
      if (await this.#heads.replace({ ...head, seq, mac })) return;
    }
  }
}
