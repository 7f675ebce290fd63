import { chmodSync, closeSync, existsSync, mkdirSync, openSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'libsql';
import { StoreUnavailableError } from '../errors.ts';
import type { Sql } from './sqlite-query.ts';

/** How long a call may hold up the event loop while another process has the lock; after it, the wait is asynchronous. */
const BUSY_TIMEOUT_MS = 20;
const RETRY_AFTER_MS = 25;
/** How long a call keeps trying while another process has the lock. */
export const PATIENCE_MS = 2000;
const LARGEST_STATEMENT_CACHE = 200;

const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'secure_delete = ON',
  'trusted_schema = OFF',
  `busy_timeout = ${BUSY_TIMEOUT_MS}`,
];

/** One open connection: its prepared statements, and the collections whose table it has seen to be right. */
export class SqliteConnection {
  readonly database: Database.Database;
  readonly preparedTables = new Set<string>();
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.database = database;
  }

  /** Runs a statement and says how many rows it changed. */
  run({ text, values }: Sql): number {
    return this.#prepare(text).run([...values]).changes;
  }

  /** The first row of a query as its columns in order. */
  row({ text, values }: Sql): unknown[] | undefined {
    const row = this.#prepare(text).get([...values]);
    return Array.isArray(row) ? row : undefined;
  }

  /** The rows of a query, each as its columns in order. */
  rows({ text, values }: Sql): unknown[][] {
    return this.#prepare(text)
      .all([...values])
      .filter(Array.isArray);
  }

  #prepare(text: string): Database.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    if (this.#statements.size >= LARGEST_STATEMENT_CACHE) this.#statements.clear();
    const statement = this.database.prepare(text);
    // Only a statement that gives rows knows the raw form.
    if (statement.reader) statement.raw();
    this.#statements.set(text, statement);
    return statement;
  }
}

/**
 * One database file, opened when first needed and again after a failure. It is created once at the start, readable for its
 * owner alone; a file that disappears later is never made anew, since that would look like an empty service in good health.
 */
export class SqliteFile {
  readonly #path: string;
  readonly #main: Stats;
  #log: Stats | undefined;
  #connection: SqliteConnection | undefined;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
      this.#main = statSync(path);
    } catch (cause) {
      throw new StoreUnavailableError('the database file cannot be opened', cause);
    }
  }

  /** Works on the connection; StoreUnavailableError for every failure of the file or the engine but a lock. */
  use<R>(work: (connection: SqliteConnection) => R): R {
    if (this.#closed) throw new StoreUnavailableError('the store is closed');
    if (!existsSync(this.#path)) this.#refuse();
    try {
      this.#connection ??= this.#open();
      return work(this.#connection);
    } catch (thrown) {
      this.#afterFailure(thrown);
      throw thrown;
    }
  }

  /** As `use`, and tries again without blocking while another process has the lock, until `deadline` (performance.now()). */
  async patiently<R>(
    work: (connection: SqliteConnection) => R,
    deadline = performance.now() + PATIENCE_MS,
  ): Promise<R> {
    for (;;) {
      try {
        return this.use(work);
      } catch (thrown) {
        if (thrown instanceof StoreUnavailableError) throw thrown;
        if (!isBusy(thrown) || performance.now() >= deadline) {
          throw new StoreUnavailableError(`the database did not do it: ${engineCode(thrown)}`, thrown);
        }
      }
      await delay(RETRY_AFTER_MS);
    }
  }

  /** Moves everything from the write-ahead log into the file and leaves the log empty, with no trace of what it held. */
  async emptyLog(): Promise<void> {
    await this.patiently((connection) => {
      const [row] = connection.rows({ text: 'PRAGMA wal_checkpoint(TRUNCATE)', values: [] });
      if (row?.[0] !== 0) throw new LogInUse();
    });
  }

  /** Moves what the write-ahead log holds into the file where that is possible, and lets the file go. */
  close(): void {
    this.#closed = true;
    try {
      this.#connection?.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The log keeps what could not be moved, and the next start reads it.
    }
    this.#drop();
  }

  #open(): SqliteConnection {
    const database = new Database(this.#path, { timeout: BUSY_TIMEOUT_MS });
    const connection = new SqliteConnection(database);
    for (const setting of SETTINGS) database.exec(`PRAGMA ${setting}`);
    connection.rows({ text: 'SELECT COUNT(*) FROM sqlite_schema', values: [] });
    this.#log = statSync(`${this.#path}-wal`, { throwIfNoEntry: false });
    return connection;
  }

  /** Errors: StoreUnavailableError when what is written now would go to a file or a log that nobody will read. */
  checkIdentity(): void {
    if (!sameFile(this.#main, statSync(this.#path, { throwIfNoEntry: false }))) this.#refuse();
    if (this.#log && !sameFile(this.#log, statSync(`${this.#path}-wal`, { throwIfNoEntry: false }))) {
      this.#drop();
      throw new StoreUnavailableError('the write-ahead log of the database was removed or replaced');
    }
  }

  #refuse(): never {
    this.#drop();
    throw new StoreUnavailableError('the database file was removed or replaced; put it back and restart');
  }

  /** Leaves no transaction open. A full disk keeps the connection, so that reading goes on; other failures start afresh. */
  #afterFailure(thrown: unknown): void {
    const code = engineCode(thrown);
    try {
      if (this.#connection?.database.inTransaction) this.#connection.database.exec('ROLLBACK');
      if (isBusy(thrown) || code === 'SQLITE_FULL') return;
    } catch {
      // A connection that cannot even roll back is of no use any more.
    }
    this.#drop();
  }

  #drop(): void {
    try {
      this.#connection?.database.close();
    } catch {
      // It was broken already.
    }
    this.#connection = undefined;
    this.#log = undefined;
  }
}

/** Another process reads or writes; the engine tells that in a row instead of an error. */
class LogInUse extends Error {
  readonly code = 'SQLITE_BUSY';
}

function sameFile(known: Stats, found: Stats | undefined): boolean {
  return found !== undefined && found.ino === known.ino && found.dev === known.dev;
}

function isBusy(thrown: unknown): boolean {
  const code = engineCode(thrown);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

function engineCode(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return 'unknown';
}
