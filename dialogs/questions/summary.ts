import { describeAnswers } from '../describe-answers.ts';
import type { Question } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** What will be filed, for the resident to confirm or correct. */
export const summary: Question<ShareAnswers, 'summary'> = {
  key: 'summary',
  ask: (turn, answers) => ({
    text: [
      turn.t('share.summary.ask'),
      '',
      ...describeAnswers(turn, answers),
      '',
      turn.t('share.summary.question'),
    ].join('\n'),
    kind: 'summary',
    choices: [
      { value: 'confirm', title: turn.t('choice.confirm') },
      { value: 'correct', title: turn.t('choice.correct') },
    ],
  }),
  read: ({ said, t }) => {
    if (said.choice === 'confirm' || said.choice === 'yes') return { ok: true, value: 'confirm' };
    if (said.choice === 'correct' || said.choice === 'no') return { ok: true, value: 'correct' };
    return { ok: false, why: t('share.summary.unclear') };
  },
};
