import type { Question } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import type { Said } from '../turn.ts';

/** A story has at least this many letters, in any script. */
const LETTERS = 8;

/** What someone experiences, in their own words. The only question that cannot be skipped. */
export const story: Question<ShareAnswers, 'story'> = {
  key: 'story',
  ask: ({ t }) => ({ text: t('share.story.ask') }),
  read: ({ said, t }) =>
    said.choice === null && isStory(said.text)
      ? { ok: true, value: storyOf(said, said.text) }
      : { ok: false, why: t('share.story.short') },
};

/** True when a text has enough letters to be an experience. */
export function isStory(text: string): boolean {
  return (text.match(/\p{L}/gu) ?? []).length >= LETTERS;
}

/** A story with how it was understood. */
export function storyOf({ understood }: Said, text: string): ShareAnswers['story'] {
  const { kind, certainty, theme, urgent, asksPerson, reasons, model } = understood;
  return { text, kind, certainty, theme, urgent, asksPerson, reasons: [...reasons], model };
}
