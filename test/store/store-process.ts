import { once } from 'node:events';
import { writeSync } from 'node:fs';
import Database from 'libsql';
import { createSqliteStore } from '../../services/store/sqlite.ts';
import { note, notes } from './note.ts';

/** The other side of `StoreProcess`: started with a task and a database file. */
const [task, file = '', prefix = ''] = process.argv.slice(2);

if (task === 'write') await write();
if (task === 'hold-lock') await holdLock();
if (task === 'serve') await serve();

/** Writes without end, twenty at a time; says "id version" when, and only when, that was acknowledged. */
async function write(): Promise<void> {
  const collection = createSqliteStore({ file }).collection(notes('notes'));
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let place = 0; ; place += 1) {
        const stored = note(`${prefix}-${writer}-${place}`, { rest: 'x'.repeat(500) });
        if (await collection.insert(stored)) say(`${stored.id} 1`);
        if (await collection.replace(stored)) say(`${stored.id} 2`);
      }
    }),
  );
}

/** Keeps the write lock of the file until its standard input ends. */
async function holdLock(): Promise<void> {
  const database = new Database(file);
  database.exec('BEGIN IMMEDIATE');
  say('held');
  await inputEnds();
  database.exec('COMMIT');
  process.exit();
}

/** Is the one process that serves the file, until its standard input ends. */
async function serve(): Promise<void> {
  const store = createSqliteStore({ file, exclusive: true });
  say('serves');
  await inputEnds();
  await store.close();
  process.exit();
}

async function inputEnds(): Promise<void> {
  process.stdin.resume();
  await once(process.stdin, 'end');
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
