import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of one `describe`, gone after them; gives the path of a new database file in it at each call. */
export function temporaryFolder(): { path: string; newFile: () => string } {
  const path = mkdtempSync(join(tmpdir(), 'store-'));
  let count = 0;
  after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    newFile: () => {
      count += 1;
      return join(path, `${count}`, 'documents.db');
    },
  };
}
