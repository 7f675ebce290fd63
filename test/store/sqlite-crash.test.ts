import { expect } from 'chai';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { notes } from './note.ts';
import { StoreProcess } from './store-child.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the SQLite store whose process is killed', () => {
  const file = temporaryFolder().newFile();

  it('has every document it acknowledged, ten times over', async () => {
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < 10; round += 1) {
      const writer = new StoreProcess('write', file, `${round}`);
      await writer.said(100 + Math.floor(Math.random() * 1000));
      await writer.kill();
      for (const line of writer.lines) {
        const [id = '', version = ''] = line.split(' ');
        acknowledged.set(id, Number(version));
      }
    }

    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));
    const lost: string[] = [];
    for (const [id, version] of acknowledged) {
      if (((await collection.get(id))?.version ?? 0) < version) lost.push(id);
    }

    expect(acknowledged.size).to.be.greaterThan(500);
    expect(lost).to.deep.equal([]);
    await store.probe();
    await store.close();
  }).timeout(90_000);
});
