import type { Contribution, Feedback } from '../contributions/contribution.ts';
import type { ContributionRegister } from '../contributions/register.ts';
import { asCodedError } from '../errors.ts';
import type { Keyring } from '../privacy/keyring.ts';
import type { Conversation, Conversations } from './conversation.ts';
import type { PassCrashPoint } from './crash-points.ts';
import { eachPending } from './each-pending.ts';
import { backoffMs, createEffect, type Effect, type ShownActivity } from './effects.ts';
import { ignoreErased, markDelivered, supplement } from './filed-changes.ts';
import type { Inbox } from './inbox.ts';
import { createSerial, type Serial } from './serial.ts';
import type { Transcript } from './transcript.ts';

/** An effect or an answer that did not arrive at the first try. Names no person and no words. */
export interface Stuck {
  readonly id: string;
  readonly kind: string;
  readonly since: string;
  readonly attempts: number;
  readonly error: string | null;
}

/** One line for the operator; `error` is a code of the catalogue. */
export type ReportTrouble = (trouble: {
  what: string;
  id: string;
  attempts: number;
  error: string;
  cause: unknown;
}) => void;

interface Parts {
  readonly conversations: Conversations;
  readonly transcript: Transcript;
  readonly inbox: Inbox;
  readonly register: ContributionRegister;
  readonly keyring: Keyring;
  readonly now: () => Date;
  readonly report: ReportTrouble;
  /** How an answer of staff looks in the conversation's channel and language. */
  readonly showFeedback: (
    conversation: Conversation,
    feedback: Feedback,
    contribution: Contribution,
  ) => ShownActivity;
  /** Makes everything that was deleted unreadable in the store's own files. */
  readonly scrub: () => Promise<void>;
  readonly pass: PassCrashPoint;
}

const SWAP_TRIES = 20;
const SWEEP_ROWS = 200;

/**
 * Carries out what turns and staff decided, again and again until it happened. At-least-once, with the visible result
 * of once: every effect is idempotent on its id.
 */
export class Delivery {
  readonly #parts: Parts;
  readonly #oneAtATime: Serial = createSerial();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Carries out what is due in a conversation. Never throws for an effect: what failed is kept, reported and retried.
   * `stored` is the conversation as the caller has just written it, which saves reading it again.
   */
  carryOut(conversationId: string, stored?: Conversation): Promise<void> {
    return this.#track(this.#oneAtATime(conversationId, () => this.#carryOut(conversationId, stored)));
  }

