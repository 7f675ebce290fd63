import type { Collection, CollectionSpec, GroupCount, Query, Stored } from './collection.ts';
import { bodyOf, readBody } from './document-body.ts';
import { checkField, checkId, checkQuery, checkWhere, fieldValue, indexedFields } from './query-check.ts';
import type { SqliteCommits } from './sqlite-commits.ts';
import type { SqliteConnection, SqliteFile } from './sqlite-file.ts';
import { countSql, findSql, fromSql, quoted, type Sql, type SqlValue, toSql } from './sqlite-query.ts';
import { prepareTable } from './sqlite-table.ts';

/** A collection as one table: the declared fields are columns, the whole document stands in `body` as JSON. */
export class SqliteCollection<T extends Stored> implements Collection<T> {
  readonly #spec: CollectionSpec<T>;
  readonly #file: SqliteFile;
  readonly #commits: SqliteCommits;
  readonly #fields: readonly string[];
  readonly #table: string;

  constructor(spec: CollectionSpec<T>, file: SqliteFile, commits: SqliteCommits) {
    this.#spec = spec;
    this.#file = file;
    this.#commits = commits;
    this.#fields = indexedFields(spec);
    this.#table = quoted(spec.name);
  }

  async insert(document: T): Promise<boolean> {
    const columns = ['id', 'version', 'body', ...this.#fields];
    return this.#write({
      text: `INSERT INTO ${this.#table} (${columns.map(quoted).join(', ')})
             VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
      values: [checkId(document.id), document.version, bodyOf(document), ...this.#columns(document)],
    });
  }

  async get(id: string): Promise<T | undefined> {
    const text = `SELECT body FROM ${this.#table} WHERE id = ?`;
    const sql = { text, values: [checkId(id)] };
    const row = await this.#read((connection) => connection.row(sql));
    return row && this.#parse(row[0]);
  }

  async replace(document: T): Promise<boolean> {
    const version = document.version + 1;
    const columns = ['version', 'body', ...this.#fields];
    return this.#write({
      text: `UPDATE ${this.#table} SET ${columns.map((column) => `${quoted(column)} = ?`).join(', ')}
             WHERE id = ? AND version = ?`,
      values: [
        version,
        bodyOf({ ...document, version }),
        ...this.#columns(document),
        checkId(document.id),
        document.version,
      ],
    });
  }

  async remove(id: string, version?: number): Promise<boolean> {
    const text = `DELETE FROM ${this.#table} WHERE id = ?`;
    return version === undefined
      ? this.#write({ text, values: [checkId(id)] })
      : this.#write({ text: `${text} AND version = ?`, values: [checkId(id), version] });
  }

  async find(query: Query): Promise<T[]> {
    const sql = findSql(this.#spec.name, checkQuery(this.#spec, query));
    const rows = await this.#read((connection) => connection.rows(sql));
    return rows.map(([body]) => this.#parse(body));
  }

  async count(by: readonly string[], where?: Query['where']): Promise<GroupCount[]> {
    for (const field of by) checkField(this.#spec, field);
    const sql = countSql(this.#spec.name, by, checkWhere(this.#spec, where));
    const rows = await this.#read((connection) => connection.rows(sql));
    return rows.map((row) => ({
      group: by.map((_, place) => fromSql(row[2 * place], row[2 * place + 1])),
      count: Number(row[2 * by.length]),
    }));
  }

  #columns(document: T): SqlValue[] {
    const values = new Map<string, unknown>(Object.entries(document));
    return this.#fields.map((field) => toSql(fieldValue(values.get(field), field)));
  }

  #parse(body: unknown): T {
    return readBody(this.#spec, body);
  }

  #read<R>(read: (connection: SqliteConnection) => R): Promise<R> {
    return this.#file.patiently((connection) => {
      this.#prepare(connection);
      return read(connection);
    });
  }

  #write(sql: Sql): Promise<boolean> {
    const size = sql.values.reduce<number>(
      (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
      0,
    );
    return this.#commits.write({
      size,
      prepare: (connection) => this.#prepare(connection),
      run: (connection) => connection.run(sql) > 0,
    });
  }

  #prepare(connection: SqliteConnection): void {
    prepareTable(connection, this.#spec);
  }
}
