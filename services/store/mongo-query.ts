import type { Document, Filter } from 'mongodb';
import type { FieldValue } from './collection.ts';
import type { CheckedQuery, Clause } from './query-check.ts';

/** A document as MongoDB holds it: the declared fields for searching, the whole of it as JSON text in `body`. */
export interface MongoRow {
  readonly _id: string;
  readonly version: number;
  readonly body: string;
  readonly [field: string]: FieldValue;
}

/** MongoDB's names for the types of a value, from the least kind of value to the greatest. */
const KINDS = [['null'], ['int', 'long', 'double'], ['string'], ['bool']] as const;

/** The name a field has in MongoDB, where the id is `_id`. */
export function mongoField(field: string): string {
  return field === 'id' ? '_id' : field;
}

/** Conditions as a filter; outside values only ever stand behind an operator of ours. */
export function filterOf(clauses: readonly Clause[]): Filter<MongoRow> {
  return { $and: [{}, ...clauses.map(condition)] };
}

/** The filter of one page: the conditions, and what comes behind `after`. */
export function pageFilter(query: CheckedQuery): Filter<MongoRow> {
  const filter = filterOf(query.clauses);
  return query.after ? { $and: [filter, behind(query, query.after)] } : filter;
}

/** The order of a page, with the id to settle ties. */
export function pageOrder({ by, descending }: CheckedQuery): Record<string, 1 | -1> {
  const direction = descending ? -1 : 1;
  return by === undefined ? { _id: direction } : { [mongoField(by)]: direction, _id: direction };
}

/** The stages of a grouped count; each result has the group's values under `_id` as g0, g1, … */
export function countStages(by: readonly string[], clauses: readonly Clause[]): Document[] {
  const group = Object.fromEntries(by.map((field, place) => [`g${place}`, `$${mongoField(field)}`]));
  const order = Object.fromEntries(by.map((_, place) => [`_id.g${place}`, 1]));
  const counted = [{ $match: filterOf(clauses) }, { $group: { _id: group, count: { $sum: 1 } } }];
  return by.length === 0 ? counted : [...counted, { $sort: order }];
}

function condition(clause: Clause): Filter<MongoRow> {
  const field = mongoField(clause.field);
  if (clause.kind === 'in') {
    const [only, ...more] = clause.values;
    return only !== undefined && more.length === 0
      ? { [field]: { $eq: only } }
      : { [field]: { $in: [...clause.values] } };
  }
  return { [field]: Object.fromEntries(clause.bounds.map(({ operator, value }) => [`$${operator}`, value])) };
}

/** MongoDB compares only values of one kind, so the kinds that come later are named. */
function behind(
  { by, descending }: CheckedQuery,
  after: { value: FieldValue; id: string },
): Filter<MongoRow> {
  const further = descending ? '$lt' : '$gt';
  const onId = { _id: { [further]: after.id } };
  if (by === undefined) return onId;
  const kind = kindOf(after.value);
  const laterKinds = descending ? KINDS.slice(0, kind) : KINDS.slice(kind + 1);
  const branches: Filter<MongoRow>[] = [{ [by]: { $eq: after.value }, ...onId }];
  if (after.value !== null) branches.push({ [by]: { [further]: after.value } });
  return { $or: [...branches, ...laterKinds.flat().map((type) => ({ [by]: { $type: type } }))] };
}

function kindOf(value: FieldValue): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  return typeof value === 'string' ? 2 : 3;
}
