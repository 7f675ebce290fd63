import type { Question } from '../question.ts';
import { skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** The one plain question when it is not clear whether a story is one person's case or concerns more people. */
export const scope: Question<ShareAnswers, 'scope'> = {
  key: 'scope',
  applies: ({ story }, { profile }) => story !== undefined && story.certainty < profile.thresholds.clear,
  ask: (turn) => ({
    text: turn.t('share.scope.ask'),
    choices: [
      { value: 'individual', title: turn.t('choice.individual') },
      { value: 'collective', title: turn.t('choice.collective') },
      { value: 'both', title: turn.t('choice.both') },
      skip(turn),
    ],
  }),
  read: ({ said, t }) => {
    const { choice } = said;
    return choice === 'individual' || choice === 'collective' || choice === 'both'
      ? { ok: true, value: choice }
      : { ok: false, why: t('share.scope.unclear') };
  },
  skipped: null,
};
