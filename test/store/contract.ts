import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Collection, Store, Stored } from '../../services/store/collection.ts';
import { searchContract } from './contract-search.ts';
import { type Note, note, notes } from './note.ts';

/** What every store promises, whichever database is behind it; `open` opens the same storage each time. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store;
  let collection: Collection<Note>;

  before(async () => {
    store = await open();
  });
  after(() => store.close());
  beforeEach(() => {
    collection = store.collection(notes(`notes_${randomUUID().replaceAll('-', '')}`));
  });

  it('gives back what was inserted, and nothing for another id', async () => {
    const stored = note('a', { team: 'wijkteam', weight: 1.5, urgent: true, rest: { list: [1, null, 'x'] } });

    const inserted = await collection.insert(stored);

    expect(inserted).to.equal(true);
    expect(await collection.get('a')).to.deep.equal(stored);
    expect(await collection.get('b')).to.equal(undefined);
  });

  it('leaves the first document when its id is inserted again', async () => {
    const results = await Promise.all(
      ['first', 'second'].map((team) => collection.insert(note('a', { team }))),
    );

    expect([...results].sort()).to.deep.equal([false, true]);
    expect((await collection.get('a'))?.team).to.equal(results[0] ? 'first' : 'second');
  });

  it('replaces a document only at its stored version, and counts the version up', async () => {
    await collection.insert(note('a', { team: 'one' }));

    const results = [
      await collection.replace(note('a', { team: 'two' })),
      await collection.replace(note('a', { team: 'late' })),
      await collection.replace(note('absent')),
    ];

    expect(results).to.deep.equal([true, false, false]);
    expect(await collection.get('a')).to.deep.equal(note('a', { team: 'two', version: 2 }));
    expect(await collection.get('absent')).to.equal(undefined);
    expect(await collection.find({ where: { team: 'one' } })).to.deep.equal([]);
  });

  it('removes a document, with a version only when that is the stored one', async () => {
    await collection.insert(note('a'));
    await collection.insert(note('b'));

    const results = [
      await collection.remove('a', 2),
      await collection.remove('a', 1),
      await collection.remove('a'),
      await collection.remove('b'),
    ];

    expect(results).to.deep.equal([false, true, false, true]);
    expect(await collection.find({})).to.deep.equal([]);
  });

  it('lets exactly one of a hundred parallel swaps win, every time', async () => {
    await collection.insert(note('a'));
    for (let version = 1; version <= 10; version += 1) {
      const swaps = Array.from({ length: 100 }, (_, weight) =>
        collection.replace(note('a', { version, weight })),
      );

      const won = (await Promise.all(swaps)).flatMap((wins, weight) => (wins ? [weight] : []));

      expect(won).to.have.lengthOf(1);
      expect(await collection.get('a')).to.deep.equal(note('a', { version: version + 1, weight: won[0] }));
    }
  }).timeout(60_000);

  it('counts parallel additions without losing one', async () => {
    await collection.insert(note('a', { weight: 0 }));
    async function addOne(): Promise<void> {
      const found = await collection.get('a');
      if (!found || !(await collection.replace({ ...found, weight: (found.weight ?? 0) + 1 })))
        await addOne();
    }

    await Promise.all(Array.from({ length: 20 }, addOne));

    expect((await collection.get('a'))?.weight).to.equal(20);
  }).timeout(60_000);

  it('keeps any key and any text as it was', async () => {
    const rest: unknown = JSON.parse(
      '{"__proto__":{"admin":true},"constructor":1,"$set":{"a.b":2},"":3,"a\\u0000b":"c\\u0000d","\\ud800":"\\udfff","é👩‍👧":"\\u2028"}',
    );
    const stored = note('a\0$ne.é👩‍👧', { team: '\0$where\0', mixed: '__proto__', rest });

    await collection.insert(stored);
    const [found] = await collection.find({ where: { team: '\0$where\0', mixed: '__proto__' } });

    expect(JSON.stringify(found)).to.equal(JSON.stringify(stored));
    expect(await collection.get('a\0')).to.equal(undefined);
    expect(await collection.count(['team'])).to.deep.equal([{ group: ['\0$where\0'], count: 1 }]);
    expect(JSON.stringify(await collection.get(stored.id))).to.equal(JSON.stringify(stored));
  });

  it('keeps a document of a megabyte', async () => {
    const stored = note('a', { rest: 'ë'.repeat(1_000_000) });

    await collection.insert(stored);

    expect(await collection.get('a')).to.deep.equal(stored);
  });

  it('raises on a document that this release cannot read, and still gives the others', async () => {
    const { name } = notes(`notes_${randomUUID().replaceAll('-', '')}`);
    const older = store.collection<Stored>({ name, fields: [], parse: () => note('') });
    await older.insert({ id: 'bad', version: 1 });
    await older.insert(note('good'));
    const later = await open();
    const newer = later.collection(notes(name));

    expect(await newer.get('good')).to.deep.equal(note('good'));
    expect(await raised(newer.get('bad'))).to.be.instanceOf(Error);
    expect(await raised(newer.find({}))).to.be.instanceOf(Error);
    await later.close();
  });

  it('refuses fields that are not declared and values that are no values', async () => {
    const outside = JSON.parse('{"$ne":""}');
    const calls = [
      collection.find({ where: { rest: 'x' } }),
      collection.find({ where: { team: outside } }),
      collection.find({ where: { team: {} } }),
      collection.find({ sort: { by: 'rest', order: 'asc' } }),
      collection.find({ limit: 1001 }),
      collection.count(['rest']),
      collection.get(outside),
      collection.remove(outside),
      collection.insert(note(outside)),
      collection.insert(note('a', { mixed: outside })),
    ];

    const errors = await Promise.all(calls.map(raised));

    for (const error of errors) expect(error).to.satisfy(isRefusal);
    expect(await collection.find({})).to.deep.equal([]);
  });

  it('finds documents by a field that a later release declares', async () => {
    const { name } = notes(`notes_${randomUUID().replaceAll('-', '')}`);
    const before = store.collection({ ...notes(name), fields: ['run'], indexes: [] });
    await before.insert(note('a', { team: 'wijkteam', urgent: true }));
    await before.insert(note('b'));
    const later = await open();

    const collection = later.collection(notes(name));

    expect(await collection.find({ where: { team: 'wijkteam', urgent: true } })).to.have.lengthOf(1);
    expect(await collection.count(['team'])).to.deep.equal([
      { group: [null], count: 1 },
      { group: ['wijkteam'], count: 1 },
    ]);
    await later.close();
  });

  it('has everything it acknowledged after it is opened again, and takes probes', async () => {
    const { name } = notes(`notes_${randomUUID().replaceAll('-', '')}`);
    const first = await open();
    await Promise.all(
      Array.from({ length: 50 }, (_, place) => first.collection(notes(name)).insert(note(`${place}`))),
    );
    await first.scrub();
    await first.close();
    const second = await open();

    await second.probe();
    const [{ count } = { count: 0 }] = await second.collection(notes(name)).count([]);

    expect(count).to.equal(50);
    expect(await raised(first.probe())).to.have.property('code', 'store_unavailable');
    await second.close();
  });

  searchContract(() => store);
}

async function raised(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}
