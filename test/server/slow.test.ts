import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { request } from './raw.ts';

/** The limits are 10 s for headers and 15 s for a request, looked at every second. */
const CLOSED_WITHIN_MS = 18_000;

describe('slow clients', function () {
  this.timeout(30_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  /** Sends `head`, then a byte a second, until the other side closes; what came back and how long that took. */
  async function dripUntilClosed(head: string): Promise<{ status: string; ms: number }> {
    const startedAt = performance.now();
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.write(head);
    const drip = setInterval(() => socket.write('a'), 1_000);
    await once(socket, 'close');
    clearInterval(drip);
    return { status: received.split('\r\n', 1)[0] ?? '', ms: performance.now() - startedAt };
  }

  it('are cut off, in headers and in bodies, while others are answered', async () => {
    const idle = await Promise.all(
      Array.from({ length: 500 }, async () => {
        const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        return socket;
      }),
    );
    const slow = Promise.all([
      dripUntilClosed('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      dripUntilClosed(
        'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"',
      ),
    ]);

    expect((await request(Number(new URL(service.url).port), 'GET /health/ready')).status).to.equal(200);
    for (const { status, ms } of await slow) {
      expect(status).to.equal('HTTP/1.1 408 Request Timeout');
      expect(ms).to.be.below(CLOSED_WITHIN_MS);
    }
    for (const socket of idle) socket.destroy();
  });
});
