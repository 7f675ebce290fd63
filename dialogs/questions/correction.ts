import { CORRECTABLE } from '../describe-answers.ts';
import type { Question } from '../question.ts';
import { restoreShareAnswers, type ShareAnswers } from '../share-answers.ts';

/** Which answer to change; it is taken back and asked again, then the summary is shown anew. */
export const correction: Question<ShareAnswers, 'correction'> = {
  key: 'correction',
  applies: ({ summary }) => summary === 'correct',
  ask: ({ t }) => ({
    text: t('share.correction.ask'),
    choices: CORRECTABLE.map(({ key, label }) => ({ value: `correct:${key}`, title: t(label) })),
  }),
  read: ({ said, t }, answers) => {
    const chosen = CORRECTABLE.find(({ key }) => said.choice === `correct:${key}`);
    if (!chosen) return { ok: false, why: t('share.correction.unclear') };
    const dropped = new Set<string>(['summary', 'correction', chosen.key]);
    if (chosen.key === 'contactWanted') dropped.add('contact');
    if (chosen.key === 'story') for (const key of ['danger', 'safety', 'scope', 'theme']) dropped.add(key);
    const kept = Object.fromEntries(Object.entries(answers).filter(([key]) => !dropped.has(key)));
    return { ok: 'amended', answers: restoreShareAnswers(kept) };
  },
};
