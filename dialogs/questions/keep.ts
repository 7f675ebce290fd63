import type { TurnContext } from 'botbuilder';
import { type Question, yesNo } from '../question.ts';
import { say } from '../say.ts';
import type { ShareAnswers } from '../share-answers.ts';
import { turnOf } from '../turn.ts';
import { wipeTalk } from '../wipe-talk.ts';
import { addToStory, isStory } from './story.ts';

/** Whether the story may be kept. Who goes on telling adds to the story; on "no" it is wiped at once. */
export const keep: Question<ShareAnswers, 'keep'> = {
  key: 'keep',
  ask: (turn) => ({ text: turn.t('share.keep.ask'), choices: yesNo(turn) }),
  read: (turn, answers) => {
    const { said, t } = turn;
    if (said.choice === 'yes' || said.choice === 'confirm') return { ok: true, value: true };
    if (said.choice === 'no' || (said.choice === null && said.understood.intent === 'no')) {
      return { ok: 'ended', end: discard };
    }
    if (said.choice !== null || !isStory(said.text) || !answers.story)
      return { ok: false, why: t('share.keep.unclear') };
    const { text, masked } = addToStory(answers.story.text, said.text);
    const added = t('share.keep.added');
    return {
      ok: 'amended',
      answers: { ...answers, story: { ...answers.story, text } },
      say: masked ? `${t('general.masked')}\n\n${added}` : added,
    };
  },
};

async function discard(context: TurnContext): Promise<void> {
  await wipeTalk(context, []);
  await say(context, turnOf(context).t('share.keep.no'));
}
