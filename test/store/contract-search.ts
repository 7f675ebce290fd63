import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type {
  Collection,
  Condition,
  FieldValue,
  GroupCount,
  Query,
  Store,
} from '../../services/store/collection.ts';
import { type Note, note, notes } from './note.ts';

const text = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('', 'a', 'B', 'b', 'a\0', 'a\0b', 'é', '\uffee', '👩', '$gt') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
);
const number = fc.constantFrom(-1e300, -2, -1, 0, 0.5, 1, 2 ** 53);
const mixed = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const nullable = { freq: 4 };

const someNotes = fc.array(
  fc.record({
    team: fc.option(text, nullable),
    weight: fc.option(number, nullable),
    urgent: fc.option(fc.boolean(), nullable),
    mixed,
  }),
  { maxLength: 25, size: 'max' },
);

function range(value: fc.Arbitrary<string | number>): fc.Arbitrary<Condition> {
  return fc.oneof(
    fc.record({ gt: value }),
    fc.record({ gte: value }),
    fc.record({ lt: value }),
    fc.record({ lte: value }),
    fc.record({ gte: value, lt: value }),
    fc.record({ gt: value, lte: value }),
  );
}

function condition(value: fc.Arbitrary<FieldValue>): fc.Arbitrary<Condition> {
  return fc.oneof(value, fc.record({ in: fc.array(value, { maxLength: 6, size: 'max' }) }));
}

// Few conditions at once, so that most searches find something.
const where: fc.Arbitrary<Record<string, Condition>> = fc.oneof(
  fc.constant({}),
  fc.record({ team: fc.oneof(condition(fc.option(text)), range(text)) }),
  fc.record({ weight: fc.oneof(condition(fc.option(number)), range(number)) }),
  fc.record({ mixed: fc.oneof(condition(mixed), range(fc.oneof(text, number))) }),
  fc.record({ urgent: condition(fc.option(fc.boolean())), mixed: range(fc.oneof(text, number)) }),
);
const sort = fc.option(
  fc.record({
    by: fc.constantFrom<'id' | 'team' | 'weight' | 'urgent' | 'mixed'>(
      'id',
      'team',
      'weight',
      'urgent',
      'mixed',
    ),
    order: fc.constantFrom<'asc' | 'desc'>('asc', 'desc'),
  }),
  { nil: undefined },
);

/** Searching, sorting, paging and counting, against the same done on a plain list. */
export function searchContract(store: () => Store): void {
  it('finds, sorts and pages as a plain list does, also over ties', async () => {
    const collection = store().collection(notes(`notes_${randomUUID().replaceAll('-', '')}`));
    const property = fc.asyncProperty(
      someNotes,
      where,
      sort,
      fc.integer({ min: 1, max: 9 }),
      async (contents, conditions, order, limit) => {
        const run = randomUUID();
        const kept = contents.map((content, place) => note(`${run} ${place}`, { run, ...content }));
        await Promise.all(kept.map((one) => collection.insert(one)));
        const query = { where: { ...conditions, run }, sort: order };

        const found = await allPages(collection, { ...query, limit });

        expect(found.map(({ id }) => id)).to.deep.equal(expected(kept, query).map(({ id }) => id));
      },
    );
    await fc.assert(property, { numRuns: 150 });
  }).timeout(120_000);

  it('counts groups as a plain list does', async () => {
    const collection = store().collection(notes(`notes_${randomUUID().replaceAll('-', '')}`));
    const property = fc.asyncProperty(
      someNotes,
      where,
      fc.subarray<'team' | 'urgent' | 'mixed'>(['team', 'urgent', 'mixed']),
      async (contents, conditions, by) => {
        const run = randomUUID();
        const kept = contents.map((content, place) => note(`${run} ${place}`, { run, ...content }));
        await Promise.all(kept.map((one) => collection.insert(one)));

        const counted = await collection.count(by, { ...conditions, run });

        expect(counted).to.deep.equal(groups(expected(kept, { where: conditions }), by));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  }).timeout(120_000);
}

async function allPages(collection: Collection<Note>, query: Query): Promise<Note[]> {
  const page = await collection.find(query);
  const last = page.at(-1);
  if (!last || page.length < (query.limit ?? 0)) return page;
  const by = query.sort?.by;
  const after = { value: by === undefined ? null : heldBy(last, by), id: last.id };
  return [...page, ...(await allPages(collection, { ...query, after }))];
}

function heldBy(one: Note, field: string): FieldValue {
  const { rest: _, ...fields } = one;
  return new Map<string, FieldValue>(Object.entries(fields)).get(field) ?? null;
}

function expected(kept: readonly Note[], { where = {}, sort: order }: Query): Note[] {
  const matching = kept.filter((one) =>
    Object.entries(where).every(([field, wanted]) => matches(heldBy(one, field), wanted)),
  );
  const direction = order?.order === 'desc' ? -1 : 1;
  const by = order?.by ?? 'id';
  return matching.sort((a, b) => direction * (compare(heldBy(a, by), heldBy(b, by)) || compare(a.id, b.id)));
}

function matches(value: FieldValue, wanted: Condition): boolean {
  if (wanted === null || typeof wanted !== 'object') return value === wanted;
  if ('in' in wanted) return wanted.in.includes(value);
  return Object.entries(wanted).every(([operator, bound]) => {
    if (typeof value !== typeof bound) return false;
    const order = compare(value, bound);
    return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[operator];
  });
}

const KINDS = ['object', 'number', 'string', 'boolean'];

function compare(a: FieldValue, b: FieldValue): number {
  const kinds = KINDS.indexOf(typeof a) - KINDS.indexOf(typeof b);
  if (kinds !== 0) return kinds;
  return typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(`${b}`)) : Number(a) - Number(b);
}

function groups(kept: readonly Note[], by: readonly string[]): GroupCount[] {
  const counts = new Map<string, { group: FieldValue[]; count: number }>();
  for (const one of kept) {
    const group = by.map((field) => heldBy(one, field));
    const known = counts.get(JSON.stringify(group)) ?? { group, count: 0 };
    counts.set(JSON.stringify(group), { group, count: known.count + 1 });
  }
  return [...counts.values()].sort(
    (a, b) =>
      a.group.map((value, place) => compare(value, b.group[place] ?? null)).find((order) => order !== 0) ?? 0,
  );
}
