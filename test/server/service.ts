import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../bot/app.ts';
import { loadConfig } from '../../bot/config-load.ts';

/** The whole service in this process, on a free port and with a store of its own. */
export interface Service {
  readonly url: string;
  readonly port: number;
  /** Stops the service and removes its store. */
  close(): Promise<void>;
}

/** Starts the real service; `env` adds settings. */
export async function startService(env: Readonly<Record<string, string>> = {}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'meepraten-'));
  const config = loadConfig({
    PORT: '0',
    METRICS_PORT: 'off',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    ...env,
  });
  const app = await createApp(config);
  const { url } = await app.listen();
  return {
    url,
    port: Number(new URL(url).port),
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
