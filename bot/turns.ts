import type { Conversation, Conversations } from '../services/delivery/conversation.ts';
import type { PassCrashPoint } from '../services/delivery/crash-points.ts';
import type { Delivery } from '../services/delivery/delivery.ts';
import {
  type InboundMessage,
  type Inbox,
  unreadableMessage,
  type WaitingMessage,
} from '../services/delivery/inbox.ts';
import { createSerial, type Serial } from '../services/delivery/serial.ts';
import { CodedError, StoreUnavailableError } from '../services/errors.ts';
import { createRounds, type Round } from './rounds.ts';
import { type TakeTurnParts, takeTurn } from './take-turn.ts';

interface Parts extends Omit<TakeTurnParts, 'newKey'> {
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly delivery: Delivery;
  /** One log line for a turn that failed; `id` is what the resident was told. */
  readonly reportFailure: (failure: { id: string; attempts: number; cause: unknown }) => void;
  readonly pass: PassCrashPoint;
}

/** A turn that keeps losing the race against other writers is taken up again by the sweep. */
const SWAP_TRIES = 10;
/** After so many failures the resident is told, and the conversation goes on without this message. */
const FAILURES = 3;
/** A turn takes half a millisecond of computing. */
const TURNS_A_ROUND = 16;
const SWEEP_CONVERSATIONS = 500;

/**
 * Takes turns: one at a time per conversation, in order of arrival, each committed in one document write. A message
 * stays in the inbox until its turn is committed, so a crash at any point loses none and answers none twice.
 */
export class Turns {
  readonly #parts: Parts;
  readonly #oneAtATime: Serial = createSerial();
  readonly #round: Round = createRounds(TURNS_A_ROUND);
  readonly #failures = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Has the waiting messages of a conversation answered; returns at once. */
  wake(conversationId: string): void {
    if (this.#stopped) return;
    const run = this.#oneAtATime(conversationId, () => this.#drain(conversationId)).catch(() => undefined);
    this.#running.add(run);
    void run.then(() => this.#running.delete(run));
  }

  /** Wakes every conversation in which a message waits, after a crash or a failure. */
  async sweep(): Promise<void> {
    for (const id of await this.#parts.inbox.conversationsWaiting(SWEEP_CONVERSATIONS)) this.wake(id);
  }

  /** Resolves when no turn is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Takes no new turns and resolves when those under way are done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.settled();
  }

  async #drain(conversationId: string): Promise<void> {
    for (const row of await this.#parts.inbox.waiting(conversationId)) {
      if (this.#stopped) return;
      // A wipe gives what still waits another key, so the rest is read anew.
      if ((await this.#answer(row)) === 'wiped') return this.#drain(conversationId);
    }
  }

  async #answer(row: WaitingMessage): Promise<'answered' | 'wiped'> {
    const { delivery, inbox, reportFailure, pass } = this.#parts;
    const failures = this.#failures.get(row.id) ?? 0;
    pass('after-claim');
    try {
      const { outcome, conversation } = await this.#commitTurn(row, failures >= FAILURES);
      pass('after-turn-commit');
      await Promise.all([delivery.carryOut(row.conversation, conversation), inbox.done(row)]);
      this.#failures.delete(row.id);
      return outcome;
    } catch (cause) {
      if (!(cause instanceof StoreUnavailableError)) this.#failures.set(row.id, failures + 1);
      reportFailure({ id: row.id, attempts: failures + 1, cause });
      throw cause;
    }
  }

  /** The message; one that cannot be opened, again and again, becomes an empty one, so that the talk can go on. */
  async #open(row: WaitingMessage, apologise: boolean): Promise<InboundMessage> {
    const { conversations, inbox } = this.#parts;
    try {
      return inbox.open(row, await conversations.cipherOf(row));
    } catch (cause) {
      if (!apologise || cause instanceof StoreUnavailableError) throw cause;
      return unreadableMessage(row);
    }
  }

  /** Reads, answers and swaps, again when another writer was first. */
  async #commitTurn(row: WaitingMessage, apologise: boolean): Promise<Committed> {
    const { conversations, pass } = this.#parts;
    const newKey = (id: string) => conversations.newKey(id);
    for (let attempt = 0; attempt < SWAP_TRIES; attempt += 1) {
      const conversation = await conversations.get(row.conversation);
      if (!conversation || conversation.state.seen.includes(row.id)) return { outcome: 'answered' };
      const message = await this.#open(row, apologise);
      await this.#round();
      const next = await takeTurn({ ...this.#parts, newKey }, conversation, message, { apologise });
      pass('before-turn-commit');
      if (!(await conversations.replace(next))) continue;
      const outcome = next.key === conversation.key ? 'answered' : 'wiped';
      return { outcome, conversation: { ...next, version: next.version + 1 } };
    }
    throw new CodedError('conflict', 'the conversation kept changing');
  }
}

/** How a turn ended, and the conversation as it is stored now when this turn wrote it. */
interface Committed {
  readonly outcome: 'answered' | 'wiped';
  readonly conversation?: Conversation;
}
