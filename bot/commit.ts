import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { type Conversation, type Offered, SEEN_MESSAGES } from '../services/delivery/conversation.ts';

import {
  createEffect,
  type Effect,
  pendingAfterWipe,
  type ShownActivity,
} from '../services/delivery/effects.ts';
import type { InboundMessage } from '../services/delivery/inbox.ts';
import type { TurnState } from './turn-state.ts';

/** The name residents see above what the bot says. */
const BOT = { id: 'meepraten', name: 'Meepraten', role: 'bot' } as const;

/** A conversation that nobody comes back to is removed after this; one with something filed after a longer time. */
export interface Lifetimes {
  readonly abandonedDays: number;
  readonly filedDays: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The conversation after a turn: answers, the id of the message, what to show and what to do, all in the one document
 * that is written. `newKey` is the key of a conversation that was wiped in this turn.
 */
export function afterTurn(
  before: Conversation,
  message: InboundMessage,
  said: readonly Partial<Activity>[],
  turn: TurnState,
  lifetimes: Lifetimes,
  newKey: string | null,
): Conversation {
  const at = turn.now.toISOString();
  const { state } = before;
  const echo = newKey === null ? echoOf(message, before.id) : [];
  // Web Chat holds back, for seconds, what answers a message that it has not seen.
  const answered = echo.length > 0 ? message.id : null;
  const replies = said.map((activity) => replyOf(activity, before.id, answered, at));
  const activities = [...echo, ...replies];
  const { nextSequence } = state;
  // What the resident is told has happened, happens first.
  const effects: Effect[] = turn.effects.map((action) => createEffect(action));
  if (newKey !== null) {
    const contributions = [...(turn.wiped ?? [])];
    const clear = { kind: 'clear', first: nextSequence, key: before.key, contributions } as const;
    effects.push(createEffect({ ...clear, reason: 'resident' }));
  }
  if (activities.length > 0) effects.push(createEffect({ kind: 'show', first: nextSequence, activities }));
  const kept = newKey === null ? state.pending : pendingAfterWipe(state.pending, turn.wiped ?? []);
  const pending = [...kept, ...effects];
  const { filed } = turn;
  const days = filed.length > 0 ? lifetimes.filedDays : lifetimes.abandonedDays;
  return {
    ...before,
    key: newKey ?? before.key,
    language: turn.conversation.language,
    updatedAt: at,
    expiresAt: new Date(turn.now.getTime() + days * DAY_MS).toISOString(),
    pendingSince: pending.length > 0 ? (before.pendingSince ?? at) : null,
    state: {
      dialogs: newKey === null ? { ...turn.stack } : {},
      seen: [...state.seen, message.id].slice(-SEEN_MESSAGES),
      pending,
      nextSequence: nextSequence + activities.length,
      offered: offeredLast(said),
      filed: [...filed],
      told: state.told,
      noticeVersion: turn.noticeVersion,
      wrongCodes: { ...turn.wrongCodes },
    },
  };
}

/** An activity of the bot or of staff, as a Direct Line client gets it. */
export function replyOf(
  activity: Partial<Activity>,
  conversation: string,
  replyToId: string | null,
  at: string,
): ShownActivity {
  return {
    type: 'message',
    ...activity,
    id: randomUUID(),
    timestamp: at,
    channelId: 'directline',
    from: BOT,
    conversation: { id: conversation },
    ...(replyToId === null ? {} : { replyToId }),
  };
}

/** What has a resident's open page forget everything it shows. */
export function clearedActivity(conversation: string, now: Date): ShownActivity {
  return replyOf({ type: 'event', name: 'transcript.cleared' }, conversation, null, now.toISOString());
}

/** The resident's own message, as their client and their other tabs get it back; the welcome has none. */
function echoOf(message: InboundMessage, conversation: string): ShownActivity[] {
  if (message.type !== 'message' || (message.text === '' && message.displayText === null)) return [];
  const { clientActivityId, displayText, value } = message;
  return [
    {
      type: 'message',
      id: message.id,
      timestamp: message.at,
      channelId: 'directline',
      from: { id: 'user', role: 'user' },
      conversation: { id: conversation },
      text: message.text,
      ...(value === null ? {} : { value }),
      channelData: {
        ...(clientActivityId === null ? {} : { clientActivityID: clientActivityId }),
        ...(displayText === null ? {} : { messageBack: { displayText } }),
      },
    },
  ];
}

/** The buttons under the last message that had any. */
function offeredLast(said: readonly Partial<Activity>[]): Offered[] {
  const actions = said.findLast(({ type }) => type === 'message')?.suggestedActions?.actions ?? [];
  return actions.map(({ value, title }) => ({ value: String(value), title }));
}
