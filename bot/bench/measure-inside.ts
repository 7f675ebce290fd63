import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createUnderstanding } from '../../services/understanding/index.ts';
import type { Config } from '../config.ts';
import { createCore } from '../core.ts';
import { MODELS_FOLDER } from '../models-folder.ts';
import { pageWeight } from '../pages.ts';
import { takeTurn } from '../take-turn.ts';
import { type Figure, quantile, round } from './figure.ts';
import type { NewFolder } from './measure-service.ts';
import { isFiled, nextAct } from './script.ts';

const LIFETIMES = { abandonedDays: 30, filedDays: 365 };
const CALLERS = 200;
const WRITES_EACH = 50;

/** What a first visit to the resident's page loads, compressed as it is sent. */
export async function measurePage({ profile }: Config): Promise<Figure[]> {
  const files = await pageWeight(profile);
  const bytes = files.reduce((sum, { brotliBytes }) => sum + brotliBytes, 0);
  return [{ name: 'page: all of a first load, brotli', value: round(bytes / 1_000, 1), unit: 'kB', aim: 60 }];
}

/** One turn without the store: reading, understanding, dialogs, the new conversation and its encryption. */
export async function measureTurn(
  config: Config,
  log: Logger,
  newFolder: NewFolder,
  talks: number,
): Promise<Figure[]> {
  const core = createCore(
    { ...config, mongodbUrl: null, dataDir: newFolder() },
    { log, now: () => new Date(), exclusive: true },
  );
  const parts = {
    ...core,
    profile: config.profile,
    privacyUrl: '/privacy',
    understanding: await createUnderstanding({ modelsFolder: MODELS_FOLDER }),
    lifetimes: LIFETIMES,
    now: () => new Date(),
    newKey: async () => '',
  };
  const times: number[] = [];
  for (let talk = 0; talk < talks; talk += 1) {
    const id = randomUUID();
    const now = new Date();
    await core.conversations.begin(id, { channel: 'web', person: 'p', language: 'nl', now, expiresAt: now });
    let conversation = await core.conversations.get(id);
    if (!conversation) throw new Error('the talk was not begun');
    const cipher = await core.conversations.cipherOf(conversation);
    for (let said = 0; said < 20; said += 1) {
      const offered = conversation.state.offered.map(({ value }) => value);
      if (isFiled(offered)) break;
      const { text, value = null } = nextAct(offered, said, talk);
      const startedAt = performance.now();
      const nothing = {
        displayText: null,
        locale: null,
        clientActivityId: null,
        masked: false,
        tooLong: false,
        attachments: false,
      };
      const message = {
        id: randomUUID(),
        type: 'message' as const,
        text,
        value,
        ...nothing,
        at: now.toISOString(),
      };
      const next = await takeTurn(parts, conversation, message);
      cipher.seal(JSON.stringify(next.state), 'conversation');
      times.push(performance.now() - startedAt);
      conversation = { ...next, state: { ...next.state, pending: [] } };
    }
  }
  await core.close();
  const warm = times.slice(Math.floor(times.length / 4));
  const mean = warm.reduce((sum, time) => sum + time, 0) / warm.length;
  return [
    { name: 'turn without I/O, mean', value: round(mean, 2), unit: 'ms', aim: 0.5 },
    { name: 'turn without I/O, p95', value: round(quantile(warm, 0.95), 2), unit: 'ms', aim: null },
  ];
}

/** Small durable writes that many callers ask for at once, each acknowledged after its commit. */
export async function measureStore(config: Config, log: Logger, newFolder: NewFolder): Promise<Figure[]> {
  const core = createCore(
    { ...config, mongodbUrl: null, dataDir: newFolder() },
    { log, now: () => new Date(), exclusive: true },
  );
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (let write = 0; write < WRITES_EACH; write += 1) await core.keyring.create(randomUUID());
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await core.close();
  const value = round((CALLERS * WRITES_EACH) / seconds);
  return [{ name: `store: durable writes of ${CALLERS} callers at once`, value, unit: '/s', aim: null }];
}
