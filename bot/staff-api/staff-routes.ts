import type { ContributionRegister } from '../../services/contributions/register.ts';
import type { Stuck } from '../../services/delivery/delivery.ts';
import type { AuditTrail } from '../../services/privacy/audit.ts';
import type { Route } from '../route.ts';
import { caseworkEndpoints, type FeedbackDelivery } from './casework-endpoints.ts';
import { type Erase, erasingEndpoint } from './erasing-endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { oversightEndpoints } from './oversight-endpoints.ts';
import { readingEndpoints } from './reading-endpoints.ts';
import { StaffSessions } from './session.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { StaffConfig } from './staff-config.ts';
import { StaffDesk } from './staff-desk.ts';

interface StaffParts {
  readonly config: StaffConfig;
  readonly register: ContributionRegister;
  readonly audit: AuditTrail;
  readonly delivery: FeedbackDelivery;
  readonly stuck: () => Promise<readonly Stuck[]>;
  readonly erase: Erase;
  readonly now: () => Date;
}

/** Everything staff use but the page itself: signing in, the staff API, and its description at /api/openapi.json. */
export function createStaffRoutes(parts: StaffParts): Route[] {
  const { config, register, audit, delivery, stuck, erase, now } = parts;
  const sessions = new StaffSessions(config, now);
  const desk = new StaffDesk({ register, audit, profile: config.profile, now });
  const endpoints = [
    ...readingEndpoints(desk),
    ...caseworkEndpoints(desk, delivery),
    erasingEndpoint(desk, erase),
    ...oversightEndpoints(desk, stuck),
  ];
  const description = JSON.stringify(openApiDocument(endpoints, config.profile.name));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=300',
  };
  return [
    ...signInRoutes(config, sessions),
    ...endpoints.map((endpoint) => endpoint.route({ sessions, publicUrl: config.publicUrl })),
    {
      method: 'GET',
      path: '/api/openapi.json',
      handle: async () => ({ status: 200, headers, body: description }),
    },
  ];
}
