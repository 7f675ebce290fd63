import type { Collection as DriverCollection } from 'mongodb';
import type { Collection, CollectionSpec, GroupCount, Query, Stored } from './collection.ts';
import { bodyOf, readBody } from './document-body.ts';
import { countStages, type MongoRow, mongoField, pageFilter, pageOrder } from './mongo-query.ts';
import {
  checkField,
  checkId,
  checkQuery,
  checkWhere,
  fieldValue,
  indexedFields,
  indexesOf,
} from './query-check.ts';

/** Runs one call of the driver; its failures come out as StoreUnavailableError. */
export type Guard = <R>(call: () => Promise<R>) => Promise<R>;

const DUPLICATE_KEY = 11_000;

/** A collection of a MongoDB-compatible server, by operations on single documents alone. */
export class MongoCollection<T extends Stored> implements Collection<T> {
  readonly #spec: CollectionSpec<T>;
  readonly #rows: DriverCollection<MongoRow>;
  readonly #guard: Guard;
  readonly #fields: readonly string[];
  #prepared: Promise<void> | undefined;

  constructor(spec: CollectionSpec<T>, rows: DriverCollection<MongoRow>, guard: Guard) {
    this.#spec = spec;
    this.#rows = rows;
    this.#guard = guard;
    this.#fields = indexedFields(spec);
  }

  async insert(document: T): Promise<boolean> {
    const row = this.#row(document);
    return this.#call(async () => {
      try {
        await this.#rows.insertOne(row);
        return true;
      } catch (thrown) {
        if (errorCode(thrown) === DUPLICATE_KEY) return false;
        throw thrown;
      }
    });
  }

  async get(id: string): Promise<T | undefined> {
    const wanted = checkId(id);
    const row = await this.#call(() => this.#rows.findOne({ _id: { $eq: wanted } }));
    return row ? readBody(this.#spec, row.body) : undefined;
  }

  async replace(document: T): Promise<boolean> {
    const { _id, ...row } = this.#row({ ...document, version: document.version + 1 });
    const stored = { _id: { $eq: _id }, version: { $eq: document.version } };
    const { matchedCount } = await this.#call(() => this.#rows.replaceOne(stored, row));
    return matchedCount === 1;
  }

  async remove(id: string, version?: number): Promise<boolean> {
    const wanted = { _id: { $eq: checkId(id) } };
    const filter = version === undefined ? wanted : { ...wanted, version: { $eq: version } };
    const { deletedCount } = await this.#call(() => this.#rows.deleteOne(filter));
    return deletedCount === 1;
  }

  async find(query: Query): Promise<T[]> {
    const checked = checkQuery(this.#spec, query);
    const rows = await this.#call(() =>
      this.#rows
        .find(pageFilter(checked), { projection: { body: 1 } })
        .sort(pageOrder(checked))
        .limit(checked.limit)
        .toArray(),
    );
    return rows.map(({ body }) => readBody(this.#spec, body));
  }

  async count(by: readonly string[], where?: Query['where']): Promise<GroupCount[]> {
    for (const field of by) checkField(this.#spec, field);
    const stages = countStages(by, checkWhere(this.#spec, where));
    const groups = await this.#call(() => this.#rows.aggregate(stages).toArray());
    return groups.map(({ _id, count }) => ({
      group: by.map((field, place) => fieldValue(_id[`g${place}`], field)),
      count: Number(count),
    }));
  }

  #row(document: Stored): MongoRow {
    const values = new Map<string, unknown>(Object.entries(document));
    const declared = this.#fields.map((field) => [field, fieldValue(values.get(field), field)]);
    return {
      ...Object.fromEntries(declared),
      _id: checkId(document.id),
      version: document.version,
      body: bodyOf(document),
    };
  }

  #call<R>(call: () => Promise<R>): Promise<R> {
    return this.#guard(async () => {
      this.#prepared ??= this.#prepare();
      try {
        await this.#prepared;
      } catch (thrown) {
        this.#prepared = undefined;
        throw thrown;
      }
      return call();
    });
  }

  async #prepare(): Promise<void> {
    const keys = indexesOf(this.#spec).map((fields) => [...fields.map(mongoField), '_id']);
    if (keys.length === 0) return;
    await this.#rows.createIndexes(
      keys.map((fields) => ({ key: Object.fromEntries(fields.map((field) => [field, 1])) })),
    );
    await this.#fillIn();
  }

  /** Copies fields that an earlier release did not declare out of the documents; a document changed meanwhile has them. */
  async #fillIn(): Promise<void> {
    if (this.#fields.length === 0) return;
    const lacking = { $or: this.#fields.map((field) => ({ [field]: { $exists: false } })) };
    for await (const { _id, version, body } of this.#rows.find(lacking)) {
      const values = new Map<string, unknown>(Object.entries(Object(JSON.parse(body))));
      const declared = this.#fields.map((field) => [field, fieldValue(values.get(field), field)]);
      await this.#rows.updateOne(
        { _id: { $eq: _id }, version: { $eq: version } },
        { $set: Object.fromEntries(declared) },
      );
    }
  }
}

function errorCode(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
