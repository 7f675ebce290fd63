import { CodedError } from '../../services/errors.ts';
import type { GateRequest } from '../route.ts';

/** Where the service is, as browsers name it: the configured address, in development whatever was asked. */
export function originOf(request: GateRequest, publicUrl: string | null): string {
  return new URL(publicUrl ?? `http://${request.headers.host ?? 'localhost'}`).origin;
}

/**
 * Refuses a state-changing request that another site may have made in somebody's browser. Browsers say themselves where
 * a request comes from (Sec-Fetch-Site, Fetch Metadata; Origin, RFC 6454); a caller that says neither is refused too.
 *
 * Errors: CodedError `forbidden`.
 */
export function requireSameOrigin(request: GateRequest, publicUrl: string | null): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const allowed = site === undefined ? origin === originOf(request, publicUrl) : site === 'same-origin';
  if (!allowed) throw new CodedError('forbidden', 'a request from another site');
}
