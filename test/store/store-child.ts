import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A process of its own that works on a database file and tells about it, a line at a time. */
export class StoreProcess {
  readonly lines: string[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ended: Promise<unknown>;
  #wake: () => void = () => {};

  constructor(task: 'write' | 'hold-lock' | 'serve', file: string, ...more: string[]) {
    const script = new URL('store-process.ts', import.meta.url).pathname;
    this.#process = spawn(process.execPath, ['--import', 'tsx', script, task, file, ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#ended = once(this.#process, 'close').finally(() => this.#wake());
    createInterface(this.#process.stdout).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
  }

  /** Resolves once it has said so many lines; throws when it ends before that. */
  async said(count: number): Promise<void> {
    while (this.lines.length < count) {
      const { exitCode, signalCode } = this.#process;
      if (exitCode !== null || signalCode !== null)
        throw new Error(`it ended with ${exitCode ?? signalCode}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Lets it go on to its end. */
  async release(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
  }

  /** Ends it at once, without any handler of its own running. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
