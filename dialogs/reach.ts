import { z } from 'zod';
import { type Contact, contactSchema } from '../services/contributions/contribution.ts';
import { Interview } from './interview.ts';
import { askContact, readContact } from './questions/contact.ts';
import { say } from './say.ts';
import { restoreAnswers } from './share-answers.ts';
import { turnOf } from './turn.ts';

interface ReachAnswers {
  contribution: string;
  contact: Contact | null;
}

/** After someone asked for a person: how that person can reach them. Added to what was filed. */
export const reach = new Interview<ReachAnswers>({
  id: 'reach',
  questions: [
    {
      key: 'contact',
      ask: (turn) => askContact(turn),
      read: (turn) => {
        const value = readContact(turn);
        return value ? { ok: true, value } : { ok: false, why: turn.t('share.contact.unclear') };
      },
      skipped: null,
    },
  ],
  restore: (saved) =>
    restoreAnswers<ReachAnswers>({ contribution: z.string(), contact: contactSchema.nullable() }, saved),
  finish: async (context, { contribution, contact }) => {
    const turn = turnOf(context);
    if (contribution && contact) turn.effect({ kind: 'supplement', contribution, contact });
    await say(context, turn.t('person.thanks'));
  },
});
