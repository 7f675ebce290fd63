import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;
/** A connection on which nothing moves, in either direction. */
const IDLE_MS = 30_000;
const MAX_CONNECTIONS = 10_000;
const CLOSE_WITHIN_MS = 4_000;

/** Sets the limits in time and number that keep slow or many connections from holding the service. */
export function setLimits(server: Server): void {
  Object.assign(server, { connectionsCheckingInterval: 1_000, requireHostHeader: false });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = IDLE_MS;
  server.maxConnections = MAX_CONNECTIONS;
}

/** Listens; returns the port, which the system chose when `port` is 0. Errors: the system's, as EADDRINUSE. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

/** Stops accepting, waits for what runs, and after 4 s cuts what is still there, WebSockets included. */
export async function closeListener(server: Server, upgraded: ReadonlySet<Duplex>): Promise<void> {
  const cut = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  }, CLOSE_WITHIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
