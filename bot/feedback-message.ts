import { formatDate, translator } from '../locales/index.ts';
import { isLocale } from '../locales/languages.ts';
import type { Contribution, Feedback } from '../services/contributions/contribution.ts';
import type { Conversation } from '../services/delivery/conversation.ts';
import type { ShownActivity } from '../services/delivery/effects.ts';
import { replyOf } from './commit.ts';

/** An answer of staff as the resident sees it: whose answer it is and to what, then the words as staff wrote them. */
export function feedbackMessage(
  municipality: string,
  conversation: Conversation,
  feedback: Feedback,
  contribution: Contribution,
): ShownActivity {
  const locale = isLocale(conversation.language) ? conversation.language : 'nl';
  const t = translator(locale);
  const date = formatDate(locale, new Date(contribution.createdAt));
  const lines = [t('feedback.heading', { municipality, date }), '', feedback.text];
  if (feedback.closing) lines.push('', t('feedback.closing'));
  const activity = { type: 'message', text: lines.join('\n'), locale, channelData: { kind: 'feedback' } };
  return replyOf(activity, conversation.id, null, feedback.at);
}
