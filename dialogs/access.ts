import { formatDate } from '../locales/index.ts';
import type { Contribution } from '../services/contributions/contribution.ts';
import { describeAnswers } from './describe-answers.ts';
import type { ShareAnswers } from './share-answers.ts';
import type { Turn } from './turn.ts';

/** "What do you know about me?": what was told now, what was filed before, and how to have it erased. */
export async function describeKnowledge(turn: Turn, answers: Partial<ShareAnswers>): Promise<string> {
  const { t, privacyUrl, conversation } = turn;
  const filed = await turn.cases.ofConversation();
  const open = describeAnswers(turn, answers);
  const lines: string[] = [];
  if (open.length > 0) lines.push(t('access.open'), ...open, '');
  for (const contribution of filed) {
    const date = formatDate(conversation.language, new Date(contribution.createdAt));
    lines.push(t('access.filed', { date }), ...describeAnswers(turn, asAnswers(contribution)), '');
  }
  if (lines.length === 0) lines.push(t('access.nothing'), '');
  return [...lines, t('access.rights', { url: privacyUrl })].join('\n');
}

function asAnswers({
  content,
  theme,
  neighbourhood,
  onBehalfOf,
  ...rest
}: Contribution): Partial<ShareAnswers> {
  const { story, wish, contact, neighbourhoodTyped } = content;
  const told = {
    kind: 'individual' as const,
    certainty: 1,
    reasons: [],
    model: '',
    language: rest.language,
    theme,
    urgent: rest.urgent,
    asksPerson: rest.asksPerson,
  };
  return {
    story: { ...told, text: story },
    wish,
    theme,
    onBehalfOf,
    contact,
    contactWanted: contact !== null,
    neighbourhood: { id: neighbourhood, typed: neighbourhoodTyped },
  };
}
