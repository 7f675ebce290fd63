import type { CollectionSpec, Condition, FieldValue, Query, Stored } from './collection.ts';

/** One condition of a query in a form that both databases translate without looking at its shape again. */
export type Clause =
  | { readonly field: string; readonly kind: 'in'; readonly values: readonly FieldValue[] }
  | { readonly field: string; readonly kind: 'range'; readonly bounds: readonly Bound[] };

/** One side of a range. */
export interface Bound {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte';
  readonly value: string | number;
}

/** A query with its defaults filled in; without `sort` the order is that of the id, ascending. */
export interface CheckedQuery {
  readonly clauses: readonly Clause[];
  readonly by: string | undefined;
  readonly descending: boolean;
  readonly limit: number;
  readonly after: { readonly value: FieldValue; readonly id: string } | undefined;
}

const OPERATORS = ['gt', 'gte', 'lt', 'lte'] as const;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

/** The declared fields that need a place of their own beside `id` and `version`; TypeError when a name cannot be one. */
export function indexedFields<T extends Stored>(spec: CollectionSpec<T>): string[] {
  const fields = spec.fields.filter((field) => field !== 'id' && field !== 'version');
  for (const name of [spec.name, ...fields, ...(spec.indexes ?? []).flat()]) {
    if (!NAME.test(name) || name === 'body') throw new TypeError(`${name} cannot name a collection or field`);
  }
  return [...new Set<string>(fields)];
}

/** The indexes of a collection, each as its fields in order. */
export function indexesOf<T extends Stored>(spec: CollectionSpec<T>): readonly (readonly string[])[] {
  const alone = spec.fields.filter((field) => field !== 'id' && !spec.together?.includes(field));
  return [...alone.map((field) => [field]), ...(spec.indexes ?? [])];
}

/**
 * Remembers which fields each collection of one store declares. The returned check throws TypeError when the same
 * collection is asked for with other fields, since each of the two would undo the columns of the other.
 */
export function oneSpecEach(): <T extends Stored>(spec: CollectionSpec<T>) => void {
  const known = new Map<string, string>();
  return (spec) => {
    const declared = JSON.stringify([indexedFields(spec).sort(), spec.indexes ?? []]);
    if ((known.get(spec.name) ?? declared) !== declared) {
      throw new TypeError(`${spec.name} is declared with different fields in two places`);
    }
    known.set(spec.name, declared);
  };
}

/** Lets through what a declared field may hold, undefined as null and -0 as 0; TypeError for anything else. */
export function fieldValue(value: unknown, field: string): FieldValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  throw new TypeError(`${field} holds something other than text, a number, true, false or null`);
}

/** Checks conditions that may be made of outside values; TypeError for an undeclared field or an unknown operator. */
export function checkWhere<T extends Stored>(spec: CollectionSpec<T>, where: Query['where']): Clause[] {
  return Object.entries(where ?? {}).map(([field, condition]) => {
    checkField(spec, field);
    return clause(field, condition);
  });
}

/** Checks a whole query, fills in its defaults; TypeError as `checkWhere`, RangeError for a limit outside 1-1,000. */
export function checkQuery<T extends Stored>(spec: CollectionSpec<T>, query: Query): CheckedQuery {
  const by = query.sort?.by;
  if (by !== undefined) checkField(spec, by);
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw new RangeError(`a limit is a whole number from 1 to ${LARGEST_LIMIT}`);
  }
  const after = query.after;
  return {
    clauses: checkWhere(spec, query.where),
    by: by === 'id' ? undefined : by,
    descending: query.sort?.order === 'desc',
    limit,
    after: after && { value: fieldValue(after.value, by ?? 'id'), id: checkId(after.id) },
  };
}

/** Lets only text through, so that no outside object becomes a condition; TypeError otherwise. */
export function checkId(id: unknown): string {
  if (typeof id !== 'string') throw new TypeError('an id is text');
  return id;
}

/** TypeError unless the field is declared, or is the id. */
export function checkField<T extends Stored>(spec: CollectionSpec<T>, field: string): void {
  if (field !== 'id' && !spec.fields.some((declared) => declared === field)) {
    throw new TypeError(`${field} is not a declared field of ${spec.name}`);
  }
}

function clause(field: string, condition: Condition): Clause {
  if (condition === undefined) throw new TypeError(`the condition on ${field} is undefined`);
  if (condition === null || typeof condition !== 'object') {
    return { field, kind: 'in', values: [fieldValue(condition, field)] };
  }
  if ('in' in condition) {
    return { field, kind: 'in', values: [...condition.in].map((value) => fieldValue(value, field)) };
  }
  for (const key of Object.keys(condition)) {
    if (!OPERATORS.some((operator) => operator === key))
      throw new TypeError(`${field} has an unknown operator`);
  }
  const bounds = OPERATORS.flatMap((operator) => {
    const value = fieldValue(condition[operator], field);
    if (typeof value === 'boolean') throw new TypeError(`a range on ${field} is over text or numbers`);
    return value === null ? [] : [{ operator, value }];
  });
  // A range without any bound would match everything, which an erasure must never do by accident.
  if (bounds.length === 0) throw new TypeError(`the range on ${field} has no bound`);
  return { field, kind: 'range', bounds };
}
