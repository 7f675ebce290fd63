/** Where a crash could lose or double something, in the order in which a message passes them. */
export const CRASH_POINTS = [
  'after-validation',
  'before-inbox-write',
  'after-inbox-write',
  'after-claim',
  'before-turn-commit',
  'after-turn-commit',
  'before-show',
  'after-show',
  'after-filing',
  'before-effects-settled',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Called at each crash point that is passed; may never return. */
export type PassCrashPoint = (point: CrashPoint) => void;

/** Passes every crash point unharmed: what every process does that was not told to crash. */
export const passUnharmed: PassCrashPoint = () => {};
