import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { Person, type SeenActivity } from '../person.ts';
import { type Service, startService } from '../service.ts';

const DISK = 'size=6m';
const CHUNK = Buffer.alloc(4_096);
const LONG = 'Ik wacht al maanden op een antwoord. '.repeat(100);
const MOST_TRIES = 300;
const RETRY_MS = 50;
const HOLD_LOCK = fileURLToPath(new URL('hold-lock.mjs', import.meta.url));

/** Sends a message; a resend carries the same id. */
function send(person: Person, clientActivityID: string, text = LONG): Promise<Response> {
  return person.send({ type: 'message', from: { id: 'me' }, text, channelData: { clientActivityID } });
}

async function expectUnavailable(answer: Response): Promise<void> {
  expect(answer.status).to.equal(503);
  expect(answer.headers.get('content-type')).to.contain('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0);
  expect(await answer.json()).to.include({ status: 503, code: 'store_unavailable' });
}

/** Sends messages, each again until it is acknowledged. */
async function sendUntilAcknowledged(person: Person, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    for (let tries = 1; (await send(person, key)).status !== 200; tries += 1) {
      expect(tries).to.be.lessThan(MOST_TRIES);
      await wait(RETRY_MS);
    }
  }
}

/** Waits for the answer to the last of these messages, then expects that each stands there once and is answered once. */
async function expectAnsweredOnce(person: Person, keys: readonly string[]): Promise<void> {
  const isEchoOf = (key: string) => (one: SeenActivity) => one.channelData?.clientActivityID === key;
  await person.hears(isEchoOf(keys.at(-1) ?? ''));
  const seen = await person.readsAll();
  expect(seen.flatMap(({ channelData }) => channelData?.clientActivityID ?? [])).to.deep.equal(keys);
  for (const key of keys) {
    const { id } = seen.find(isEchoOf(key)) ?? {};
    const turns = seen.filter(({ replyToId }) => replyToId === id).map(({ timestamp }) => timestamp);
    expect(new Set(turns).size, 'turns that answered it').to.equal(1);
  }
}

async function statusOf(service: Service, path: string): Promise<number> {
  return (await fetch(`${service.url}${path}`)).status;
}

describe('a full disk', () => {
  const disk = mkdtempSync(join(tmpdir(), 'meepraten-disk-'));
  const filler = join(disk, 'filler');
  let mounted = false;
  let service: Service | undefined;
  before(function () {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', disk], { stdio: 'ignore' });
      mounted = true;
    } catch {
      process.stderr.write('    skipped: a full disk (mounting a small disk needs root)\n');
      this.skip();
    }
  });
  after(async () => {
    await service?.stop();
    // The engine lets go of its files some time after they were closed.
    if (mounted) execFileSync('umount', ['--lazy', disk]);
    rmdirSync(disk);
  });

  const fill = (): void => {
    const file = openSync(filler, 'a');
    try {
      for (;;) writeSync(file, CHUNK);
    } catch {
      closeSync(file);
    }
  };

  it('takes no message, goes on reading, and is over by itself when there is room again', async function () {
    this.timeout(40_000);
    service = await startService({
      env: { DATA_DIR: join(disk, 'data'), RATE_MESSAGES_PER_30_SECONDS: '1000' },
    });
    const person = await Person.arrives(service.url);
    const acknowledged = [randomUUID()];
    await sendUntilAcknowledged(person, acknowledged);
    await expectAnsweredOnce(person, acknowledged);

    fill();
    // What the database had reserved is used up first.
    let refused = randomUUID();
    for (
      let answer = await send(person, refused);
      answer.status !== 503;
      answer = await send(person, refused)
    ) {
      expect(answer.status).to.equal(200);
      acknowledged.push(refused);
      expect(acknowledged.length).to.be.lessThan(MOST_TRIES);
      refused = randomUUID();
    }
    for (let again = 0; again < 5; again += 1) await expectUnavailable(await send(person, refused));
    const activities = await person.readsAll();
    const ready = await statusOf(service, '/health/ready');
    const live = await statusOf(service, '/health/live');
    rmSync(filler);
    await sendUntilAcknowledged(person, [refused]);

    expect(activities).to.not.have.length(0);
    expect({ ready, live }).to.deep.equal({ ready: 503, live: 200 });
    await expectAnsweredOnce(person, [...acknowledged, refused]);
    expect(await statusOf(service, '/health/ready')).to.equal(200);
  });
});

describe('a database that another process has locked', () => {
  let service: Service;
  let holder: ChildProcess | undefined;
  before(async () => {
    service = await startService();
  });
  after(async () => {
    holder?.kill('SIGKILL');
    await service.stop();
  });

  it('takes no message, goes on reading, and is over by itself when the lock is gone', async function () {
    this.timeout(30_000);
    const person = await Person.arrives(service.url);
    const key = randomUUID();
    holder = spawn(process.execPath, [HOLD_LOCK, join(service.dataDir, 'meepraten.sqlite')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (holder.stdout) await once(holder.stdout, 'data');

    await expectUnavailable(await send(person, key));
    expect(await person.readsAll()).to.not.have.length(0);
    expect(await statusOf(service, '/health/live')).to.equal(200);
    holder.stdin?.end();
    await once(holder, 'exit');
    await sendUntilAcknowledged(person, [key]);

    await expectAnsweredOnce(person, [key]);
    expect(await statusOf(service, '/health/ready')).to.equal(200);
  });
});
