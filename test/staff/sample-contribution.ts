import { randomUUID } from 'node:crypto';
import type { Content, Contribution } from '../../services/contributions/contribution.ts';

/** The moment at which the staff tests take place unless they say otherwise. */
export const NOW = new Date('2026-11-20T09:00:00.000Z');

/** Days before or after NOW, as stored. */
export function daysFromNow(days: number): string {
  return new Date(NOW.getTime() + days * 86_400_000).toISOString();
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
let made = 0;

/** A contribution as a resident files it on the web; what a test cares about is given in. */
export function sampleContribution(
  given: Partial<Omit<Contribution, 'content'>> & { content?: Partial<Content> } = {},
): Contribution {
  made += 1;
  const { content, ...clear } = given;
  const createdAt = clear.createdAt ?? daysFromNow(-3);
  const letters = [...Array(8).keys()].map(
    (place) => LETTERS[Math.floor(made * 7 ** place) % LETTERS.length],
  );
  return {
    id: randomUUID(),
    version: 1,
    reference: `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`,
    conversation: null,
    channel: 'web',
    language: 'nl',
    createdAt,
    updatedAt: createdAt,
    kind: 'individual',
    certainty: 0.86,
    theme: 'wmo',
    urgent: false,
    danger: null,
    asksPerson: false,
    onBehalfOf: false,
    neighbourhood: 'poelenburg',
    trajectory: 'personal_contact',
    team: 'wijkteams',
    status: 'new',
    takenBy: null,
    dueAt: daysFromNow(2),
    closedAt: null,
    routing: { rule: 'Eigen zaak', why: ['kind=individual'] },
    history: [
      {
        at: createdAt,
        by: { id: 'system', role: 'system', name: 'Meepraten' },
        action: 'filed',
        from: null,
        to: null,
      },
    ],
    noticeVersion: '2026-11-01',
    followCodeHash: null,
    pendingSince: null,
    ...clear,
    content: {
      story: 'Mijn moeder wacht al vier maanden op een traplift. Niemand belt terug.',
      wish: 'Dat iemand gewoon terugbelt.',
      neighbourhoodTyped: null,
      contact: { how: 'phone', number: '+31612345678' },
      weighings: [
        {
          outcome: clear.kind ?? 'individual',
          certainty: clear.certainty ?? 0.86,
          reasons: [{ code: 'own_case', quote: 'Mijn moeder' }],
          model: 'rules-1',
          decidedBy: 'model',
          by: null,
          at: createdAt,
        },
      ],
      notes: [],
      feedback: [],
      ...content,
    },
  };
}
