import type { FieldValue } from './collection.ts';
import type { Bound, CheckedQuery, Clause } from './query-check.ts';

/** What libsql takes for one `?`. Booleans are not among it: binding one ends the process. */
export type SqlValue = string | number | Buffer | null;

/** SQL text with the values of its `?` in order; values never stand in the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const TRUE = Buffer.of(1);
const FALSE = Buffer.of(0);
const COMPARISONS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const ALL: Sql = { text: '1', values: [] };

/**
 * A field's value as a column holds it. Booleans are one-byte blobs, so that `true` and `1` stay different and the order
 * of kinds is the one MongoDB has: null, numbers, text, booleans.
 */
export function toSql(value: FieldValue): SqlValue {
  return typeof value === 'boolean' ? (value ? TRUE : FALSE) : value;
}

/** Quotes a table or column name that has passed the check of names. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** The rows of one page, as their bodies. */
export function findSql(table: string, query: CheckedQuery): Sql {
  const { text, values } = conjunction([...query.clauses.map(conditionSql), pageSql(query)]);
  const direction = query.descending ? 'DESC' : 'ASC';
  const order =
    query.by === undefined ? `id ${direction}` : `${quoted(query.by)} ${direction}, id ${direction}`;
  return {
    text: `SELECT body FROM ${quoted(table)} WHERE ${text} ORDER BY ${order} LIMIT ?`,
    values: [...values, query.limit],
  };
}

/**
 * Counts by group: for each group field its kind and its value, then the number of rows, in the order of the groups. Text
 * comes as its UTF-8 bytes, because libsql cuts text off at a NUL when it reads it.
 */
export function countSql(table: string, by: readonly string[], clauses: readonly Clause[]): Sql {
  const { text, values } = conjunction(clauses.map(conditionSql));
  const columns = by.flatMap((field) => {
    const column = quoted(field);
    return [
      `typeof(${column})`,
      `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`,
    ];
  });
  const fields = by.map(quoted).join(', ');
  const grouping = by.length === 0 ? 'HAVING COUNT(*) > 0' : `GROUP BY ${fields} ORDER BY ${fields}`;
  return {
    text: `SELECT ${[...columns, 'COUNT(*)'].join(', ')} FROM ${quoted(table)} WHERE ${text} ${grouping}`,
    values,
  };
}

/** Reads one group value of `countSql` back from its kind and its column. */
export function fromSql(kind: unknown, value: unknown): FieldValue {
  if (kind === 'text' && Buffer.isBuffer(value)) return value.toString('utf8');
  if (kind === 'blob' && Buffer.isBuffer(value)) return value[0] === 1;
  return typeof value === 'number' ? value : null;
}

function conditionSql(clause: Clause): Sql {
  const column = quoted(clause.field);
  if (clause.kind === 'in') return membershipSql(column, clause.values);
  return conjunction(clause.bounds.map((bound) => boundSql(column, bound)));
}

function membershipSql(column: string, wanted: readonly FieldValue[]): Sql {
  const values = [...new Set(wanted)].filter((value) => value !== null).map(toSql);
  const parts = wanted.includes(null) ? [`${column} IS NULL`] : [];
  if (values.length === 1) parts.push(`${column} = ?`);
  if (values.length > 1) parts.push(`${column} IN (${values.map(() => '?').join(', ')})`);
  return { text: parts.length === 0 ? '0' : `(${parts.join(' OR ')})`, values };
}

/** A bound matches only values of its own kind; '' and x'' are the least text and the least blob. */
function boundSql(column: string, { operator, value }: Bound): Sql {
  const above = typeof value === 'string' ? `AND ${column} < x''` : `AND ${column} < ''`;
  const below = typeof value === 'string' ? `AND ${column} >= ''` : '';
  const kind = operator === 'gt' || operator === 'gte' ? above : below;
  return { text: `(${column} ${COMPARISONS[operator]} ? ${kind})`, values: [value] };
}

/** What comes behind `after`; null is the least value, and SQL compares it with nothing. */
function pageSql({ after, by, descending }: CheckedQuery): Sql {
  if (after === undefined) return ALL;
  const sign = descending ? '<' : '>';
  if (by === undefined) return { text: `id ${sign} ?`, values: [after.id] };
  const column = quoted(by);
  if (after.value === null) {
    const rest = descending ? '' : `OR ${column} IS NOT NULL`;
    return { text: `((${column} IS NULL AND id ${sign} ?) ${rest})`, values: [after.id] };
  }
  const rest = descending ? `OR ${column} IS NULL` : '';
  return { text: `((${column}, id) ${sign} (?, ?) ${rest})`, values: [toSql(after.value), after.id] };
}

function conjunction(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return ALL;
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}
