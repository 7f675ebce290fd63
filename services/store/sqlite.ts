import { StoreUnavailableError } from '../errors.ts';
import type { Store } from './collection.ts';
import { oneSpecEach } from './query-check.ts';
import { SqliteCollection } from './sqlite-collection.ts';
import { SqliteCommits } from './sqlite-commits.ts';
import { SqliteFile } from './sqlite-file.ts';
import { takeServiceLock } from './sqlite-lock.ts';

/** Where the database stands and how it is used. */
export interface SqliteOptions {
  /** Path of the database file; made on first use, together with its folder, for its owner alone. */
  readonly file: string;
  /** Takes the lock of the one process that serves this file; the command line leaves it out. */
  readonly exclusive?: boolean;
  readonly now?: () => Date;
}

const PROBE_TABLE =
  'CREATE TABLE IF NOT EXISTS _probe (id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL) STRICT';
const PROBE_WRITE = 'INSERT INTO _probe VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at';

/**
 * The embedded store: one SQLite file with a write-ahead log that is flushed to disk at each commit.
 *
 * Errors: StoreUnavailableError at once when the file cannot be opened or, with `exclusive`, another process serves it.
 */
export function createSqliteStore({
  file: path,
  exclusive = false,
  now = () => new Date(),
}: SqliteOptions): Store {
  const file = new SqliteFile(path);
  const release = exclusive ? takeServiceLock(path) : () => {};
  const commits = new SqliteCommits(file);
  const check = oneSpecEach();

  return {
    shared: false,

    collection(spec) {
      check(spec);
      return new SqliteCollection(spec, file, commits);
    },

    async probe() {
      const at = now().toISOString();
      await commits.write({
        size: 0,
        prepare: ({ database }) => database.exec(PROBE_TABLE),
        run: (connection) => connection.run({ text: PROBE_WRITE, values: ['probe', at] }) > 0,
      });
      const rows = await file.patiently((connection) =>
        connection.rows({ text: 'SELECT at FROM _probe', values: [] }),
      );
      if (rows.length !== 1) throw new StoreUnavailableError('the database did not give the probe back');
    },

    async scrub() {
      await commits.idle();
      await file.emptyLog();
    },

    async close() {
      await commits.idle();
      file.close();
      release();
    },
  };
}
