import type { Said } from '../dialogs/turn.ts';
import { LANGUAGE_NAMES } from '../locales/index.ts';
import type { Offered } from '../services/delivery/conversation.ts';
import type { InboundMessage } from '../services/delivery/inbox.ts';
import type { Understanding } from '../services/understanding/understanding.ts';
import { CHOICE_WORDS, wordFor } from '../services/understanding/words.ts';

/** Values that only a button carries; typed, they are words like any other. */
const BUTTON_ONLY = /^(?:theme|neighbourhood|correct|language):[a-z_]+$|^erase:now$/i;

/** Values of buttons that stay on the screen and may be pressed later, or that a page has of its own. */
const EARLIER: ReadonlySet<string> = new Set<string>([
  ...CHOICE_WORDS,
  'start',
  'self',
  'other',
  'individual',
  'collective',
  'both',
  'chat',
]);

/** Understands one message: which choice it makes, if any, and what it tells. */
export async function readMessage(
  message: InboundMessage,
  offered: readonly Offered[],
  understanding: Understanding,
): Promise<Said> {
  const choice = choiceOf(message, offered);
  const pressed = message.value !== null && message.value === choice;
  const text = message.tooLong || pressed ? '' : message.text;
  const { masked, tooLong, attachments } = message;
  return { text, choice, understood: await understanding.understand(text), masked, tooLong, attachments };
}

/**
 * The choice a message makes: the button's value, the value or title of a button offered last (or its number), or a
 * word that always means the same; null for anything else.
 */
function choiceOf({ value, text }: InboundMessage, offered: readonly Offered[]): string | null {
  if (value !== null && isChoice(value, offered)) return value;
  const typed = plain(text);
  if (typed === '') return null;
  const byName = offered.find((choice) => choice.value === typed || plain(choice.title) === typed);
  if (byName) return byName.value;
  const byNumber = /^\p{Nd}{1,2}$/u.test(typed) ? offered[Number(typed.normalize('NFKC')) - 1] : undefined;
  if (byNumber) return byNumber.value;
  for (const [code, name] of LANGUAGE_NAMES) if (plain(name) === typed) return `language:${code}`;
  if (BUTTON_ONLY.test(typed) && typed !== 'erase:now') return typed;
  return wordFor(text);
}

/** True for a value that a button of ours carries, now or earlier in the talk. */
function isChoice(value: string, offered: readonly Offered[]): boolean {
  return BUTTON_ONLY.test(value) || EARLIER.has(value) || offered.some((choice) => choice.value === value);
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/[.!?]+$/, '')
    .toLowerCase();
}
