import type { Place } from './resident.ts';
import { type Exit, type ProcessOptions, type ServiceProcess, startProcess } from './service-process.ts';

/** The service, started again on the same data and at the same address whenever it ends, until it is stopped. */
export class RevivedService {
  readonly place: Place;
  readonly #options: ProcessOptions;
  #process: ServiceProcess;
  #revival: Promise<void> = Promise.resolve();
  #endings = 0;
  #stopped = false;

  private constructor(options: ProcessOptions, process: ServiceProcess) {
    this.#options = options;
    this.#process = process;
    this.place = { url: process.url };
    this.#revive();
  }

  /** Starts it; `failpoint` is armed for its first life only. */
  static async start(options: ProcessOptions, failpoint?: string): Promise<RevivedService> {
    const env = { ...options.env, ...(failpoint && { FAILPOINT: failpoint }) };
    return new RevivedService(options, await startProcess({ ...options, env }));
  }

  /** How often it ended and was started again. */
  get endings(): number {
    return this.#endings;
  }

  /** Resolves when it has ended by itself and listens again. */
  async endsItself(): Promise<void> {
    await this.#process.ended;
    await this.#revival;
  }

  /** Sends a signal to the process that lives now; resolves to how that ended, once the next one listens. */
  async end(signal: NodeJS.Signals): Promise<Exit> {
    const process = this.#process;
    const exit = await process.end(signal);
    await this.#revival;
    return exit;
  }

  /** Ends it for good; resolves to how. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    await this.#revival;
    this.#stopped = true;
    return this.#process.end(signal);
  }

  #revive(): void {
    const { port, ended } = this.#process;
    void ended.then(() => {
      if (this.#stopped) return;
      this.#endings += 1;
      const env = { ...this.#options.env, PORT: String(port) };
      this.#revival = startProcess({ ...this.#options, env }).then((process) => {
        this.#process = process;
        this.#revive();
      });
      // Whoever waits for it hears of a failure; nobody may be waiting.
      this.#revival.catch(() => undefined);
    });
  }
}
