import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const START = [fileURLToPath(new URL('../start.mjs', import.meta.url))];
const COMMANDS = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('../cli.ts', import.meta.url)),
];
const START_WITHIN_MS = 30_000;
const KIBIBYTE = 1_024;

/** How a process is started: its data folder, its settings, and options of Node. */
export interface ProcessOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real service in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly port: number;
  /** From the start of the process to its line that says it listens. */
  readonly startedInMs: number;
  /** Resolves when it has ended, however that happened. */
  readonly ended: Promise<Exit>;
  /** Resident memory now, in bytes (Linux). */
  residentBytes(): number;
  /** Sends a signal and resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<Exit>;
}

/** Starts the service on a free port (or the one in `env`) and resolves when it listens. */
export async function startProcess(options: ProcessOptions): Promise<ServiceProcess> {
  const startedAt = performance.now();
  const child = run(START, options);
  const ended = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const url = await urlOf(child, ended);
  return {
    url,
    port: Number(new URL(url).port),
    startedInMs: performance.now() - startedAt,
    ended,
    residentBytes: () => residentBytes(child.pid ?? 0),
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a command of the command line on a data folder; resolves to the lines it printed. Errors: when it fails. */
export async function runCommand(args: readonly string[], options: ProcessOptions): Promise<string[]> {
  const child = run([...COMMANDS, ...args], options);
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return printed.split('\n').filter((line) => line !== '');
}

/** The folder of the data is also where it runs, so that a `.env` of the project changes nothing. */
function run(args: readonly string[], options: ProcessOptions): ChildProcess {
  const { dataDir, env, nodeOptions = [] } = options;
  const settings = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', METRICS_PORT: 'off' };
  return spawn(process.execPath, [...nodeOptions, ...args], {
    cwd: dataDir,
    env: { ...settings, RATE_CLIENT_PER_MINUTE: '1000000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function urlOf(child: ChildProcess, ended: Promise<Exit>): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const late = setTimeout(() => reject(new Error('the service did not start')), START_WITHIN_MS);
    ended.then(({ code, signal }) => {
      clearTimeout(late);
      reject(new Error(`the service ended at its start (${code ?? signal})`));
    });
    const look = (chunk: string) => {
      seen += chunk;
      const url = /listens on (http:\S+)/.exec(seen)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      child.stdout?.off('data', look).resume();
      resolve(url.replace('localhost', '127.0.0.1'));
    };
    child.stdout?.setEncoding('utf8').on('data', look);
  });
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KIBIBYTE;
}
