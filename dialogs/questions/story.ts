import { maskBsn } from '../../services/privacy/personal-data.ts';
import type { Language } from '../../services/understanding/understanding.ts';
import type { Question } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';
import type { Said } from '../turn.ts';

/** A story has at least this many letters, in any script. */
const LETTERS = 8;

/** What someone experiences, in their own words. The only question that cannot be skipped. */
export const story: Question<ShareAnswers, 'story'> = {
  key: 'story',
  ask: ({ t }) => ({ text: t('share.story.ask') }),
  read: ({ said, t, conversation }) =>
    said.choice === null && isStory(said.text)
      ? { ok: true, value: storyOf(said, said.text, conversation.language) }
      : { ok: false, why: t('share.story.short') },
};

/** True when a text has enough letters to be an experience. */
export function isStory(text: string): boolean {
  return (text.match(/\p{L}/gu) ?? []).length >= LETTERS;
}

/** What was told before with what is told now; a burgerservicenummer that only the two together show is taken out. */
export function addToStory(before: string, now: string): { text: string; masked: boolean } {
  const joined = `${before}\n${now}`;
  const { text, masked } = maskBsn(joined);
  return { text, masked };
}

/** A story with how it was understood. */
export function storyOf({ understood }: Said, text: string, language: Language): ShareAnswers['story'] {
  const { kind, certainty, theme, urgent, asksPerson, reasons, model } = understood;
  return {
    text,
    language: understood.language ?? language,
    kind,
    certainty,
    theme,
    urgent,
    asksPerson,
    reasons: [...reasons],
    model,
  };
}
