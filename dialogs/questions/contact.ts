import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import type { Contact } from '../../services/contributions/contribution.ts';
import { type Question, skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import type { Turn } from '../turn.ts';

/** How someone can be reached: this chat, a phone number or an e-mail address. */
export const contact: Question<ShareAnswers, 'contact'> = {
  key: 'contact',
  applies: ({ contactWanted }) => contactWanted === true,
  ask: (turn) => askContact(turn),
  read: (turn) => {
    const value = readContact(turn);
    return value ? { ok: true, value } : { ok: false, why: turn.t('share.contact.unclear') };
  },
  skipped: null,
};

/** The question itself, also asked when someone wants a person. */
export function askContact(turn: Turn) {
  return {
    text: turn.t('share.contact.ask'),
    choices: [{ value: 'chat', title: turn.t('choice.chat') }, skip(turn)],
  };
}

/** Finds a way to reach someone in what was said; undefined when there is none. Numbers without country are Dutch. */
export function readContact({ said }: Pick<Turn, 'said'>): Contact | undefined {
  if (said.choice === 'chat') return { how: 'chat' };
  const address = said.text.match(/[^\s<>"',;:()]+@[^\s<>"',;:()]+/)?.[0]?.replace(/[.!?]+$/, '');
  if (address && z.email().safeParse(address).success) return { how: 'email', address };
  const digits = said.text.normalize('NFKC').match(/[+0(][\p{Nd}\s().-]{7,24}/u)?.[0];
  const number = digits ? parsePhoneNumberFromString(digits, 'NL') : undefined;
  return number?.isValid() ? { how: 'phone', number: number.number } : undefined;
}
