import type { StoredContribution } from '../contributions/contribution.ts';
import type { ContributionRegister } from '../contributions/register.ts';
import type { ErasureReason } from '../contributions/tombstone.ts';
import { type Conversation, type Conversations, freshState } from '../delivery/conversation.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createEffect, pendingAfterWipe, type ShownActivity } from '../delivery/effects.ts';
import { CodedError } from '../errors.ts';

interface Parts {
  readonly conversations: Conversations;
  readonly register: ContributionRegister;
  readonly delivery: Delivery;
  /** What has a resident's open page forget what it shows. */
  readonly clearedActivity: (conversation: Conversation) => ShownActivity;
  readonly scrub: () => Promise<void>;
  readonly now: () => Date;
}

const SWAP_TRIES = 20;

/**
 * Erases a contribution with its key, and everything that was said in the talk it came from; other contributions from
 * that talk stay. What is left is a tombstone, with who asked for it. Done again after an interruption, it ends the same.
 *
 * Errors: StoreUnavailableError; CodedError `conflict` when the talk kept changing.
 */
export async function eraseContribution(
  parts: Parts,
  contribution: StoredContribution,
  reason: ErasureReason,
): Promise<void> {
  if (contribution.conversation !== null)
    await wipeConversation(parts, contribution.conversation, contribution.id, reason);
  await parts.register.erase(contribution.id, reason);
  await parts.scrub();
}

async function wipeConversation(
  parts: Parts,
  id: string,
  contribution: string,
  reason: ErasureReason,
): Promise<void> {
  const { conversations, delivery, now, clearedActivity } = parts;
  for (let attempt = 0; attempt < SWAP_TRIES; attempt += 1) {
    const conversation = await conversations.get(id);
    if (!conversation) return;
    const { state } = conversation;
    const first = state.nextSequence;
    const clear = createEffect({
      kind: 'clear',
      first,
      key: conversation.key,
      contributions: [contribution],
      reason,
    });
    const shown = createEffect({ kind: 'show', first, activities: [clearedActivity(conversation)] });
    const wiped = {
      ...conversation,
      key: await conversations.newKey(id),
      updatedAt: now().toISOString(),
      pendingSince: conversation.pendingSince ?? now().toISOString(),
      state: {
        ...freshState(state),
        filed: state.filed.filter((filed) => filed !== contribution),
        nextSequence: first + 1,
        pending: [...pendingAfterWipe(state.pending, [contribution]), clear, shown],
      },
    };
    if (await conversations.replace(wiped)) return delivery.carryOut(id);
  }
  throw new CodedError('conflict', 'the talk kept changing');
}
