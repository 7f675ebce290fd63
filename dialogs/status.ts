import { z } from 'zod';
import { formatDate } from '../locales/index.ts';
import type { Contribution } from '../services/contributions/contribution.ts';
import { readFollowCode } from '../services/privacy/follow-code.ts';
import { promiseOf } from './file-story.ts';
import { Interview } from './interview.ts';
import { say } from './say.ts';
import { restoreAnswers } from './share-answers.ts';
import { themeName } from './themes.ts';
import { type Turn, turnOf } from './turn.ts';

/** After this many wrong codes the next is not looked at for a while, twice as long each time. */
const WRONG_CODES = 5;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

interface StatusAnswers {
  code: string | null;
}

/** "What happened with it?", with the follow code, from any conversation. */
export const status = new Interview<StatusAnswers>({
  id: 'status',
  questions: [
    {
      key: 'code',
      ask: ({ t }) => ({
        text: t('status.askCode'),
        choices: [{ value: 'skip', title: t('choice.noCode') }],
      }),
      read: ({ said, t }) => {
        const code = readFollowCode(said.text);
        return code ? { ok: true, value: code } : { ok: false, why: t('status.unclear') };
      },
      skipped: null,
    },
  ],
  restore: (saved) => restoreAnswers<StatusAnswers>({ code: z.string().nullable() }, saved),
  finish: async (context, { code }) => {
    const turn = turnOf(context);
    if (code) return say(context, await answerCode(turn, code));
    return say(context, turn.t('status.withoutCode', { phone: turn.profile.phone }));
  },
});

async function answerCode(turn: Turn, code: string): Promise<string> {
  const { t, now, wrongCodes } = turn;
  const waitMs = wrongCodes.waitUntil === null ? 0 : Date.parse(wrongCodes.waitUntil) - now.getTime();
  if (waitMs > 0) return t('status.wait', { minutes: Math.ceil(waitMs / 60_000) });
  const contribution = await turn.cases.byCode(code);
  turn.noteWrongCodes(contribution ? { count: 0, waitUntil: null } : oneMoreWrong(wrongCodes.count, now));
  return contribution ? describeStatus(turn, contribution) : t('status.unknown');
}

function oneMoreWrong(before: number, now: Date) {
  const count = before + 1;
  const over = count - WRONG_CODES;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(over, 20));
  return { count, waitUntil: over < 0 ? null : new Date(now.getTime() + waitMs).toISOString() };
}

/** Where a contribution stands and what was answered, for the resident. */
export function describeStatus(turn: Turn, contribution: Contribution): string {
  const { t, conversation } = turn;
  const date = formatDate(conversation.language, new Date(contribution.createdAt));
  const lines = [t('status.heading', { date, theme: themeName(turn, contribution.theme) })];
  lines.push(t(`status.${contribution.status}`, promiseOf(turn, contribution)));
  for (const { text, at } of contribution.content.feedback) {
    lines.push('', t('status.answer', { date: formatDate(conversation.language, new Date(at)) }), text);
  }
  return lines.join('\n');
}
