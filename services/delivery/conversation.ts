import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Cipher } from '../privacy/encryption.ts';
import type { Keyring } from '../privacy/keyring.ts';
import type { Collection, Query, Store } from '../store/collection.ts';
import { LANGUAGES, type Language } from '../understanding/understanding.ts';
import { effectSchema } from './effects.ts';

/** Ids of messages already answered are remembered for this many messages; the inbox remembers them for weeks. */
export const SEEN_MESSAGES = 100;

/** A button that was offered with the last reply: what it stands for and what it said. */
export const offeredSchema = z.object({ value: z.string(), title: z.string() });
export type Offered = z.infer<typeof offeredSchema>;

/** What a conversation holds of what was said: stored encrypted with the conversation's own key. */
export const conversationStateSchema = z.object({
  /** The dialog stack of botbuilder-dialogs: which dialog is open and its answers. */
  dialogs: z.record(z.string(), z.unknown()),
  seen: z.array(z.string()),
  pending: z.array(effectSchema),
  /** The number that the next shown activity gets. */
  nextSequence: z.number().int(),
  offered: z.array(offeredSchema),
  /** Contributions filed from here, oldest first. */
  filed: z.array(z.string()),
  /** Feedback that was put into this conversation. */
  told: z.array(z.string()),
  /** Which privacy notice was shown; null before the first. */
  noticeVersion: z.string().nullable(),
  /** Wrong follow codes in a row, and until when no other is looked at. */
  wrongCodes: z.object({ count: z.number().int(), waitUntil: z.iso.datetime().nullable() }),
});
export type ConversationState = z.infer<typeof conversationStateSchema>;

const conversationSchema = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  channel: z.string(),
  /** Keyed hash of who it is with on that channel. */
  person: z.string(),
  language: z.enum(LANGUAGES),
  /** Owner name of the key that `state` is sealed with; another one after a wipe. */
  key: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Removed with all that was said when this time has come. */
  expiresAt: z.iso.datetime(),
  pendingSince: z.iso.datetime().nullable(),
  sealed: z.string(),
});
export type StoredConversation = z.infer<typeof conversationSchema>;

/** A conversation with its state readable. */
export interface Conversation extends Omit<StoredConversation, 'sealed'> {
  readonly state: ConversationState;
}

const CONTEXT = 'conversation';

const EMPTY: ConversationState = {
  dialogs: {},
  seen: [],
  pending: [],
  nextSequence: 1,
  offered: [],
  filed: [],
  told: [],
  noticeVersion: null,
  wrongCodes: { count: 0, waitUntil: null },
};

/** What is left of a conversation's state when everything said in it is forgotten. */
export function freshState({
  seen,
  pending,
  nextSequence,
  filed,
  told,
  noticeVersion,
  wrongCodes,
}: ConversationState): ConversationState {
  return { dialogs: {}, offered: [], seen, pending, nextSequence, filed, told, noticeVersion, wrongCodes };
}

/** All conversations: begins, reads, replaces and removes one. Errors of every method: StoreUnavailableError. */
export class Conversations {
  readonly #collection: Collection<StoredConversation>;
  readonly #keyring: Keyring;

  constructor(parts: { store: Store; keyring: Keyring }) {
    this.#keyring = parts.keyring;
    this.#collection = parts.store.collection<StoredConversation>({
      name: 'conversations',
      fields: ['expiresAt', 'pendingSince'],
      parse: (raw) => conversationSchema.parse(raw),
    });
  }

  /** Makes a conversation with nothing said; false when it exists. */
  async begin(
    id: string,
    options: { channel: string; person: string; language: Language; now: Date; expiresAt: Date },
  ): Promise<boolean> {
    if (await this.#collection.get(id)) return false;
    const key = keyName(id);
    const cipher = await this.#keyring.create(key);
    const at = options.now.toISOString();
    return this.#collection.insert({
      id,
      version: 1,
      channel: options.channel,
      person: options.person,
      language: options.language,
      key,
      createdAt: at,
      updatedAt: at,
      expiresAt: options.expiresAt.toISOString(),
      pendingSince: null,
      sealed: cipher.seal(JSON.stringify(EMPTY), CONTEXT),
    });
  }

  async exists(id: string): Promise<boolean> {
    return (await this.head(id)) !== undefined;
  }

  /** A conversation's fields in clear; what was said stays sealed. */
  head(id: string): Promise<StoredConversation | undefined> {
    return this.#collection.get(id);
  }

  async get(id: string): Promise<Conversation | undefined> {
    const stored = await this.head(id);
    if (!stored) return undefined;
    const { sealed, ...clear } = stored;
    const cipher = await this.#keyring.cipherOf(stored.key);
    return { ...clear, state: conversationStateSchema.parse(JSON.parse(cipher.unseal(sealed, CONTEXT))) };
  }

  /** Swaps the conversation in if it is still at the version read; the caller's copy is of `version` + 1 then. */
  async replace(conversation: Conversation): Promise<boolean> {
    const { state, ...clear } = conversation;
    const cipher = await this.#keyring.cipherOf(conversation.key);
    return this.#collection.replace({ ...clear, sealed: cipher.seal(JSON.stringify(state), CONTEXT) });
  }

  /** The cipher for what was said in a conversation. */
  cipherOf(conversation: Pick<StoredConversation, 'key'>): Promise<Cipher> {
    return this.#keyring.cipherOf(conversation.key);
  }

  /** A new key for a conversation that was wiped; the old one is destroyed by the wipe's effect. */
  async newKey(id: string): Promise<string> {
    const key = keyName(id);
    await this.#keyring.create(key);
    return key;
  }

  /** Ids and clear fields only. */
  find(query: Query): Promise<StoredConversation[]> {
    return this.#collection.find(query);
  }

  /** Removes a conversation and its key if it is still at the version read; false when something happened in it. */
  async remove({ id, version, key }: StoredConversation): Promise<boolean> {
    if (!(await this.#collection.remove(id, version))) return false;
    await this.#keyring.destroy(key);
    return true;
  }
}

function keyName(conversation: string): string {
  return `${conversation}#${randomUUID()}`;
}
