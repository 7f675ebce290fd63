import { type Question, skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** For oneself, or for someone else whom one helps. */
export const onBehalfOf: Question<ShareAnswers, 'onBehalfOf'> = {
  key: 'onBehalfOf',
  ask: (turn) => ({
    text: turn.t('share.onBehalfOf.ask'),
    choices: [
      { value: 'self', title: turn.t('choice.self') },
      { value: 'other', title: turn.t('choice.other') },
      skip(turn),
    ],
  }),
  read: ({ said, t }) => {
    if (said.choice === 'self' || said.choice === 'other')
      return { ok: true, value: said.choice === 'other' };
    return { ok: false, why: t('share.onBehalfOf.unclear') };
  },
  skipped: null,
};
