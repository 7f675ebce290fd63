import type { CollectionSpec, Stored } from './collection.ts';
import { fieldValue, indexedFields, indexesOf } from './query-check.ts';
import type { SqliteConnection } from './sqlite-file.ts';
import { quoted, toSql } from './sqlite-query.ts';

const FIXED_COLUMNS = ['id', 'version', 'body'];
const ROWS_AT_ONCE = 500;

/**
 * Makes the table of a collection what its spec says: one column and one index for each declared field. A field declared
 * in a later release is filled in from the stored documents; a column of a field no longer declared goes, because this
 * release would not keep it right. Opens a transaction of its own, and does nothing twice on one connection.
 */
export function prepareTable<T extends Stored>(connection: SqliteConnection, spec: CollectionSpec<T>): void {
  if (connection.preparedTables.has(spec.name)) return;
  if (!isRight(connection, spec)) {
    connection.database.exec('BEGIN IMMEDIATE');
    makeRight(connection, spec);
    connection.database.exec('COMMIT');
  }
  connection.preparedTables.add(spec.name);
}

function isRight<T extends Stored>(connection: SqliteConnection, spec: CollectionSpec<T>): boolean {
  const wanted = [...FIXED_COLUMNS, ...indexedFields(spec)].sort().join();
  const indexes = namesOf(connection, 'index_list', spec.name);
  return (
    namesOf(connection, 'table_info', spec.name).sort().join() === wanted &&
    wantedIndexes(spec).every(([name]) => indexes.includes(name))
  );
}

function makeRight<T extends Stored>(connection: SqliteConnection, spec: CollectionSpec<T>): void {
  const { database } = connection;
  const table = quoted(spec.name);
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT`,
  );
  const found = namesOf(connection, 'table_info', spec.name);
  const fields = indexedFields(spec);
  const kept = wantedIndexes(spec).map(([name]) => name);
  for (const index of namesOf(connection, 'index_list', spec.name)) {
    if (index.startsWith(`${spec.name}_by_`) && !kept.includes(index))
      database.exec(`DROP INDEX ${quoted(index)}`);
  }
  for (const column of found.filter((name) => !FIXED_COLUMNS.includes(name) && !fields.includes(name))) {
    database.exec(`ALTER TABLE ${table} DROP COLUMN ${quoted(column)}`);
  }
  const added = fields.filter((field) => !found.includes(field));
  for (const field of added) database.exec(`ALTER TABLE ${table} ADD COLUMN ${quoted(field)} ANY`);
  if (added.length > 0) fillIn(connection, spec.name, added);
  for (const [name, columns] of wantedIndexes(spec)) {
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${quoted(name)} ON ${table} (${columns.map(quoted).join(', ')}, id)`,
    );
  }
}

/** Copies declared fields from the documents into their new columns. */
function fillIn(connection: SqliteConnection, table: string, fields: readonly string[]): void {
  const assignments = fields.map((field) => `${quoted(field)} = ?`).join(', ');
  let last = 0;
  for (;;) {
    const rows = connection.rows({
      text: `SELECT rowid, body FROM ${quoted(table)} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
      values: [last, ROWS_AT_ONCE],
    });
    for (const [row, body] of rows) {
      last = Number(row);
      const document: unknown = JSON.parse(String(body));
      const values = new Map(Object.entries(Object(document)));
      connection.run({
        text: `UPDATE ${quoted(table)} SET ${assignments} WHERE rowid = ?`,
        values: [...fields.map((field) => toSql(fieldValue(values.get(field), field))), last],
      });
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** Each index as its name and its columns; the id at the end makes ties and pages part of the index. */
function wantedIndexes<T extends Stored>(spec: CollectionSpec<T>): [string, readonly string[]][] {
  return indexesOf(spec).map((fields) => [`${spec.name}_by_${fields.join('_')}`, fields]);
}

function namesOf(connection: SqliteConnection, list: 'table_info' | 'index_list', table: string): string[] {
  const rows = connection.rows({ text: `SELECT name FROM pragma_${list}(?)`, values: [table] });
  return rows.map(([name]) => String(name));
}
