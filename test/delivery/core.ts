import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../../bot/config.ts';
import { type Core, createCore } from '../../bot/core.ts';
import { testConfig } from '../service.ts';

/** The municipality's store and what works on it, in a folder of its own, without a server. */
export interface OwnCore {
  readonly core: Core;
  readonly retention: Config['profile']['retention'];
  /** The clock; move it by assigning. */
  readonly clock: { now: Date };
  close(): Promise<void>;
}

/** Opens a core of its own whose clock stands still until moved. */
export function openCore(): OwnCore {
  const folder = mkdtempSync(join(tmpdir(), 'meepraten-core-'));
  const clock = { now: new Date('2026-11-02T09:00:00.000Z') };
  const config = testConfig({ DATA_DIR: folder });
  const core = createCore(config, { log: pino({ level: 'silent' }), now: () => clock.now, exclusive: true });
  return {
    core,
    retention: config.profile.retention,
    clock,
    async close() {
      await core.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
