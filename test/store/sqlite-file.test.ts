import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { StoreUnavailableError } from '../../services/errors.ts';
import { checkQuery } from '../../services/store/query-check.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { findSql } from '../../services/store/sqlite-query.ts';
import { note, notes } from './note.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the file of the SQLite store', () => {
  const folder = temporaryFolder();

  it('can be read by its owner alone, as can its folder', async () => {
    const file = folder.newFile();
    const store = createSqliteStore({ file, exclusive: true });
    await store.probe();

    const modes = [dirname(file), file, `${file}-wal`, `${file}-shm`, `${file}.lock`].map((path) =>
      (statSync(path).mode & 0o777).toString(8),
    );

    expect(modes).to.deep.equal(['700', '600', '600', '600', '600']);
    await store.close();
  });

  it('has an index for every declared field, and for a page of each', async () => {
    const file = folder.newFile();
    const spec = notes('notes');
    const store = createSqliteStore({ file });
    await store.collection(spec).insert(note('a'));
    const database = new Database(file);
    const queries = spec.fields.flatMap((field) => [
      { where: { [field]: 'x' } },
      { where: { [field]: { gte: 'x' } } },
      { sort: { by: field, order: 'asc' as const }, after: { value: 'x', id: 'a' } },
      { sort: { by: field, order: 'desc' as const } },
    ]);

    const plans = queries.map((query) => {
      const { text, values } = findSql(spec.name, checkQuery(spec, query));
      return JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${text}`).all([...values]));
    });

    for (const plan of plans) expect(plan).to.match(/USING (COVERING )?INDEX notes_by_/);
    database.close();
    await store.close();
  });

  it('is never made anew when it disappears, and is used again once it is back', async () => {
    const file = folder.newFile();
    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));
    await collection.insert(note('a'));

    renameSync(file, `${file}.away`);
    const errors = await Promise.all(
      [store.probe(), collection.insert(note('b')), collection.get('a')].map((call) =>
        call.catch((error: unknown) => error),
      ),
    );

    for (const error of errors) expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(existsSync(file)).to.equal(false);
    renameSync(`${file}.away`, file);
    expect(await collection.insert(note('b'))).to.equal(true);
    expect(await collection.find({})).to.have.lengthOf(2);
    await store.close();
  });

  it('holds no trace of a removed document after a scrub', async () => {
    const file = folder.newFile();
    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));
    await collection.insert(note('a', { team: 'Zonnebloemstraat', rest: 'x'.repeat(20_000) }));
    await collection.replace(note('a', { team: 'Rozenstraat' }));
    await collection.remove('a');

    await store.scrub();

    const bytes = [file, `${file}-wal`].map((path) => readFileSync(path).toString('latin1')).join();
    expect(bytes).to.not.match(/Zonnebloemstraat|Rozenstraat|xxxx/);
    await store.close();
  });

  it('says so when it cannot be opened or is not a database', async () => {
    const file = folder.newFile();
    mkdirSync(dirname(file));
    writeFileSync(file, 'a letter, not a database. '.repeat(500));
    const store = createSqliteStore({ file });

    const error = await store.probe().catch((thrown: unknown) => thrown);

    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(() => createSqliteStore({ file: `${file}/x.db` })).to.throw(StoreUnavailableError);
    expect(readFileSync(file, 'utf8')).to.match(/^a letter/);
    await store.close();
  });
});
