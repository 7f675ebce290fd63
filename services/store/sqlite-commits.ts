import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { PATIENCE_MS, type SqliteConnection, type SqliteFile } from './sqlite-file.ts';

const LARGEST_BATCH = 512;
/** Keeps one commit short, so that reading and everything else get their turn in between. */
const LARGEST_BATCH_CHARACTERS = 4_000_000;

/** Under load, which is when several writes come together, commits are so far apart that each gathers more. */
const LEAST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 20;
const FEW_WRITES = 2;

/** A change of one row. Both steps may be repeated, so they change nothing but the database. */
export interface SqliteChange {
  /** About how many characters it stores. */
  readonly size: number;
  /** Runs before the transaction. */
  readonly prepare: (connection: SqliteConnection) => void;
  readonly run: (connection: SqliteConnection) => boolean;
}

interface Write extends SqliteChange {
  readonly askedAt: number;
  readonly resolve: (done: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers writes that are asked for together into one transaction, since the wait for the disk costs the same for one as for
 * hundreds. They run in the order they were asked for; a promise resolves only after the commit, and all promises of a
 * commit that failed reject.
 */
export class SqliteCommits {
  readonly #file: SqliteFile;
  readonly #waiting: Write[] = [];
  #running: Promise<void> | undefined;
  #notBefore = 0;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  /** Resolves to what `run` says once that is durable; StoreUnavailableError when it was not stored. */
  write(change: SqliteChange): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...change, resolve, reject, askedAt: performance.now() });
      this.#running ??= this.#commitAll();
    });
  }

  /** Resolves once nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#pause();
      const began = performance.now();
      const batch = this.#takeBatch();
      await this.#commit(batch);
      const ended = performance.now();
      const pauseMs = Math.max(batch.length > FEW_WRITES ? LEAST_PAUSE_MS : 0, ended - began);
      this.#notBefore = ended + Math.min(pauseMs, LONGEST_PAUSE_MS);
    }
    this.#running = undefined;
  }

  /** Waits about as long as the last commit took: a slow disk gets larger commits instead of all of our time. */
  async #pause(): Promise<void> {
    const leftMs = this.#notBefore - performance.now();
    await (leftMs > 0 ? delay(leftMs) : nextTurn());
  }

  #takeBatch(): Write[] {
    let size = 0;
    let count = 0;
    for (const write of this.#waiting) {
      size += write.size;
      if (count === LARGEST_BATCH || (count > 0 && size > LARGEST_BATCH_CHARACTERS)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(batch: readonly Write[]): Promise<void> {
    // Those who waited through an earlier lock do not wait as long again.
    const deadline = Math.min(...batch.map(({ askedAt }) => askedAt)) + PATIENCE_MS;
    try {
      const results = await this.#file.patiently((connection) => {
        this.#file.checkIdentity();
        for (const { prepare } of batch) prepare(connection);
        connection.database.exec('BEGIN IMMEDIATE');
        const done = batch.map(({ run }) => run(connection));
        connection.database.exec('COMMIT');
        return done;
      }, deadline);
      for (const [place, write] of batch.entries()) write.resolve(results[place] === true);
    } catch (error) {
      for (const write of batch) write.reject(error);
    }
  }
}
