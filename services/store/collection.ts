/**
 * The whole storage contract. Two implementations keep it, `sqlite.ts` and `mongo.ts`, and one suite tests both
 * (test/store/contract.ts). Single-document operations only: no transaction spans two documents, so what must
 * happen together stands in one document.
 */

/** Every stored document has an id, unique in its collection, and a version that grows by one at each replace. */
export interface Stored {
  readonly id: string;
  readonly version: number;
}

/** What a declared field can hold, in this order when sorted: null, numbers, text, booleans. Dates are ISO 8601 UTC strings. */
export type FieldValue = string | number | boolean | null;

/**
 * A condition on one declared field, or on `id`. A bare value means equality; `null` matches null and an absent field; a
 * range matches only values of the kind of its bounds, and without any bound it is a TypeError.
 */
export type Condition =
  | FieldValue
  | { readonly in: readonly FieldValue[] }
  | {
      readonly gt?: string | number;
      readonly gte?: string | number;
      readonly lt?: string | number;
      readonly lte?: string | number;
    };

/** Which documents, in what order. Ties are ordered by id, in the same direction. */
export interface Query {
  readonly where?: Readonly<Record<string, Condition>>;
  readonly sort?: { readonly by: string; readonly order: 'asc' | 'desc' };
  /** At most this many; 100 unless told. RangeError above 1,000: read on with `after`. */
  readonly limit?: number;
  /** Continue behind this document of an earlier page: its value of the sorted field (null without sort) and its id. */
  readonly after?: { readonly value: FieldValue; readonly id: string };
}

/** One line of a grouped count: the group's values in the order asked for, and how many documents it has. */
export interface GroupCount {
  readonly group: readonly FieldValue[];
  readonly count: number;
}

/** Describes a collection: its name, which fields can be searched, and how a stored document is read back. */
export interface CollectionSpec<T extends Stored> {
  readonly name: string;
  /** Fields of T that `find` and `count` may name; each gets an index of its own, but those `together`. */
  readonly fields: readonly (keyof T & string)[];
  /** Extra indexes over several declared fields, in order. */
  readonly indexes?: readonly (readonly (keyof T & string)[])[];
  /** Declared fields that are only asked for together with others, so that `indexes` has what serves them. */
  readonly together?: readonly (keyof T & string)[];
  /** Turns what the store holds into T; throws on a document this release cannot read. */
  readonly parse: (raw: unknown) => T;
}

/**
 * Errors of every method: StoreUnavailableError when the store cannot answer now (full, locked, away); TypeError for a field
 * that is not declared. Reading throws what `parse` throws.
 */
export interface Collection<T extends Stored> {
  /** Stores a new document durably; false, and nothing changed, when the id exists. */
  insert(document: T): Promise<boolean>;
  get(id: string): Promise<T | undefined>;
  /**
   * Compare-and-swap: stores `document` with version + 1 if the stored version still equals `document.version`;
   * false, and nothing changed, when someone else replaced or removed it.
   */
  replace(document: T): Promise<boolean>;
  /** Removes it; with `version` only when that is still the stored one. False when nothing was removed. */
  remove(id: string, version?: number): Promise<boolean>;
  find(query: Query): Promise<T[]>;
  /** Counts documents that match, grouped by declared fields, least group first; groups without documents are absent. */
  count(by: readonly string[], where?: Query['where']): Promise<GroupCount[]>;
}

/** A store is a set of collections behind one connection or file. */
export interface Store {
  collection<T extends Stored>(spec: CollectionSpec<T>): Collection<T>;
  /** Writes and reads a probe; throws StoreUnavailableError when the store would not take a message now. */
  probe(): Promise<void>;
  /** Takes what was removed or replaced out of the store's own log files, as an erasure asks for. */
  scrub(): Promise<void>;
  /** True when several processes may share this store, so that changes can come from elsewhere. */
  readonly shared: boolean;
  close(): Promise<void>;
}
