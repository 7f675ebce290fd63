import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { AuditTrail } from '../../services/privacy/audit.ts';
import {
  type AuditEntry,
  type AuditHead,
  auditHeadSchema,
  macOf,
} from '../../services/privacy/audit-entry.ts';
import { checkChain } from '../../services/privacy/audit-verify.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { NOW } from './sample-contribution.ts';

const EVENT = {
  who: 'u1',
  role: 'case_worker',
  action: 'read_story',
  object: 'c1',
  reference: 'K7M2-9QXD',
  result: 'allowed',
  why: 'handling',
} as const;

async function* each(entries: readonly AuditEntry[]) {
  yield* entries;
}

describe('the audit trail', () => {
  const key = randomBytes(32);
  let folder: string;
  let store: ReturnType<typeof createSqliteStore>;
  let trail: AuditTrail;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meepraten-audit-'));
    store = createSqliteStore({ file: join(folder, 'store.db') });
    trail = new AuditTrail({ store, key, now: () => NOW });
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function filled(count: number): Promise<AuditEntry[]> {
    await Promise.all([...Array(count).keys()].map((n) => trail.record({ ...EVENT, object: `c${n}` })));
    return (await trail.find({ limit: 1_000 })).toReversed();
  }

  async function headOf(): Promise<AuditHead | undefined> {
    const spec = { name: 'audit_head', fields: [], parse: (raw: unknown) => auditHeadSchema.parse(raw) };
    return store.collection<AuditHead>(spec).get('head');
  }

  it('numbers what happens at once without a gap, and is intact', async () => {
    const entries = await filled(40);

    expect(entries.map((entry) => entry.seq)).to.deep.equal([...Array(40).keys()].map((n) => n + 1));
    expect(await trail.verify()).to.deep.equal({ intact: true, entries: 40 });
  });

  it('stays one chain when two processes write', async () => {
    const other = new AuditTrail({ store, key, now: () => NOW });

    await Promise.all([...Array(20).keys()].flatMap(() => [trail.record(EVENT), other.record(EVENT)]));

    expect(await trail.verify()).to.deep.equal({ intact: true, entries: 40 });
  });

  it('is intact after a stop between an entry and its head', async () => {
    const entries = await filled(3);
    const head = { id: 'head', version: 1, seq: 0, mac: '' };

    const verdict = await checkChain({
      key,
      head: (await headOf()) ?? head,
      anchor: undefined,
      entries: each(entries),
    });

    expect(verdict.intact).to.equal(true);
  });

  it('shows every deletion, alteration, exchange and cut', async () => {
    const entries = await filled(12);
    const head = await headOf();
    const at = fc.integer({ min: 0, max: entries.length - 1 });
    const field = fc.constantFrom(
      'at',
      'who',
      'role',
      'action',
      'object',
      'reference',
      'result',
      'why',
      'prev',
      'mac',
      'id',
    );
    const tampering = fc.oneof(
      at.map((n) => entries.toSpliced(n, 1)),
      at.map((n) => entries.slice(0, n)),
      fc
        .tuple(at, field)
        .map(([n, name]) =>
          entries.map((entry, i) => (i === n ? { ...entry, [name]: `${entry[name]}x` } : entry)),
        ),
      fc
        .tuple(at, at)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => exchange(entries, a, b)),
      at.map((n) => entries.toSpliced(n, 0, ...entries.slice(n, n + 1))),
    );

    await fc.assert(
      fc.asyncProperty(tampering, async (tampered) => {
        const verdict = await checkChain({ key, head, anchor: undefined, entries: each(tampered) });

        expect(verdict.intact).to.equal(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows an entry that someone without the key put in', async () => {
    const entries = await filled(3);
    const last = entries.at(-1);
    const draft = {
      ...EVENT,
      id: '000000000004',
      version: 1,
      seq: 4,
      at: NOW.toISOString(),
      prev: last?.mac ?? '',
    };
    const forged = { ...draft, mac: macOf(randomBytes(32), draft) };

    const verdict = await checkChain({
      key,
      head: await headOf(),
      anchor: undefined,
      entries: each([...entries, forged]),
    });

    expect(verdict).to.deep.equal({ intact: false, entries: 3, at: 4, fault: 'altered' });
  });

  it('shows by an anchor noted elsewhere that the whole store was put back', async () => {
    const before = await filled(3);
    const headBefore = await headOf();
    await trail.record(EVENT);
    const anchor = await trail.head();

    const verdict = await checkChain({ key, head: headBefore, anchor, entries: each(before) });

    expect(verdict).to.deep.equal({ intact: false, entries: 3, at: 4, fault: 'truncated' });
  });

  it('is found by what and by whom, newest first, page by page', async () => {
    await filled(3);
    await trail.record({ ...EVENT, who: 'u2', object: 'c1' });

    expect((await trail.find({ object: 'c1' })).map(({ who }) => who)).to.deep.equal(['u2', 'u1']);
    expect((await trail.find({ who: 'u1', before: 3, limit: 1 })).map(({ seq }) => seq)).to.deep.equal([2]);
  });
});

function exchange(entries: readonly AuditEntry[], a: number, b: number): AuditEntry[] {
  return entries.map((entry, i) => (i === a ? entries[b] : i === b ? entries[a] : entry) ?? entry);
}
