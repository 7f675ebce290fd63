import { isLocale } from '../locales/languages.ts';
import type { Conversations } from '../services/delivery/conversation.ts';
import type { PassCrashPoint } from '../services/delivery/crash-points.ts';
import type { ShownActivity } from '../services/delivery/effects.ts';
import type { InboundMessage, Inbox } from '../services/delivery/inbox.ts';
import type { Transcript } from '../services/delivery/transcript.ts';
import { CodedError } from '../services/errors.ts';
import { keyedHash } from '../services/privacy/encryption.ts';
import type { Lifetimes } from './commit.ts';
import type { Turns } from './turns.ts';

interface Parts {
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly transcript: Transcript;
  readonly turns: Turns;
  readonly personKey: Buffer;
  readonly lifetimes: Lifetimes;
  readonly now: () => Date;
  readonly pass: PassCrashPoint;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What a channel does with conversations: begin one, store what comes in, and read what was said. */
export class Talks {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Creates the conversation if it does not exist and says welcome; false when it existed. */
  async begin(id: string, options: { channel: 'web'; userId: string; locale: string }): Promise<boolean> {
    const { conversations, personKey, lifetimes, now } = this.#parts;
    const begun = await conversations.begin(id, {
      channel: options.channel,
      person: keyedHash(personKey, options.userId),
      language: isLocale(options.locale) ? options.locale : 'nl',
      now: now(),
      expiresAt: new Date(now().getTime() + lifetimes.abandonedDays * DAY_MS),
    });
    await this.receive(id, joined(id, now()));
    return begun;
  }

  exists(id: string): Promise<boolean> {
    return this.#parts.conversations.exists(id);
  }

  /**
   * Stores the message durably, then resolves; its turn is taken afterwards. One with an id seen before is dropped.
   *
   * Errors: StoreUnavailableError; CodedError `not_found` when there is no such conversation.
   */
  async receive(id: string, message: InboundMessage): Promise<void> {
    const { conversations, inbox, turns, pass } = this.#parts;
    const conversation = await conversations.head(id);
    if (!conversation) throw new CodedError('not_found', 'no such conversation');
    const cipher = await conversations.cipherOf(conversation);
    pass('before-inbox-write');
    await inbox.put(id, conversation.key, message, cipher);
    pass('after-inbox-write');
    // A wipe in between destroyed the key this message was sealed with; the cipher in hand still opens it.
    const current = await conversations.head(id);
    if (current && current.key !== conversation.key) {
      const to = { key: current.key, cipher: await conversations.cipherOf(current) };
      await inbox.reseal(id, { key: conversation.key, cipher }, to);
    }
    turns.wake(id);
  }

  /** Activities numbered above `after`, in order, and the highest number read. Errors: CodedError `not_found`. */
  async transcript(
    id: string,
    after: number,
  ): Promise<{ activities: readonly ShownActivity[]; last: number }> {
    const { conversations, transcript } = this.#parts;
    const conversation = await conversations.head(id);
    if (!conversation) throw new CodedError('not_found', 'no such conversation');
    return transcript.read(conversation, after, await conversations.cipherOf(conversation));
  }

  /** Calls back whenever there is something new; returns the way to stop that. */
  watch(id: string, onNews: () => void): () => void {
    return this.#parts.transcript.watch(id, onNews);
  }
}

/** What makes the bot say welcome; the same id each time, so that it happens once. */
function joined(conversation: string, now: Date): InboundMessage {
  return {
    id: `${conversation}:joined`,
    type: 'joined',
    text: '',
    value: null,
    displayText: null,
    locale: null,
    clientActivityId: null,
    masked: false,
    tooLong: false,
    attachments: false,
    at: now.toISOString(),
  };
}
