import { type Question, skip, yesNo } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** Whether someone may get in touch. */
export const contactWanted: Question<ShareAnswers, 'contactWanted'> = {
  key: 'contactWanted',
  ask: (turn) => ({ text: turn.t('share.contactWanted.ask'), choices: [...yesNo(turn), skip(turn)] }),
  read: ({ said, t }) => {
    if (said.choice === 'yes' || said.choice === 'no') return { ok: true, value: said.choice === 'yes' };
    return { ok: false, why: t('share.contactWanted.unclear') };
  },
  skipped: null,
};
