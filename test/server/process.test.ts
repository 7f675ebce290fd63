import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { request } from './raw.ts';

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly problems: string;
}

/** Starts the service as its own process, with nothing in its environment but these settings. */
function start(env: Readonly<Record<string, string>>): {
  child: ChildProcess;
  firstLine: Promise<string>;
  ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let problems = '';
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      const line = output.split('\n').find((one) => one.startsWith('Meepraten listens on '));
      if (line !== undefined && output.includes(`${line}\n`)) resolve(line);
    });
  });
  child.stderr?.on('data', (chunk) => {
    problems += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, output, problems }));
  return { child, firstLine, ended };
}

describe('the process', function () {
  this.timeout(30_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'meepraten-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`says where it listens, answers, and ends with 0 on ${signal}`, async () => {
      const { child, firstLine, ended } = start({ PORT: '0', METRICS_PORT: 'off', DATA_DIR: folder });
      const port = Number(/:(\d+)$/.exec(await firstLine)?.[1]);

      expect((await request(port, 'GET /health/ready')).status).to.equal(200);
      child.kill(signal);

      expect((await ended).code).to.equal(0);
    });
  }

  it('logs a line for each request, without address, query or client', async () => {
    const { child, firstLine, ended } = start({ PORT: '0', METRICS_PORT: 'off', DATA_DIR: folder });
    const port = Number(/:(\d+)$/.exec(await firstLine)?.[1]);

    const headers = ['X-Forwarded-For: 203.0.113.77', 'Cookie: a=secret'];
    expect((await request(port, 'GET /health/live?secret=123456782', headers)).status).to.equal(200);
    expect((await request(port, 'GET /secret-address')).status).to.equal(404);
    child.kill('SIGTERM');

    const { output } = await ended;
    const lines = output.split('\n').filter((line) => line.includes('"msg":"request"'));
    const logged = lines.map((line) => {
      const { method, route, status, client } = JSON.parse(line);
      return `${method} ${route} ${status} ${client}`;
    });
    expect(logged).to.have.members(['GET /health/live 200 127.0.0.0/24', 'GET none 404 127.0.0.0/24']);
    expect(output).not.to.match(/secret|123456782|203\.0/);
  });

  it('refuses to start with every fault on standard error, ends with 1, and opens nothing', async () => {
    const dataDir = join(folder, 'data');

    const { ended } = start({
      NODE_ENV: 'production',
      PORT: '39789',
      DATA_DIR: dataDir,
      MASTER_KEY: 'c2hvcnQgc2VjcmV0',
      NODE_OPTIONS: '--no-warnings --inspect=0',
    });

    const { code, output, problems } = await ended;
    expect({ code, output }).to.deep.equal({ code: 1, output: '' });
    for (const name of [
      'MASTER_KEY',
      'PUBLIC_URL',
      'MUNICIPALITY',
      'OIDC_ISSUER',
      'OIDC_CLIENT_SECRET',
      'NODE_OPTIONS',
    ]) {
      expect(problems).to.include(`- ${name}: `);
    }
    expect(problems).not.to.include('c2hvcnQgc2VjcmV0');
    expect(existsSync(dataDir)).to.equal(false);
    expect((await request(39_789, 'GET /')).status).to.equal(null);
  });

  it('says that its port is taken, and ends with 1', async () => {
    const first = start({ PORT: '0', METRICS_PORT: 'off', DATA_DIR: join(folder, 'a') });
    const port = /:(\d+)$/.exec(await first.firstLine)?.[1] ?? '';

    const second = start({ PORT: port, METRICS_PORT: 'off', DATA_DIR: join(folder, 'b') });

    const { code, problems } = await second.ended;
    expect({ code, problems }).to.deep.equal({ code: 1, problems: 'Cannot start: Error (EADDRINUSE)\n' });
    first.child.kill('SIGTERM');
    await first.ended;
  });
});
