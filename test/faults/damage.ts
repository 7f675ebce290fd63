import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import { loadConfig } from '../../bot/config-load.ts';
import { type Core, createCore } from '../../bot/core.ts';
import { keyOf, type StubbornResident } from './stubborn-resident.ts';

const PATIENCE_MS = 10_000;
const LOOK_MS = 50;
const FOLLOW_CODE = /\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b/;

/**
 * Expects that in each talk every acknowledged message stands once, in the order in which it was sent, and is answered in
 * one turn; that nothing else was said; and, of talks that went on to their end, that one follow code was given.
 */
export async function expectWhole(residents: readonly StubbornResident[], ended = true): Promise<void> {
  for (const resident of residents) {
    const heard = await resident.transcript();
    expect(heard.flatMap((one) => keyOf(one) ?? [])).to.deep.equal(resident.acknowledged);
    expect(new Set(heard.map(({ id }) => id)).size, 'activities shown twice').to.equal(heard.length);
    const turns = new Map<string, Set<string>>();
    let last = `${resident.conversation}:joined`;
    for (const { id, from, replyToId, timestamp } of heard) {
      if (from.role === 'user') last = id;
      else {
        expect(replyToId, 'an answer stands under its message').to.equal(last);
        turns.set(last, (turns.get(last) ?? new Set()).add(timestamp));
      }
    }
    expect(turns.size, 'messages answered').to.equal(resident.acknowledged.length + 1);
    for (const times of turns.values()) expect(times.size, 'turns that answered a message').to.equal(1);
    const codes = heard.filter(({ text = '' }) => FOLLOW_CODE.test(text));
    if (ended) expect(codes.length, 'follow codes given').to.equal(1);
  }
}

/** Expects that each talk filed one contribution, and that nothing else was filed, once the service has nothing left to do. */
export async function expectOneContributionEach(
  residents: readonly StubbornResident[],
  dataDir: string,
): Promise<void> {
  const log = pino({ level: 'silent' });
  const config = loadConfig({ DATA_DIR: dataDir });
  const core = createCore(config, { log, now: () => new Date(), exclusive: false });
  try {
    await untilSettled(core);
    const filed = await core.register.find({ where: {}, limit: 2 * residents.length + 1 });
    expect(filed.map(({ conversation }) => conversation)).to.have.members(
      residents.map(({ conversation }) => conversation),
    );
  } finally {
    await core.close();
  }
}

/** Resolves when no message waits for its turn and nothing is on its way. */
async function untilSettled({ inbox, conversations }: Core): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const waiting = await inbox.countWaiting();
    const pending = await conversations.find({ where: { pendingSince: { gt: '' } }, limit: 1 });
    if (waiting === 0 && pending.length === 0) return;
    await wait(LOOK_MS);
  }
  throw new Error('something is still on its way');
}
