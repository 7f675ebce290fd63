import type { PersonalDataSpan } from '../understanding/understanding.ts';
import type { DigitGroup, DigitRun } from './personal-data-digits.ts';
import { findDigitRuns, isInvisible } from './personal-data-digits.ts';

/** What stands in a text where a burgerservicenummer stood. */
export const BSN_MASK = '[bsn]';

/** How much text before a number is looked at for the word that names it, in code points. */
const LOOK_BACK = 48;
const CALLED_BSN =
  /(?:(?<!\p{L})b\.?\s?s\.?\s?n|burger[\s-]?service[\s-]?n(?:umme)?r|sofi(?!\p{L}*a))[^\p{Nd}]{0,30}$/iu;
const CALLED_OTHERWISE =
  /(?<!\p{L})(?:tel|telefoon|mobiel|mobile|phone|gsm|fax|whatsapp|kvk|rsin|btw|iban|giro|rekening)\.?[\s-]?(?:nummer|nr|no|number)?[\s.:=-]*(?:is[\s:]*)?$/iu;
const MONEY_BEFORE = /(?:[€$£]|\beuro?|\bbedrag(?: van)?)\s*$/iu;
const MONEY_BEHIND = /^(?:,(?:\p{Nd}{2}(?![\s.-]?\p{Nd})|-)|\s*(?:€|euro?\b))/iu;
/** A letter stuck to a number, or capitals joined to it, make it a reference: Z123456782, ZK-123456782. */
const LETTERS_BEFORE = /\p{Script=Latin}$|(?<!\p{L})\p{Lu}{1,6}[-/_.#]$/u;
const LETTERS_BEHIND = /^(?:\p{Script=Latin}|[-/_]\p{Lu})/u;

/**
 * Finds the burgerservicenummers in a text: nine digits that pass the 11-test, in any spacing and any script's digits;
 * eight digits, the leading zero left out, only when the text calls them bsn or sofinummer just before.
 *
 * Shape: spans in code points, in order, not overlapping. Takes time in proportion to the text's length.
 * Not found: phone numbers, IBANs, dates, amounts, Chamber of Commerce numbers, references with letters. One in eleven
 * other numbers of nine digits passes the 11-test by chance and is found as well: masking too much harms less.
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const chars = Array.from(text);
  return findDigitRuns(chars)
    .flatMap(withoutDates)
    .flatMap((run) => bsnsIn(run, chars));
}

/** Replaces every burgerservicenummer by `[bsn]`; `masked` tells whether there was one. */
export function maskBsn(text: string): { text: string; masked: boolean } {
  const spans = findPersonalData(text);
  if (spans.length === 0) return { text, masked: false };
  const chars = Array.from(text);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    parts.push(chars.slice(from, start).join(''), BSN_MASK);
    from = end;
  }
  parts.push(chars.slice(from).join(''));
  return { text: parts.join(''), masked: true };
}

function bsnsIn(run: DigitRun, chars: readonly string[]): PersonalDataSpan[] {
  const total = run.reduce((sum, { digits }) => sum + digits.length, 0);
  const first = run[0];
  if (total < 8 || !first) return [];
  const before = visible(chars, Math.max(0, first.start - LOOK_BACK), first.start);
  const calledOtherwise = CALLED_OTHERWISE.test(before);
  const calledBsn = !calledOtherwise && CALLED_BSN.test(before);
  const spans: PersonalDataSpan[] = [];
  let at = calledOtherwise || before.endsWith('+') ? behindPhone(run) : 0;
  while (at < run.length) {
    const count =
      (at === 0 && calledBsn && takeCalled(run)) ||
      takeNine(run, at, total, chars) ||
      -(takePhone(run, at) || 1);
    const start = run[at];
    const last = run[at + Math.abs(count) - 1];
    if (count > 0 && start && last) spans.push({ kind: 'bsn', start: start.start, end: last.end });
    at += Math.abs(count);
  }
  return spans;
}

/** Text without invisible characters, from `start` to `end`. */
function visible(chars: readonly string[], start: number, end: number): string {
  return chars
    .slice(start, end)
    .filter((char) => !isInvisible(char))
    .join('');
}

/** How many groups from `at` on hold exactly `count` digits; 0 when none do. */
function groupsWith(run: DigitRun, at: number, count: number): number {
  let digits = 0;
  for (let next = at; next < run.length && digits < count; next += 1) {
    digits += run[next]?.digits.length ?? 0;
    if (digits === count) return next - at + 1;
  }
  return 0;
}

