import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { type App, createApp } from '../bot/app.ts';
import { type Config, parseConfig } from '../bot/config.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** The real service on a free port with a data folder of its own. */
export interface Service {
  readonly url: string;
  readonly dataDir: string;
  readonly config: Config;
  readonly app: App;
  /** Every log line it wrote. */
  readonly logLines: readonly string[];
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Reads a configuration as the service does, from these settings instead of the environment. */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  const readText = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
  const base = { PORT: '0', METRICS_PORT: '0', MASTER_KEY: randomBytes(32).toString('base64') };
  return parseConfig({ ...base, ...env }, readText);
}

/** Starts the real service. `now` is its clock. */
export async function startService(
  options: { env?: Readonly<Record<string, string>>; now?: () => Date } = {},
): Promise<Service> {
  const dataDir = options.env?.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'meepraten-'));
  const config = testConfig({ DATA_DIR: dataDir, ...options.env });
  const logLines: string[] = [];
  const log: Logger = pino({ level: 'debug', base: null }, { write: (line) => void logLines.push(line) });
  const app = await createApp(config, { log, ...(options.now && { now: options.now }) });
  const { url } = await app.listen();
  return {
    url: url.replace('localhost', '127.0.0.1'),
    dataDir,
    config,
    app,
    logLines,
    async stop() {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
