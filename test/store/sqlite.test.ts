import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { storeContract } from './contract.ts';

describe('the SQLite store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  after(() => rmSync(folder, { recursive: true }));

  storeContract(async () => createSqliteStore({ file: join(folder, 'contract.db') }));
});
