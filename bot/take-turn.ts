import type { TurnContext } from 'botbuilder';
import { changeLanguage, respond, setDialogStack, welcome } from '../dialogs/root.ts';
import { setTurn } from '../dialogs/turn.ts';
import { translator } from '../locales/index.ts';
import { isLocale } from '../locales/languages.ts';
import type { ContributionRegister } from '../services/contributions/register.ts';
import type { Conversation } from '../services/delivery/conversation.ts';
import type { InboundMessage } from '../services/delivery/inbox.ts';
import type { Understanding } from '../services/understanding/understanding.ts';
import { casesOf } from './cases.ts';
import { afterTurn, type Lifetimes } from './commit.ts';
import { readMessage } from './said.ts';
import { TurnAdapter } from './turn-adapter.ts';
import { type TurnParts, TurnState } from './turn-state.ts';

/** What a turn is computed with. */
export interface TakeTurnParts extends TurnParts {
  readonly understanding: Understanding;
  /** Read only when someone asks about what they filed before. */
  readonly register: ContributionRegister;
  readonly lifetimes: Lifetimes;
  readonly now: () => Date;
  /** Makes the key of a conversation that was wiped; returns its owner name. */
  readonly newKey: (conversationId: string) => Promise<string>;
}

const adapter = new TurnAdapter();

/**
 * The conversation as it is after a message was answered, for the caller to store in one write. With `apologise` the
 * answer is that it went wrong: the earlier answers stay, and staff can find the failure by its id.
 */
export async function takeTurn(
  parts: TakeTurnParts,
  conversation: Conversation,
  message: InboundMessage,
  { apologise = false } = {},
): Promise<Conversation> {
  const { understanding, register, codeKey, now, lifetimes, newKey } = parts;
  // What an apology is for may be that the message cannot be understood.
  const read = apologise ? { ...message, text: '', value: null } : message;
  const said = await readMessage(read, conversation.state.offered, understanding);
  const cases = casesOf(register, codeKey, conversation.state.filed);
  const turn = new TurnState(parts, conversation, said, cases, now());
  const context = adapter.createContext(asActivity(message, conversation));
  setTurn(context, turn);
  setDialogStack(context, turn.stack);
  await (apologise ? sayFailed(context, turn, message.id) : runDialogs(context, message));
  const key = turn.isWiped() ? await newKey(conversation.id) : null;
  return afterTurn(conversation, message, adapter.said(context), turn, lifetimes, key);
}

function runDialogs(context: TurnContext, { type, value }: InboundMessage): Promise<void> {
  if (type === 'joined') return welcome(context);
  if (type === 'language') return changeLanguage(context, value ?? '');
  return respond(context);
}

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
