import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { SentenceKey } from '../locales/index.ts';
import { DANGERS, type Danger } from '../services/understanding/understanding.ts';
import { Interview } from './interview.ts';
import { yesNo } from './question.ts';
import { helplines } from './questions/safety.ts';
import { say } from './say.ts';
import { restoreAnswers } from './share-answers.ts';
import { turnOf } from './turn.ts';
import { wipeTalk } from './wipe-talk.ts';

const shape = { sure: z.boolean(), danger: z.enum(DANGERS) };
interface Sure {
  sure: boolean;
  /** The danger that was told of in the talk to be stopped; given at the beginning. */
  danger: Danger;
}

/** A dialog of one question, yes or no. */
function confirmation(
  id: string,
  sentences: { ask: SentenceKey; unclear: SentenceKey },
  answered: (context: TurnContext, sure: boolean, danger: Danger | undefined) => Promise<void>,
): Interview<Sure> {
  return new Interview<Sure>({
    id,
    questions: [
      {
        key: 'sure',
        ask: (turn) => ({ text: turn.t(sentences.ask), choices: yesNo(turn) }),
        read: ({ said, t }) => {
          if (said.choice === 'yes' || said.choice === 'confirm') return { ok: true, value: true };
          if (said.choice === 'no') return { ok: true, value: false };
          return { ok: false, why: t(sentences.unclear) };
        },
      },
    ],
    restore: (saved) => restoreAnswers<Sure>(shape, saved),
    finish: (context, { sure, danger }) => answered(context, sure === true, danger),
  });
}

/** "Delete everything": asked once, then everything is gone, also what was filed. */
export const erase = confirmation(
  'erase',
  { ask: 'erase.ask', unclear: 'erase.unclear' },
  async (context, sure) => {
    const { t } = turnOf(context);
    if (!sure) return say(context, t('erase.kept'));
    await wipeTalk(context, turnOf(context).filed);
    return say(context, t('erase.done'));
  },
);

/** "Stop" in the middle of a story: asked once, then what was told is gone; what was filed before stays. */
export const stop = confirmation(
  'stop',
  { ask: 'stop.ask', unclear: 'stop.unclear' },
  async (context, sure, danger) => {
    const turn = turnOf(context);
    const { t } = turn;
    if (!sure) return say(context, t('stop.kept'));
    await wipeTalk(context, []);
    if (danger === undefined) return say(context, t('stop.done'));
    // The numbers were wiped from the screen with the rest, and may still be needed.
    const text = [t('stop.done'), '', t('share.safety.numbers'), ...helplines(turn, danger)].join('\n');
    return say(context, { text, kind: 'danger' });
  },
);
