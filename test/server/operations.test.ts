import { expect } from 'chai';
import { pino } from 'pino';
import { healthRoutes } from '../../bot/health.ts';
import { createMetrics, startMetricsServer } from '../../bot/metrics.ts';
import { startServer } from '../../bot/server.ts';
import { startService, testConfig } from '../service.ts';
import { request } from './raw.ts';

describe('operations', () => {
  it('hear that the service lives but cannot take a message, and not why', async () => {
    const routes = healthRoutes(async () => {
      throw new Error('disk full at /var/lib/secret');
    });
    const server = await startServer({
      config: testConfig(),
      routes,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
    });
    try {
      const live = await request(server.port, 'GET /health/live');
      const ready = await request(server.port, 'GET /health/ready');

      expect([live.status, ready.status]).to.deep.equal([200, 503]);
      expect(JSON.parse(ready.body)).to.deep.equal({ status: 'unavailable' });
    } finally {
      await server.close();
    }
  });

  it('can count requests by route, on a port of its own, without an address in it', async () => {
    const metrics = createMetrics();
    const measured = await startMetricsServer(metrics, 0);
    const server = await startServer({
      config: testConfig(),
      routes: healthRoutes(async () => undefined),
      log: pino({ level: 'silent' }),
      metrics,
    });
    try {
      await request(server.port, 'GET /health/live?name=secret');
      await request(server.port, 'GET /secret');
      const text = (await request(measured.port, 'GET /metrics')).body;

      expect(text).to.match(/_count\{method="GET",route="\/health\/live",status="200"\} 1/);
      expect(text).to.match(/_count\{method="GET",route="none",status="404"\} 1/);
      expect(text).not.to.include('secret');
      expect((await request(measured.port, 'GET /')).status).to.equal(404);
      expect((await request(server.port, 'GET /metrics')).status).to.equal(404);
    } finally {
      await server.close();
      await measured.close();
    }
  });

  it('see a request that is running finished before the service stops', async () => {
    let letGo = () => {};
    const started = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let finish = () => {};
    const server = await startServer({
      config: testConfig(),
      routes: [
        {
          method: 'GET',
          path: '/slow',
          async handle() {
            letGo();
            await new Promise<void>((resolve) => {
              finish = resolve;
            });
            return { status: 200, body: 'done' };
          },
        },
      ],
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
    });

    const answer = request(server.port, 'GET /slow');
    await started;
    const closed = server.close();
    const refused = await request(server.port, 'GET /slow');
    finish();

    expect((await answer).body).to.equal('done');
    expect(refused.status).to.equal(null);
    await closed;
  });

  it('never see an error of ours in an answer or in the log', async () => {
    const lines: string[] = [];
    const server = await startServer({
      config: testConfig(),
      routes: [
        {
          method: 'GET',
          path: '/broken',
          async handle() {
            throw new Error('mevrouw Jansen, 06-12345678');
          },
        },
      ],
      log: pino({ level: 'debug' }, { write: (line) => void lines.push(line) }),
      metrics: createMetrics(),
    });
    try {
      const answer = await request(server.port, 'GET /broken', ['Accept-Language: en']);

      expect(answer.status).to.equal(500);
      expect(JSON.parse(answer.body)).to.deep.include({ code: 'internal' });
      expect(`${answer.body}${lines.join('')}`).not.to.match(/Jansen|12345678/);
      expect(lines.join('')).to.include('"error":"Error"');
    } finally {
      await server.close();
    }
  });

  it('can stop and start again on the same store', async () => {
    const first = await startService();
    await first.app.close();

    const second = await startService({ env: { DATA_DIR: first.dataDir } });

    expect((await fetch(`${second.url}/health/ready`)).status).to.equal(200);
    await second.stop();
  });
});
