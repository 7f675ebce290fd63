import { type Question, skip, yesNo } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import { readContact } from './contact.ts';

/** Whether someone may get in touch; who gives a number or an address at once has said yes. */
export const contactWanted: Question<ShareAnswers, 'contactWanted'> = {
  key: 'contactWanted',
  ask: (turn) => ({ text: turn.t('share.contactWanted.ask'), choices: [...yesNo(turn), skip(turn)] }),
  read: ({ said, t }, answers) => {
    if (said.choice === 'yes' || said.choice === 'no') return { ok: true, value: said.choice === 'yes' };
    const contact = said.choice === null ? readContact({ said }) : undefined;
    if (contact) return { ok: 'amended', answers: { ...answers, contactWanted: true, contact } };
    return { ok: false, why: t('share.contactWanted.unclear') };
  },
  skipped: null,
};
