import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../services/errors.ts';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { note, notes } from './note.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the SQLite store on a full disk', () => {
  let mounted = false;
  // Hooks run in this order, and a folder with a disk in it could not be removed.
  after(() => {
    if (mounted) spawnSync('umount', ['--lazy', disk]);
  });
  const disk = join(temporaryFolder().path, 'disk');

  before(function () {
    mkdirSync(disk);
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0;
    if (mounted) return;
    process.stderr.write('mounting a small disk is not allowed here: the full-disk test is skipped\n');
    this.skip();
  });

  it('acknowledges nothing it cannot keep, reads on, and takes documents again once there is room', async () => {
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    const file = join(disk, 'documents.db');
    const store = createSqliteStore({ file });
    const collection = store.collection(notes('notes'));

    const acknowledged: string[] = [];
    let refusal: unknown;
    for (let batch = 0; refusal === undefined && batch < 1000; batch += 1) {
      const ids = Array.from({ length: 5 }, (_, place) => `${batch}-${place}`);
      const outcomes = await Promise.allSettled(
        ids.map((id) => collection.insert(note(id, { rest: 'x'.repeat(4000) }))),
      );
      for (const [place, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') acknowledged.push(ids[place] ?? '');
        else refusal = outcome.reason;
      }
    }

    expect(refusal).to.be.instanceOf(StoreUnavailableError);
    expect(await collection.find({ limit: 1000 })).to.have.lengthOf(acknowledged.length);
    rmSync(ballast);
    await store.probe();
    expect(await collection.insert(note('after'))).to.equal(true);
    await store.close();
    const reopened = createSqliteStore({ file });
    const kept = await reopened.collection(notes('notes')).find({ limit: 1000 });
    expect(kept.map(({ id }) => id)).to.include.members([...acknowledged, 'after']);
    await reopened.close();
  });
});
