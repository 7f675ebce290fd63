import { z } from 'zod';
import type { Cipher } from '../privacy/encryption.ts';
import type { Collection, Store } from '../store/collection.ts';
import { type ShownActivity, shownActivitySchema } from './effects.ts';

const rowSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  conversation: z.string(),
  /** Number of the first and last activity in this row. */
  first: z.number().int(),
  last: z.number().int(),
  /** Owner name of the key it is sealed with. */
  key: z.string(),
  sealed: z.string(),
});
type Row = z.infer<typeof rowSchema>;

const CONTEXT = 'transcript';
const ROWS_AT_ONCE = 200;

/** When several processes share the store, open streams look for news this often; else only the command line may bring any. */
const SHARED_LOOK_MS = 1_000;
const OWN_LOOK_MS = 5_000;

/** A conversation and the owner name of its key. */
interface Keyed {
  readonly id: string;
  readonly key: string;
}

/** What was shown in each conversation, numbered, and who wants to hear of news. One row holds what one turn showed. */
export class Transcript {
  readonly #collection: Collection<Row>;
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #look: NodeJS.Timeout;

  constructor(store: Store) {
    this.#collection = store.collection<Row>({
      name: 'transcript',
      fields: ['conversation', 'last'],
      indexes: [['conversation', 'last']],
      together: ['conversation', 'last'],
      parse: (raw) => rowSchema.parse(raw),
    });
    this.#look = setInterval(() => this.#tellAll(), store.shared ? SHARED_LOOK_MS : OWN_LOOK_MS);
    this.#look.unref();
  }

  /** Adds what a turn showed; adding the same numbers again changes nothing. */
  async add(
    conversation: Keyed,
    first: number,
    activities: readonly ShownActivity[],
    cipher: Cipher,
  ): Promise<void> {
    await this.#collection.insert({
      id: `${conversation.id}/${String(first).padStart(10, '0')}`,
      version: 1,
      conversation: conversation.id,
      first,
      last: first + activities.length - 1,
      key: conversation.key,
      sealed: cipher.seal(JSON.stringify(activities), CONTEXT),
    });
    this.#tell(conversation.id);
  }

  /**
   * Activities numbered above `after`, in order, and the highest number among them (or `after`). What is sealed with a
   * key that the conversation no longer uses is on its way out and not shown.
   */
  async read(
    conversation: Keyed,
    after: number,
    cipher: Cipher,
  ): Promise<{ activities: ShownActivity[]; last: number }> {
    const rows = await this.#collection.find({
      where: { conversation: conversation.id, last: { gt: after } },
      sort: { by: 'last', order: 'asc' },
      limit: ROWS_AT_ONCE,
    });
    const readable = rows.filter(({ key }) => key === conversation.key);
    const activities = readable.flatMap((row) =>
      z
        .array(shownActivitySchema)
        .parse(JSON.parse(cipher.unseal(row.sealed, CONTEXT)))
        .filter((_, index) => row.first + index > after),
    );
    return { activities, last: rows.at(-1)?.last ?? after };
  }

  /** Removes what was shown before number `first`. */
  async clear(conversation: string, first: number): Promise<void> {
    for (;;) {
      const rows = await this.#collection.find({
        where: { conversation, last: { lt: first } },
        limit: ROWS_AT_ONCE,
      });
      await Promise.all(rows.map((row) => this.#collection.remove(row.id)));
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  /** Calls `onNews` whenever something may have been added; returns the way to stop that. */
  watch(conversation: string, onNews: () => void): () => void {
    const watchers = this.#watchers.get(conversation) ?? new Set();
    this.#watchers.set(conversation, watchers.add(onNews));
    return () => {
      watchers.delete(onNews);
      if (watchers.size === 0 && this.#watchers.get(conversation) === watchers)
        this.#watchers.delete(conversation);
    };
  }

  close(): void {
    clearInterval(this.#look);
  }

  #tell(conversation: string): void {
    for (const onNews of this.#watchers.get(conversation) ?? []) onNews();
  }

  #tellAll(): void {
    for (const conversation of this.#watchers.keys()) this.#tell(conversation);
  }
}
