import { closeSync, openSync } from 'node:fs';
import Database from 'libsql';
import { StoreUnavailableError } from '../errors.ts';

/**
 * Makes this process the only one that serves a database file, until the returned function is called or the process ends in
 * any way. It is a lock of the operating system on a file beside the database (the engine's own locking), so a crash leaves
 * nothing to tidy up, and the command line may still read and write. StoreUnavailableError when another process has it.
 */
export function takeServiceLock(databasePath: string): () => void {
  const path = `${databasePath}.lock`;
  let lock: Database.Database | undefined;
  try {
    closeSync(openSync(path, 'a', 0o600));
    lock = new Database(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    throw new StoreUnavailableError('another process already serves this database file; only one may', cause);
  }
  const held = lock;
  return () => {
    held.close();
  };
}
