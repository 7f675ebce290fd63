/** Digits that stand together, with nothing visible between them. Positions count code points; `end` is exclusive. */
export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  /** The same digits as 0-9, whatever script they were written in. */
  readonly digits: string;
  /** What stands between this group and the next of its run, without invisible characters; '' for the last. */
  readonly gap: string;
}

/** Groups with only spacing between them: spaces, line breaks, dots, dashes, slashes, brackets. */
export type DigitRun = readonly DigitGroup[];

const DIGIT = /^\p{Nd}$/u;
/** Zero-width and formatting characters, variation selectors and the keycap of digit emoji: seen by nobody. */
const INVISIBLE = /^(?:\p{Cf}|\p{Variation_Selector}|\u034F|\u20E3)$/u;
const SPACING = /^[\s.\u00B7_/()\p{Pd}\u2212\uFF0E\uFF0F]$/u;
/** Longer than this, two numbers are not one. */
const LONGEST_GAP = 6;

const valueOfDigit = new Map<number, number>();

/** 0 to 9; digits of a script stand together in tens, so the distance to the start of their stretch tells the value. */
function digitValue(codePoint: number): number {
  const known = valueOfDigit.get(codePoint);
  if (known !== undefined) return known;
  let first = codePoint;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  const value = (codePoint - first) % 10;
  valueOfDigit.set(codePoint, value);
  return value;
}

/** True for characters that nobody sees, such as a zero-width space. */
export function isInvisible(char: string): boolean {
  return char.charCodeAt(0) > 127 && INVISIBLE.test(char);
}

function isDigit(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 128 ? code >= 48 && code <= 57 : DIGIT.test(char);
}

/** Finds all runs of digits, in one pass. `chars` are the code points of a text. */
export function findDigitRuns(chars: readonly string[]): DigitRun[] {
  const runs: DigitGroup[][] = [];
  let run: DigitGroup[] = [];
  let start = -1;
  let end = -1;
  let digits = '';
  let gap = '';

  const closeGroup = (behind: string) => {
    if (digits) run.push({ start, end, digits, gap: behind });
    digits = '';
  };
  const closeRun = () => {
    closeGroup('');
    if (run.length > 0) runs.push(run);
    run = [];
    gap = '';
  };

  chars.forEach((char, at) => {
    if (isDigit(char)) {
      if (gap) {
        closeGroup(gap);
        gap = '';
      }
      if (!digits) start = at;
      digits += String(digitValue(char.codePointAt(0) ?? 0));
      end = at + 1;
    } else if (digits && SPACING.test(char)) {
      gap += char;
      if (gap.length > LONGEST_GAP) closeRun();
    } else if (!isInvisible(char) && (digits || run.length > 0)) {
      closeRun();
    }
  });
  closeRun();
  return runs;
}
