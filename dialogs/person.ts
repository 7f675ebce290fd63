import type { TurnContext } from 'botbuilder';
import { fileStory, promiseOf } from './file-story.ts';
import { say } from './say.ts';
import type { ShareAnswers } from './share-answers.ts';
import { turnOf } from './turn.ts';

/**
 * Someone wants a person: what was told so far is filed at once for a case worker. Who asked before and was not
 * answered yet is not filed again.
 *
 * Returns the id of the contribution to which a way to reach them should be added; null when that is known.
 */
export async function askForPerson(
  context: TurnContext,
  answers: Partial<ShareAnswers>,
): Promise<string | null> {
  const turn = turnOf(context);
  const { t, profile, conversation } = turn;
  const call = t('person.call', { phone: profile.phone, hours: profile.hours[conversation.language] });
  const waiting = (await turn.cases.ofConversation()).findLast(
    (one) => one.asksPerson && one.status !== 'closed',
  );
  if (waiting && !answers.story) {
    await say(context, { text: `${t('person.known', promiseOf(turn, waiting))}\n${call}`, kind: 'person' });
    return null;
  }
  const { contribution, code } = fileStory(turn, answers, { asksPerson: true });
  await say(context, {
    text: `${t('person.filed', promiseOf(turn, contribution))}\n${call}`,
    kind: 'person',
  });
  await say(context, { text: t('filed.code', { code }), kind: 'followCode' });
  return contribution.content.contact === null ? contribution.id : null;
}
