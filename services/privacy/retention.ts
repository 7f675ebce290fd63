import type { Contribution, StoredContribution } from '../contributions/contribution.ts';
import type { MunicipalityProfile } from '../contributions/profile.ts';
import type { ContributionRegister } from '../contributions/register.ts';

/** What retention works with. */
export interface RetentionParts {
  readonly register: ContributionRegister;
  readonly retention: MunicipalityProfile['retention'];
  /** Erases a contribution and the talk it came from. */
  readonly erase: (contribution: StoredContribution, reason: 'retention') => Promise<void>;
  readonly now: () => Date;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const ROWS_AT_ONCE = 200;

/**
 * What the municipality's retention asks of a contribution now. Only a closed one ends; a collective one may have a
 * longer time than an individual one, and how to reach the resident goes before the rest.
 *
 * Units: the profile counts days from the moment of closing; the thing goes when that time has passed, never before.
 */
export function retentionDue(
  contribution: Pick<StoredContribution, 'status' | 'closedAt' | 'kind'>,
  retention: MunicipalityProfile['retention'],
  now: Date,
): 'keep' | 'forget_contact' | 'erase' {
  if (contribution.status !== 'closed' || contribution.closedAt === null) return 'keep';
  const ageMs = now.getTime() - Date.parse(contribution.closedAt);
  const days = contribution.kind === 'collective' ? retention.collective : retention.individual;
  if (ageMs > days * DAY_MS) return 'erase';
  return ageMs > retention.contact * DAY_MS ? 'forget_contact' : 'keep';
}

/** Erases and forgets what is due among closed contributions. Done again after an interruption, it ends the same. */
export async function keepRetention({ register, retention, erase, now }: RetentionParts): Promise<void> {
  let after: { value: string | null; id: string } | undefined;
  for (;;) {
    const page = await register.find({
      where: { status: 'closed' },
      sort: { by: 'closedAt', order: 'asc' },
      limit: ROWS_AT_ONCE,
      ...(after && { after }),
    });
    for (const contribution of page) {
      const due = retentionDue(contribution, retention, now());
      if (due === 'erase') await erase(contribution, 'retention');
      if (due === 'forget_contact') await register.change(contribution.id, forgetContact);
    }
    const last = page.at(-1);
    if (!last || page.length < ROWS_AT_ONCE || retentionDue(last, retention, now()) === 'keep') return;
    after = { value: last.closedAt, id: last.id };
  }
}

function forgetContact(contribution: Contribution): Contribution {
  if (contribution.content.contact === null) return contribution;
  return { ...contribution, content: { ...contribution.content, contact: null } };
}
