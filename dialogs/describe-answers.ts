import type { SentenceKey } from '../locales/index.ts';
import type { Contact } from '../services/contributions/contribution.ts';
import type { ShareAnswers } from './share-answers.ts';
import { themeName } from './themes.ts';
import type { Turn } from './turn.ts';

/** The answers that a resident can correct, each with what it is called. */
export const CORRECTABLE: readonly { key: keyof ShareAnswers; label: SentenceKey }[] = [
  { key: 'story', label: 'share.story.label' },
  { key: 'onBehalfOf', label: 'share.onBehalfOf.label' },
  { key: 'wish', label: 'share.wish.label' },
  { key: 'theme', label: 'share.theme.label' },
  { key: 'neighbourhood', label: 'share.neighbourhood.label' },
  { key: 'contactWanted', label: 'share.contactWanted.label' },
];

/** The answers given so far as lines `label: answer`, for the resident's own eyes. Skipped questions are left out. */
export function describeAnswers(turn: Turn, answers: Partial<ShareAnswers>): string[] {
  const { t } = turn;
  return CORRECTABLE.flatMap(({ key, label }) => {
    const answer = describe(turn, answers, key);
    return answer === null ? [] : [`${t(label)}: ${answer}`];
  });
}

/** How someone can be reached, in a few words. */
export function describeContact({ t }: Pick<Turn, 't'>, contact: Contact): string {
  switch (contact.how) {
    case 'chat':
      return t('share.contact.chat');
    case 'phone':
      return contact.number;
    case 'email':
      return contact.address;
  }
}

function describe(turn: Turn, answers: Partial<ShareAnswers>, key: keyof ShareAnswers): string | null {
  const { t, profile } = turn;
  switch (key) {
    case 'story':
      return answers.story?.text ?? null;
    case 'wish':
      return answers.wish ?? null;
    case 'onBehalfOf':
      if (typeof answers.onBehalfOf !== 'boolean') return null;
      return t(answers.onBehalfOf ? 'share.onBehalfOf.other' : 'share.onBehalfOf.self');
    case 'theme':
      return answers.theme ? themeName(turn, answers.theme) : null;
    case 'neighbourhood': {
      const { id, typed } = answers.neighbourhood ?? { id: null, typed: null };
      return profile.neighbourhoods.find((one) => one.id === id)?.name ?? typed;
    }
    case 'contactWanted':
      if (answers.contactWanted === false) return t('share.contactWanted.none');
      return answers.contact ? describeContact(turn, answers.contact) : null;
    default:
      return null;
  }
}
