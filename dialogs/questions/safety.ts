import type { TurnContext } from 'botbuilder';
import type { Danger } from '../../services/understanding/understanding.ts';
import type { Message, Question } from '../question.ts';
import { say } from '../say.ts';
import type { ShareAnswers } from '../share-answers.ts';
import { type Turn, turnOf } from '../turn.ts';
import { wipeTalk } from '../wipe-talk.ts';

/** When someone is in danger now: first whom to call, then whether to go on here. */
export const safety: Question<ShareAnswers, 'safety'> = {
  key: 'safety',
  applies: ({ danger }) => danger !== undefined,
  ask: (turn, { danger }) => safetyMessage(turn, danger ?? 'medical'),
  read: (turn, answers) => {
    if (turn.said.choice === 'yes') return { ok: true, value: 'go_on' };
    if (turn.said.choice === 'no')
      return { ok: 'ended', end: (context) => stopSafely(context, answers.danger ?? 'medical') };
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
      { value: 'no', title: t('choice.stop') },
    ],
  };
}

function helplines({ profile, conversation }: Turn, danger: Danger): string[] {
  return profile.helplines[danger].map(({ number, label }) => `• ${number}: ${label[conversation.language]}`);
}

/** Wipes the talk as asked, and leaves the numbers on the screen. */
async function stopSafely(context: TurnContext, danger: Danger): Promise<void> {
  const turn = turnOf(context);
  await wipeTalk(context, []);
  const text = [turn.t('stop.done'), '', turn.t('share.safety.numbers'), ...helplines(turn, danger)].join(
    '\n',
  );
  await say(context, { text, kind: 'danger' });
}
