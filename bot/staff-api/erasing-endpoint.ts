import type { StoredContribution } from '../../services/contributions/contribution.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { erasedSchema, seenBody } from './schemas.ts';
import type { StaffDesk } from './staff-desk.ts';
import { StaleVersionError } from './stale-version.ts';

/** Erases a contribution for good, with its key and the talk it came from. */
export type Erase = (contribution: StoredContribution) => Promise<void>;

/** Erasing at the resident's request (GDPR article 17): on record before it begins and when it is done. */
export function erasingEndpoint(desk: StaffDesk, erase: Erase): Endpoint {
  return endpoint({
    method: 'POST',
    path: '/api/staff/contributions/:id/erase',
    summary: 'Erases it for good, with its key and the talk it came from; only that it was there is kept.',
    query: nothing,
    body: seenBody,
    reply: erasedSchema,
    async handle({ session: { person }, params, body }) {
      const stored = await desk.reach(person, 'erase', params.id ?? '', 'erasure_request');
      const newer = stored.history[body.version];
      if (newer) throw new StaleVersionError(newer);
      await erase(stored);
      await desk.did(person, 'erase', stored, 'erased');
      const { id, reference } = stored;
      const erased = await desk.register.tombstone(id);
      return { id, reference, erasedAt: erased?.at ?? desk.now().toISOString() };
    },
  });
}
