import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { pino } from 'pino';
import { passUnharmed } from '../services/delivery/crash-points.ts';
import { type App, createApp } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { loadConfig } from './config-load.ts';
import { armFailpoint } from './failpoint.ts';

/** What still runs after this long at a stop is cut. */
const STOP_WITHIN_MS = 9_500;

const log = pino({ name: 'main' });

function readConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  try {
    return loadConfig(process.env, process.execArgv);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    process.stderr.write(
      `Cannot start. What has to change:\n${thrown.faults.map((fault) => `- ${fault}\n`).join('')}`,
    );
    process.exit(1);
  }
}

function stop(app: App): void {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  app.close().then(
    () => process.exit(0),
    (thrown: unknown) => {
      log.error(nameOf(thrown), 'did not stop cleanly');
      process.exit(1);
    },
  );
}

/** The class and code of an error; its message may quote what a person typed. */
function nameOf(thrown: unknown): { error: string; code: string | undefined } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, code: undefined };
  return { error: thrown.name, code: 'code' in thrown ? String(thrown.code) : undefined };
}

/** Every message is stored before it is acknowledged and every turn is one write, so going on loses nothing. */
function surviveBugs(): void {
  process.on('unhandledRejection', (thrown) => log.error(nameOf(thrown), 'unhandled rejection'));
  process.on('uncaughtException', (thrown) => log.error(nameOf(thrown), 'uncaught exception'));
}

async function start(): Promise<void> {
  const config = readConfig();
  const { FAILPOINT } = process.env;
  const pass = FAILPOINT && !config.production ? armFailpoint(FAILPOINT) : passUnharmed;
  const app = await createApp(config, { pass });
  const { url } = await app.listen();
  surviveBugs();
  process.stdout.write(`Meepraten listens on ${url}\n`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop(app);
    });
  }
}

start().catch((thrown: unknown) => {
  const { error, code } = nameOf(thrown);
  process.stderr.write(`Cannot start: ${error}${code === undefined ? '' : ` (${code})`}\n`);
  process.exit(1);
});
