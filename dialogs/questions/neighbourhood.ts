import { type Question, skip } from '../question.ts';
import type { ShareAnswers } from '../share-answers.ts';

/** Longer than this is not the name of a neighbourhood. */
const LONGEST_NAME = 60;

/** Where it plays: one of the municipality's neighbourhoods, or a name as typed. */
export const neighbourhood: Question<ShareAnswers, 'neighbourhood'> = {
  key: 'neighbourhood',
  ask: (turn) => ({
    text: turn.t('share.neighbourhood.ask'),
    choices: [
      ...turn.profile.neighbourhoods.map(({ id, name }) => ({ value: `neighbourhood:${id}`, title: name })),
      skip(turn),
    ],
  }),
  read: ({ said, profile, t }) => {
    const chosen = profile.neighbourhoods.find(({ id }) => said.choice === `neighbourhood:${id}`);
    if (chosen) return { ok: true, value: { id: chosen.id, typed: null } };
    const typed = said.text.trim();
    const known = profile.neighbourhoods.find(({ name, aliases }) =>
      [name, ...aliases].some((one) => plain(one) === plain(typed)),
    );
    if (known) return { ok: true, value: { id: known.id, typed: null } };
    if (said.choice !== null || !/\p{L}{2}/u.test(typed) || typed.length > LONGEST_NAME) {
      return { ok: false, why: t('share.neighbourhood.unclear') };
    }
    return { ok: true, value: { id: null, typed } };
  },
  skipped: null,
};

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
