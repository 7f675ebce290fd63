/** One measured figure. `aim` is the most (or with `atLeast` the least) it should be; null where there is no aim. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim: number | null;
  readonly atLeast?: boolean;
}

/** True when the figure reaches its aim, or has none. */
export function isReached({ value, aim, atLeast = false }: Figure): boolean {
  if (aim === null) return true;
  return atLeast ? value >= aim : value <= aim;
}

/** The value below which this share of the values lies, by nearest rank; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Rounds to so many digits behind the point. */
export function round(value: number, digits = 0): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
