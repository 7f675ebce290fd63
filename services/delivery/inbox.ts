import { z } from 'zod';
import type { Cipher } from '../privacy/encryption.ts';
import type { Collection, Store } from '../store/collection.ts';

/** One message as a channel received it: its text already well-formed and without burgerservicenummers. */
export const inboundMessageSchema = z.object({
  /** The same for every delivery of the same message, so that a resend is known. */
  id: z.string(),
  type: z.enum(['message', 'language', 'joined']),
  text: z.string(),
  /** The value of the button pressed, or of the event. */
  value: z.string().nullable(),
  /** What the button said. */
  displayText: z.string().nullable(),
  locale: z.string().nullable(),
  clientActivityId: z.string().nullable(),
  /** A burgerservicenummer was taken out. */
  masked: z.boolean(),
  tooLong: z.boolean(),
  attachments: z.boolean(),
  at: z.iso.datetime(),
});
export type InboundMessage = z.infer<typeof inboundMessageSchema>;

/** What stands for a message that cannot be opened any more. */
export function unreadableMessage({
  id,
  receivedAt,
}: Pick<WaitingMessage, 'id' | 'receivedAt'>): InboundMessage {
  const nothing = { text: '', value: null, displayText: null, locale: null, clientActivityId: null };
  return {
    ...nothing,
    id,
    type: 'message',
    masked: false,
    tooLong: false,
    attachments: false,
    at: receivedAt,
  };
}

const inboxRowSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  conversation: z.string(),
  /** Sorts rows by arrival; begins with when that was. */
  order: z.string(),
  state: z.enum(['waiting', 'done']),
  receivedAt: z.iso.datetime(),
  key: z.string(),
  /** The message, encrypted; null once it was answered. */
  sealed: z.string().nullable(),
});
type InboxRow = z.infer<typeof inboxRowSchema>;

/** A message that waits for its turn. */
export type WaitingMessage = Omit<InboxRow, 'sealed'> & { readonly sealed: string };

const CONTEXT = 'inbox';
const ROWS_AT_ONCE = 50;
const FORGOTTEN_AT_ONCE = 200;

/** Messages that were acknowledged, until their turn has been taken; then their ids, so that a resend is dropped. */
export class Inbox {
  readonly #collection: Collection<InboxRow>;
  #counter = 0;

  constructor(store: Store) {
    this.#collection = store.collection<InboxRow>({
      name: 'inbox',
      fields: ['conversation', 'order', 'state'],
      indexes: [
        ['conversation', 'state', 'order'],
        ['state', 'order'],
      ],
      together: ['conversation', 'order', 'state'],
      parse: (raw) => inboxRowSchema.parse(raw),
    });
  }

  /** Stores a message durably; false when one with its id came before. Errors: StoreUnavailableError. */
  put(conversation: string, key: string, message: InboundMessage, cipher: Cipher): Promise<boolean> {
    this.#counter += 1;
    return this.#collection.insert({
      id: message.id,
      version: 1,
      conversation,
      order: `${message.at}/${String(this.#counter).padStart(12, '0')}`,
      state: 'waiting',
      receivedAt: message.at,
      key,
      sealed: cipher.seal(JSON.stringify(message), CONTEXT),
    });
  }

  /** What waits in one conversation, in order of arrival; at most 50, behind `after` when given. */
  async waiting(conversation: string, after?: WaitingMessage): Promise<WaitingMessage[]> {
    const rows = await this.#collection.find({
      where: { conversation, state: 'waiting' },
      sort: { by: 'order', order: 'asc' },
      limit: ROWS_AT_ONCE,
      ...(after && { after: { value: after.order, id: after.id } }),
    });
    return rows.flatMap((row) => (row.sealed === null ? [] : [{ ...row, sealed: row.sealed }]));
  }

  /** Conversations in which something waits, longest waiting first. */
  async conversationsWaiting(limit: number): Promise<string[]> {
    const rows = await this.#collection.find({
      where: { state: 'waiting' },
      sort: { by: 'order', order: 'asc' },
      limit,
    });
    return [...new Set(rows.map((row) => row.conversation))];
  }

  open(row: WaitingMessage, cipher: Cipher): InboundMessage {
    return inboundMessageSchema.parse(JSON.parse(cipher.unseal(row.sealed, CONTEXT)));
  }

  /** Marks a message as answered and drops its content; its id stays. */
  async done(row: WaitingMessage): Promise<void> {
    await this.#collection.replace({ ...row, state: 'done', sealed: null });
  }

  /** Seals what waits in a conversation with its new key, so that destroying the old one loses no message. */
  async reseal(
    conversation: string,
    from: { key: string; cipher: Cipher },
    to: { key: string; cipher: Cipher },
  ): Promise<void> {
    let after: WaitingMessage | undefined;
    for (;;) {
      const rows = await this.waiting(conversation, after);
      for (const row of rows.filter(({ key }) => key === from.key)) {
        const sealed = to.cipher.seal(from.cipher.unseal(row.sealed, CONTEXT), CONTEXT);
        await this.#collection.replace({ ...row, key: to.key, sealed });
      }
      after = rows.at(-1);
      if (!after) return;
    }
  }

  /** How many messages wait for their turn. */
  async countWaiting(): Promise<number> {
    return (await this.#collection.count(['state'], { state: 'waiting' }))[0]?.count ?? 0;
  }

  /** Forgets ids of messages that arrived before `before`; returns how many. Few at a time, so that others get a turn. */
  async forget(before: Date): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const rows = await this.#collection.find({
        where: { state: 'done', order: { lt: before.toISOString() } },
        sort: { by: 'order', order: 'asc' },
        limit: FORGOTTEN_AT_ONCE,
      });
      await Promise.all(rows.map((row) => this.#collection.remove(row.id)));
      forgotten += rows.length;
      if (rows.length < FORGOTTEN_AT_ONCE) return forgotten;
    }
  }
}
