import type { Danger } from '../../services/understanding/understanding.ts';
import type { Message, Question } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import type { Turn } from '../turn.ts';

/** When someone is in danger now: first whom to call, then whether to go on here. */
export const safety: Question<ShareAnswers, 'safety'> = {
  key: 'safety',
  applies: ({ danger }) => danger !== undefined,
  ask: (turn, { danger }) => safetyMessage(turn, danger ?? 'medical'),
  read: (turn, answers) => {
    if (turn.said.choice === 'yes') return { ok: true, value: 'go_on' };
    return { ok: false, why: safetyMessage(turn, answers.danger ?? 'medical').text };
  },
};

/** The numbers that fit this danger, the municipality's own included, and the question whether to go on. */
function safetyMessage(turn: Turn, danger: Danger): Message {
  const { t } = turn;
  return {
    text: [t('share.safety.ask'), ...helplines(turn, danger), '', t('share.safety.goOn')].join('\n'),
    kind: 'danger',
    choices: [
      { value: 'yes', title: t('choice.goOn') },
      { value: 'person', title: t('choice.person') },
      { value: 'stop', title: t('choice.stop') },
    ],
  };
}

/** The numbers that fit a danger, one a line. */
export function helplines({ profile, conversation }: Turn, danger: Danger): string[] {
  return profile.helplines[danger].map(({ number, label }) => `• ${number}: ${label[conversation.language]}`);
}
