import { type Question, skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import { themeChoices, themeName } from '../themes.ts';

/** What it is about: proposed from the story, one tap to change. */
export const theme: Question<ShareAnswers, 'theme'> = {
  key: 'theme',
  ask: (turn, { story }) => {
    const proposed = story?.theme ?? 'overig';
    const others = themeChoices(turn).filter(({ value }) => value !== `theme:${proposed}`);
    return {
      text: turn.t('share.theme.ask', { theme: themeName(turn, proposed) }),
      choices: [{ value: 'yes', title: turn.t('choice.confirm') }, ...others, skip(turn)],
    };
  },
  read: (turn, { story }) => {
    const { choice } = turn.said;
    if (choice === 'yes' || choice === 'confirm') return { ok: true, value: story?.theme ?? 'overig' };
    const chosen = themeChoices(turn).find(({ value }) => value === choice);
    if (chosen) return { ok: true, value: chosen.value.slice('theme:'.length) };
    return { ok: false, why: turn.t('share.theme.unclear') };
  },
  skipped: null,
};
