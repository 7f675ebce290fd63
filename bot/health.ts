import type { Route } from './route.ts';

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: it would take a message now, which `probe` tells by
 * throwing or not; 503 otherwise. Neither says why.
 */
export function healthRoutes(probe: () => Promise<void>): readonly Route[] {
  return [
    { method: 'GET', path: '/health/live', handle: async () => ({ status: 200, body: { status: 'ok' } }) },
    {
      method: 'GET',
      path: '/health/ready',
      handle: async () => {
        try {
          await probe();
          return { status: 200, body: { status: 'ok' } };
        } catch {
          return { status: 503, headers: { 'Retry-After': '5' }, body: { status: 'unavailable' } };
        }
      },
    },
  ];
}
