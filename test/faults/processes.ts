import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceProcess, startProcess } from '../../bot/bench/service-process.ts';

/** The processes and data folders of one test file, so that none outlives it. */
export class Processes {
  readonly #started: ServiceProcess[] = [];
  readonly #folders: string[] = [];

  newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'meepraten-faults-'));
    this.#folders.push(folder);
    return folder;
  }

  /** Starts the real service on a data folder. */
  async start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const service = await startProcess({ dataDir, env: { LOG_LEVEL: 'silent', ...env } });
    this.#started.push(service);
    return service;
  }

  /** Kills what still runs and removes the folders. */
  async clear(): Promise<void> {
    await Promise.all(this.#started.splice(0).map((service) => service.end('SIGKILL')));
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
