import { expect } from 'chai';
import { StoreUnavailableError } from '../../services/errors.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { note, notes } from './note.ts';
import { StoreProcess } from './store-child.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the SQLite store beside another process', () => {
  const folder = temporaryFolder();

  it('gives up after a while when the lock is kept, reads on meanwhile, and writes again afterwards', async () => {
    const file = folder.newFile();
    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));
    await collection.insert(note('a'));
    const other = new StoreProcess('hold-lock', file);
    await other.said(1);
    let pending = true;
    let reads = 0;

    const write = collection
      .insert(note('b'))
      .catch((error: unknown) => error)
      .finally(() => {
        pending = false;
      });
    while (pending) {
      await collection.get('a');
      reads += 1;
      await new Promise(setImmediate);
    }

    expect(await write).to.be.instanceOf(StoreUnavailableError);
    // A wait inside the engine would have let not one of them through.
    expect(reads).to.be.greaterThan(50);
    expect(await collection.get('b')).to.equal(undefined);
    await other.release();
    expect(await collection.insert(note('b'))).to.equal(true);
    await store.close();
  });

  it('waits for a lock that is given back soon', async () => {
    const file = folder.newFile();
    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));
    await collection.insert(note('a'));
    const other = new StoreProcess('hold-lock', file);
    await other.said(1);

    const writes = Promise.all(['b', 'c', 'd'].map((id) => collection.insert(note(id))));
    await other.release();

    expect(await writes).to.deep.equal([true, true, true]);
    await store.close();
  });

  it('is the only one that serves the file, while others may still read and write it', async () => {
    const file = folder.newFile();
    const serving = new StoreProcess('serve', file);
    await serving.said(1);

    expect(() => createSqliteStore({ file, exclusive: true })).to.throw(
      StoreUnavailableError,
      /another process/,
    );
    const commandLine = createSqliteStore({ file });
    expect(await commandLine.collection(notes('notes')).insert(note('a'))).to.equal(true);
    await commandLine.close();

    await serving.release();
    await createSqliteStore({ file, exclusive: true }).close();
    await createSqliteStore({ file, exclusive: true }).close();
  });

  it('takes over from a process that was killed', async () => {
    const file = folder.newFile();
    const serving = new StoreProcess('serve', file);
    await serving.said(1);

    await serving.kill();

    await createSqliteStore({ file, exclusive: true }).close();
  });
});
