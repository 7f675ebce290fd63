import type { TurnContext } from 'botbuilder';
import { formatDate } from '../locales/index.ts';
import type { Contribution } from '../services/contributions/contribution.ts';
import { draftContribution } from '../services/contributions/draft.ts';
import type { Choice } from './question.ts';
import { say } from './say.ts';
import type { ShareAnswers } from './share-answers.ts';
import { type Turn, turnOf } from './turn.ts';

/** Names of team and last day to answer, as a resident reads them. */
export function promiseOf(
  turn: Turn,
  { team, dueAt }: Pick<Contribution, 'team' | 'dueAt'>,
): { team: string; date: string } {
  return {
    team: turn.profile.teams.find(({ id }) => id === team)?.name ?? turn.profile.name,
    date: formatDate(turn.conversation.language, new Date(dueAt)),
  };
}

/** Files what was answered, whole or not, and gives the contribution and the resident's follow code. */
export function fileStory(
  turn: Turn,
  answers: Partial<ShareAnswers>,
  options: { asksPerson: boolean },
): { contribution: Contribution; code: string } {
  const { code, hash } = turn.newFollowCode();
  const { story } = answers;
  const draft = {
    id: turn.newId(),
    reference: turn.newReference(),
    conversation: turn.conversation.id,
    channel: turn.conversation.channel,
    language: story?.language ?? turn.conversation.language,
    story: story?.text ?? '',
    view: story ?? {
      kind: 'individual' as const,
      certainty: 1,
      reasons: [{ code: 'asks_person' }],
      model: 'rule',
    },
    scope: answers.scope ?? null,
    theme: answers.theme ?? story?.theme ?? 'overig',
    urgent: story?.urgent === true || answers.danger !== undefined,
    danger: answers.danger ?? null,
    asksPerson: options.asksPerson || story?.asksPerson === true,
    onBehalfOf: answers.onBehalfOf === true,
    wish: answers.wish ?? null,
    neighbourhood: answers.neighbourhood ?? { id: null, typed: null },
    contact: answers.contact ?? null,
    followCodeHash: hash,
    noticeVersion: turn.noticeVersion ?? turn.profile.noticeVersion,
  };
  const contribution = draftContribution(turn.profile, draft, turn.now);
  turn.effect({ kind: 'file', contribution });
  return { contribution, code };
}

/** Files a confirmed story, thanks, and tells what happens next, by when, and how to follow it. */
export async function fileAndThank(context: TurnContext, answers: Partial<ShareAnswers>): Promise<void> {
  const turn = turnOf(context);
  const { t, profile } = turn;
  const { contribution, code } = fileStory(turn, answers, { asksPerson: false });
  const { team, date } = promiseOf(turn, contribution);
  const { promise } = profile.trajectories[contribution.trajectory];
  const lines = [
    t('filed.thanks', { municipality: profile.name }),
    t(`filed.${promise}`, { team }),
    t('filed.reply', { date }),
  ];
  if (contribution.kind !== 'collective')
    lines.push('', t('filed.clientSupporter', { ...profile.clientSupporter }));
  await say(context, lines.join('\n'));
  await say(context, { text: t('filed.code', { code }), kind: 'followCode', choices: afterFiling(turn) });
}

/** What one can do once a story is filed. */
export function afterFiling({ t }: Pick<Turn, 't'>): Choice[] {
  return [
    { value: 'status', title: t('choice.status') },
    { value: 'start', title: t('choice.start') },
  ];
}