function digitsOf(groups: readonly DigitGroup[]): string {
  return groups.map(({ digits }) => digits).join('');
}

/** The 11-test: weights 9 to 2, and -1 for the last digit. */
function passes(digits: string): boolean {
  const sum = Array.from(digits).reduce((so, digit, at) => so + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0 && Number(digits) > 0;
}

function takeCalled(run: DigitRun): number {
  const nine = groupsWith(run, 0, 9);
  if (nine && passes(digitsOf(run.slice(0, nine)))) return nine;
  const eight = groupsWith(run, 0, 8);
  return eight && passes(`0${digitsOf(run.slice(0, eight))}`) ? eight : 0;
}

/** How many groups from `at` on form a burgerservicenummer by their own looks; 0 when they do not. */
function takeNine(run: DigitRun, at: number, total: number, chars: readonly string[]): number {
  const count = groupsWith(run, at, 9);
  const groups = run.slice(at, at + count);
  const [first, last] = [groups[0], groups.at(-1)];
  if (!first || !last || !passes(digitsOf(groups))) return 0;
  if (total > 9 && !(isNeat(groups) && standsAlone(run, at, count))) return 0;
  if (total > 9 && count > 1 && takePhone(run, at)) return 0;
  const before = visible(chars, Math.max(0, first.start - LOOK_BACK), first.start);
  const behind = visible(chars, last.end, last.end + 12);
  const named = CALLED_BSN.test(before);
  const other = LETTERS_BEFORE.test(before) || LETTERS_BEHIND.test(behind) || before.endsWith('+');
  return (other || MONEY_BEFORE.test(before) || MONEY_BEHIND.test(behind)) && !named ? 0 : count;
}

/** True when the groups look like one number among others: equal gaps, and groups of a usual size. */
function isNeat(groups: readonly DigitGroup[]): boolean {
  const gaps = new Set(groups.slice(0, -1).map(({ gap }) => gap));
  const sizes = groups.map(({ digits }) => digits.length);
  return gaps.size <= 1 && (sizes.length <= 4 ? Math.min(...sizes) >= 2 : Math.max(...sizes) === 1);
}

/** True when no other digits are joined to the groups by a dash, dot or slash without a space. */
function standsAlone(run: DigitRun, at: number, count: number): boolean {
  const before = at === 0 ? ' ' : (run[at - 1]?.gap ?? ' ');
  const behind = run[at + count - 1]?.gap || ' ';
  return /\s/.test(before) && /\s/.test(behind);
}

/** Groups of a Dutch number of ten digits beginning with 0, or one beginning with 0031. */
function takePhone(run: DigitRun, at: number): number {
  const digits = run[at]?.digits ?? '';
  if (digits.startsWith('00')) return groupsWith(run, at, 13) || groupsWith(run, at, 14);
  return digits.startsWith('0') ? groupsWith(run, at, 10) : 0;
}

/** Where to go on behind a number that begins with + or is called a phone number. */
function behindPhone(run: DigitRun): number {
  const lengths = run[0]?.digits.startsWith('31')
    ? [11, 12]
    : run[0]?.digits.startsWith('0')
      ? [10, 13]
      : [9];
  return lengths.map((length) => groupsWith(run, 0, length)).find((count) => count > 0) ?? run.length;
}

/** The parts of a run between the dates in it; the last gap of a part is dropped with the date behind it. */
function withoutDates(run: DigitRun): DigitRun[] {
  const parts: DigitGroup[][] = [];
  let from = 0;
  for (let at = 0; at < run.length; at += 1) {
    if (!isDate(run, at)) continue;
    parts.push(run.slice(from, at));
    from = at + 3;
    at += 2;
  }
  parts.push(run.slice(from));
  return parts.filter((part) => part.length > 0);
}

/** True for three groups, joined by equal dashes, dots or slashes and joined to no others, that are a day of our time. */
function isDate(run: DigitRun, at: number): boolean {
  const [a, b, c] = run.slice(at, at + 3);
  if (!a || !b || !c || !/^[-./]$/.test(a.gap) || a.gap !== b.gap) return false;
  if (!standsAlone(run, at, 3)) return false;
  const [day, month, year] = a.digits.length === 4 ? [c, b, a] : [a, b, c];
  const isDay = day.digits.length <= 2 && Number(day.digits) >= 1 && Number(day.digits) <= 31;
  const isMonth = month.digits.length <= 2 && Number(month.digits) >= 1 && Number(month.digits) <= 12;
  return isDay && isMonth && /^(?:19|20)\d\d$/.test(year.digits);
}
