import { type Question, skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** After the story the future: what could be better (Zaanstad's residents asked for this order). */
export const wish: Question<ShareAnswers, 'wish'> = {
  key: 'wish',
  ask: (turn) => ({ text: turn.t('share.wish.ask'), choices: [skip(turn)] }),
  read: ({ said, t }) => {
    if (said.choice === 'no') return { ok: true, value: null };
    return /[\p{L}\p{N}]/u.test(said.text)
      ? { ok: true, value: said.text }
      : { ok: false, why: t('share.wish.ask') };
  },
  skipped: null,
};
