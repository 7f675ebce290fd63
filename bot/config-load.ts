import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError, parseConfig } from './config.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Reads the configuration for a process: profiles from the project's folder, and in development, when no `MASTER_KEY`
 * is set, a key of its own from `DATA_DIR/master.key`, made at the first start and readable by its owner only.
 *
 * Errors: ConfigError, before any file is written.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  execArgv: readonly string[] = [],
): Config {
  const readText = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
  const ownKey = env.NODE_ENV !== 'production' && (env.MASTER_KEY ?? '') === '';
  if (!ownKey) return parseConfig(env, readText, execArgv);
  const config = parseConfig({ ...env, MASTER_KEY: newKey() }, readText, execArgv);
  return { ...config, masterKey: developmentKey(config.dataDir) };
}

function developmentKey(dataDir: string): Buffer {
  const path = join(dataDir, 'master.key');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${newKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (thrown) {
    const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
    if (!exists) throw new ConfigError(['DATA_DIR: expected a folder that can be written to']);
  }
  chmodSync(path, 0o600);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length < 32) throw new ConfigError(['DATA_DIR: its master.key is not a key']);
  return key;
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}