  /** Tells the resident what staff answered, at once where the chat is open. Call after the answer is stored. */
  feedbackWritten(contributionId: string): void {
    void this.#track(this.#tell(contributionId)).catch((cause) =>
      this.#report('feedback', contributionId, 1, cause),
    );
  }

  /** Takes up everything that is due and did not arrive, in conversations and in contributions. */
  async sweep(): Promise<void> {
    const { conversations, register } = this.#parts;
    await eachPending(conversations, (id) =>
      this.carryOut(id).catch((cause) => this.#report('conversation', id, 1, cause)),
    );
    await eachPending(register, (id) =>
      this.#tell(id).catch((cause) => this.#report('feedback', id, 1, cause)),
    );
  }

  /** What is on its way for longer than `olderThanMs`. */
  async stuck(olderThanMs: number): Promise<Stuck[]> {
    const before = new Date(this.#parts.now().getTime() - olderThanMs).toISOString();
    const where = { where: { pendingSince: { lt: before } }, limit: SWEEP_ROWS } as const;
    const found: Stuck[] = [];
    for (const { id, pendingSince } of await this.#parts.conversations.find(where)) {
      const conversation = await this.#parts.conversations.get(id);
      for (const { action, attempts, error, id: effect } of conversation?.state.pending ?? []) {
        found.push({ id: effect, kind: action.kind, since: pendingSince ?? before, attempts, error });
      }
    }
    for (const { id, pendingSince } of await this.#parts.register.find(where)) {
      found.push({ id, kind: 'feedback', since: pendingSince ?? before, attempts: 0, error: null });
    }
    return found;
  }

  /** Resolves when nothing that was begun is still running. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  async #carryOut(conversationId: string, stored: Conversation | undefined): Promise<void> {
    const conversation = stored ?? (await this.#parts.conversations.get(conversationId));
    if (!conversation || conversation.state.pending.length === 0) return;
    const now = this.#parts.now();
    const left = new Map<string, Effect>();
    const arrived = new Set<string>();
    let showing = true;
    for (const effect of conversation.state.pending) {
      const shows = effect.action.kind === 'show';
      if ((shows && !showing) || (effect.nextAt !== null && effect.nextAt > now.toISOString())) {
        showing &&= !shows;
        continue;
      }
      try {
        await this.#perform(conversation, effect);
        arrived.add(effect.id);
      } catch (thrown) {
        showing &&= !shows;
        left.set(effect.id, this.#failed(effect, now, thrown));
      }
    }
    this.#parts.pass('before-effects-settled');
    await this.#settle(conversation, arrived, left);
  }

  #failed(effect: Effect, now: Date, thrown: unknown): Effect {
    const attempts = effect.attempts + 1;
    this.#report(effect.action.kind, effect.id, attempts, thrown);
    const nextAt = new Date(now.getTime() + backoffMs(attempts)).toISOString();
    return { ...effect, attempts, nextAt, error: asCodedError(thrown).code };
  }

  /** Strikes off what arrived and notes what failed, whatever else changed in the conversation meanwhile. */
  async #settle(
    carriedOut: Conversation,
    arrived: ReadonlySet<string>,
    failed: ReadonlyMap<string, Effect>,
  ): Promise<void> {
    let conversation: Conversation | undefined = carriedOut;
    for (let attempt = 0; attempt < SWAP_TRIES && conversation; attempt += 1) {
      const pending = conversation.state.pending
        .filter((effect) => !arrived.has(effect.id))
        .map((effect) => failed.get(effect.id) ?? effect);
      const pendingSince = pending.length === 0 ? null : conversation.pendingSince;
      const state = { ...conversation.state, pending };
      if (await this.#parts.conversations.replace({ ...conversation, pendingSince, state })) return;
      conversation = await this.#parts.conversations.get(carriedOut.id);
    }
  }

  async #perform(conversation: Conversation, effect: Effect): Promise<void> {
    const { conversations, transcript, register, scrub, pass } = this.#parts;
    const { action } = effect;
    switch (action.kind) {
      case 'show':
        pass('before-show');
        await transcript.add(
          conversation,
          action.first,
          action.activities,
          await conversations.cipherOf(conversation),
        );
        pass('after-show');
        return;
      case 'file':
        await register.file(action.contribution);
        pass('after-filing');
        return;
      case 'supplement':
        await register
          .change(action.contribution, (contribution) =>
            supplement(contribution, action.contact, this.#parts.now()),
          )
          .catch(ignoreErased);
        return;
      case 'clear':
        await Promise.all(action.contributions.map((id) => register.erase(id, action.reason)));
        await transcript.clear(conversation.id, action.first);
        await this.#retireKey(conversation, action.key);
        await scrub();
        return;
    }
  }

  async #retireKey(conversation: Conversation, key: string): Promise<void> {
    const { inbox, keyring } = this.#parts;
    if (!(await keyring.has(key))) return;
    const from = { key, cipher: await keyring.cipherOf(key) };
    await inbox.reseal(conversation.id, from, {
      key: conversation.key,
      cipher: await keyring.cipherOf(conversation.key),
    });
    await keyring.destroy(key);
  }

  /** Puts undelivered feedback of a contribution into its conversation, then marks it as delivered. */
  async #tell(contributionId: string): Promise<void> {
    const { register, now } = this.#parts;
    const stored = await register.get(contributionId);
    if (!stored || stored.pendingSince === null) return;
    const contribution = await register.open(stored);
    const waiting = contribution.content.feedback.filter((feedback) => feedback.deliveredAt === null);
    const { conversation } = contribution;
    const outcome = conversation === null ? 'gone' : await this.#put(conversation, waiting, contribution);
    if (outcome === 'busy') return;
    const ids = new Set(waiting.map((feedback) => feedback.id));
    await register.change(contributionId, (current) =>
      outcome === 'shown' ? markDelivered(current, ids, now()) : { ...current, pendingSince: null },
    );
  }

  /** Whether the talk shows it; `gone` when there is no talk any more, `busy` when the sweep has to come back to it. */
  async #put(
    conversationId: string,
    waiting: readonly Feedback[],
    contribution: Contribution,
  ): Promise<'shown' | 'gone' | 'busy'> {
    const { conversations, now, showFeedback } = this.#parts;
    for (let attempt = 0; attempt < SWAP_TRIES; attempt += 1) {
      const conversation = await conversations.get(conversationId);
      if (!conversation) return 'gone';
      const { state } = conversation;
      const fresh = waiting.filter((feedback) => !state.told.includes(feedback.id));
      if (fresh.length === 0) {
        return state.pending.some(({ action }) => action.kind === 'show') ? 'busy' : 'shown';
      }
      const activities = fresh.map((feedback) => showFeedback(conversation, feedback, contribution));
      const pending = [
        ...state.pending,
        createEffect({ kind: 'show', first: state.nextSequence, activities }),
      ];
      const next: Conversation = {
        ...conversation,
        pendingSince: conversation.pendingSince ?? now().toISOString(),
        state: {
          ...state,
          pending,
          nextSequence: state.nextSequence + activities.length,
          told: [...state.told, ...fresh.map((feedback) => feedback.id)],
        },
      };
      if (await conversations.replace(next)) await this.carryOut(conversationId);
    }
    return 'busy';
  }

  #report(what: string, id: string, attempts: number, cause: unknown): void {
    this.#parts.report({ what, id, attempts, error: asCodedError(cause).code, cause });
  }

  #track(work: Promise<void>): Promise<void> {
    this.#running.add(work);
    void work.then(
      () => this.#running.delete(work),
      () => this.#running.delete(work),
    );
    return work;
  }
}
