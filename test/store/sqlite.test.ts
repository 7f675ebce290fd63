import { createSqliteStore } from '../../services/store/sqlite.ts';
import { storeContract } from './contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the SQLite store', () => {
  const file = temporaryFolder().newFile();

  storeContract(async () => createSqliteStore({ file }));
});
