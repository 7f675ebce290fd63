import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Browsers keep to HTTPS for two years, as the Dutch government's guideline asks at least one for. */
const HSTS_SECONDS = 63_072_000;
const PERMISSIONS = 'camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()';

/**
 * The headers that go with every answer, errors included: made once, as they depend on nothing but the settings.
 * `publicUrl` is where browsers reach the service, null when unknown.
 */
export function securityHeaders(publicUrl: string | null): OutgoingHttpHeaders {
  const url = publicUrl === null ? null : new URL(publicUrl);
  const secure = url?.protocol === 'https:';
  const sockets = url === null ? [] : [`${secure ? 'wss' : 'ws'}://${url.host}`];
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...sockets],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'require-trusted-types-for': ["'script'"],
      },
    },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    strictTransportSecurity: secure ? { maxAge: HSTS_SECONDS, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  const carrier = new ServerResponse(new IncomingMessage(new Socket()));
  protect(new IncomingMessage(new Socket()), carrier, () => {});
  return { ...carrier.getHeaders(), 'permissions-policy': PERMISSIONS, 'cache-control': 'no-store' };
}
