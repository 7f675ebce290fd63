import type { TurnContext } from 'botbuilder';
import { changeLanguage, respond, setDialogStack, welcome } from '../dialogs/root.ts';
import { setTurn } from '../dialogs/turn.ts';
import { translator } from '../locales/index.ts';
import { isLocale } from '../locales/languages.ts';
import type { ContributionRegister } from '../services/contributions/register.ts';
import type { Conversation, Conversations } from '../services/delivery/conversation.ts';
import type { Delivery } from '../services/delivery/delivery.ts';
import type { InboundMessage, Inbox, WaitingMessage } from '../services/delivery/inbox.ts';
import { createSerial, type Serial } from '../services/delivery/serial.ts';
import { CodedError, StoreUnavailableError } from '../services/errors.ts';
import type { Understanding } from '../services/understanding/understanding.ts';
import { casesOf } from './cases.ts';
import { afterTurn, type Lifetimes } from './commit.ts';
import { readMessage } from './said.ts';
import { TurnAdapter } from './turn-adapter.ts';
import { type TurnParts, TurnState } from './turn-state.ts';

interface Parts extends TurnParts {
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly delivery: Delivery;
  readonly register: ContributionRegister;
  readonly understanding: Understanding;
  readonly now: () => Date;
  readonly lifetimes: Lifetimes;
  /** One log line for a turn that failed; `id` is what the resident was told. */
  readonly reportFailure: (failure: { id: string; attempts: number; cause: unknown }) => void;
}

/** A turn that keeps losing the race against other writers is taken up again by the sweep. */
const SWAP_TRIES = 10;
/** After so many failures the resident is told, and the conversation goes on without this message. */
const FAILURES = 3;
const SWEEP_CONVERSATIONS = 500;

/**
 * Takes turns: one at a time per conversation, in order of arrival, each committed in one document write. A message
 * stays in the inbox until its turn is committed, so a crash at any point loses none and answers none twice.
 */
export class Turns {
  readonly #parts: Parts;
  readonly #adapter = new TurnAdapter();
  readonly #oneAtATime: Serial = createSerial();
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

  /** Takes no new turns and resolves when those under way are done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled(this.#running);
  }

  async #drain(conversationId: string): Promise<void> {
    for (const row of await this.#parts.inbox.waiting(conversationId)) {
      if (this.#stopped) return;
      // A wipe gives what still waits another key, so the rest is read anew.
      if ((await this.#answer(row)) === 'wiped') return this.#drain(conversationId);
    }
  }

  async #answer(row: WaitingMessage): Promise<'answered' | 'wiped'> {
    const { delivery, inbox, reportFailure } = this.#parts;
    const failures = this.#failures.get(row.id) ?? 0;
    try {
      const outcome = await this.#commitTurn(row, failures >= FAILURES);
      await Promise.all([delivery.carryOut(row.conversation), inbox.done(row)]);
      this.#failures.delete(row.id);
      return outcome;
    } catch (cause) {
      if (!(cause instanceof StoreUnavailableError)) this.#failures.set(row.id, failures + 1);
      reportFailure({ id: row.id, attempts: failures + 1, cause });
      throw cause;
    }
  }

  /** Reads, answers and swaps, again when another writer was first. */
  async #commitTurn(row: WaitingMessage, apologise: boolean): Promise<'answered' | 'wiped'> {
    const { conversations, inbox } = this.#parts;
    for (let attempt = 0; attempt < SWAP_TRIES; attempt += 1) {
      const conversation = await conversations.get(row.conversation);
      if (!conversation || conversation.state.seen.includes(row.id)) return 'answered';
      const message = inbox.open(row, await conversations.cipherOf(row));
      const next = await this.#takeTurn(conversation, message, apologise);
      if (await conversations.replace(next)) return next.key === conversation.key ? 'answered' : 'wiped';
    }
    throw new CodedError('conflict', 'the conversation kept changing');
  }

  async #takeTurn(
    conversation: Conversation,
    message: InboundMessage,
    apologise: boolean,
  ): Promise<Conversation> {
    const { conversations, understanding, register, codeKey, now, lifetimes } = this.#parts;
    const said = await readMessage(message, conversation.state.offered, understanding);
    const cases = casesOf(register, codeKey, conversation.state.filed);
    const turn = new TurnState(this.#parts, conversation, said, cases, now());
    const context = this.#adapter.createContext(asActivity(message, conversation));
    setTurn(context, turn);
    setDialogStack(context, turn.stack);
    await (apologise ? sayFailed(context, turn, message.id) : runDialogs(context, message));
    const newKey = turn.isWiped() ? await conversations.newKey(conversation.id) : null;
    return afterTurn(conversation, message, this.#adapter.said(context), turn, lifetimes, newKey);
  }
}

function runDialogs(context: TurnContext, { type, value }: InboundMessage): Promise<void> {
  if (type === 'joined') return welcome(context);
  if (type === 'language') return changeLanguage(context, value ?? '');
  return respond(context);
}

/** The message could not be answered: the earlier answers stay, and staff can find the failure by its id. */
async function sayFailed(context: TurnContext, turn: TurnState, id: string): Promise<void> {
  const { language } = turn.conversation;
  const text = translator(isLocale(language) ? language : 'nl')('general.failed', { id: id.slice(0, 8) });
  await context.sendActivity({ type: 'message', text, locale: language });
}

function asActivity(message: InboundMessage, conversation: Conversation) {
  return {
    type: message.type === 'message' ? 'message' : 'event',
    id: message.id,
    channelId: 'directline',
    text: message.text,
    from: { id: 'user', name: '' },
    recipient: { id: 'meepraten', name: 'Meepraten' },
    conversation: { id: conversation.id, isGroup: false, conversationType: 'personal', name: '' },
    locale: conversation.language,
  };
}
