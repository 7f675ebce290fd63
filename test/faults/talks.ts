import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { checkTalk } from '../../bot/bench/check-talk.ts';
import type { Resident } from '../../bot/bench/resident.ts';
import { createCore } from '../../bot/core.ts';
import { testConfig } from '../service.ts';

/** A data folder of a test's own; `remove` when it is done. */
export function createDataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'meepraten-faults-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Every acknowledged message is in the talk once, answered once, and the stream brought what the service kept. */
export async function expectWhole(resident: Resident): Promise<void> {
  const kept = await resident.transcript();
  expect(checkTalk(resident.sent, kept), 'in the transcript').to.deep.equal({ lost: 0, doubled: 0 });
  expect(
    resident.heard.map(({ id }) => id),
    'on the stream',
  ).to.deep.equal(kept.map(({ id }) => id));
}

/** Each of these talks filed one contribution and nobody else did. */
export async function expectFiledOnce(dataDir: string, residents: readonly Resident[]): Promise<void> {
  const log = pino({ level: 'silent' });
  const core = createCore(testConfig({ DATA_DIR: dataDir }), {
    log,
    now: () => new Date(),
    exclusive: false,
  });
  const filed = await core.register.find({ limit: 1_000 });
  await core.close();
  expect(filed.map(({ conversation }) => conversation).sort()).to.deep.equal(
    residents.map(({ conversation }) => conversation).sort(),
  );
}

/** A number between 0 and 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
