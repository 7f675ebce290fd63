const GAP_MS = 30 * 60_000;

/**
 * Whether a moment is written above a message: a new day, or after half an hour of silence; above the first message
 * only when it is not of today.
 */
export function startsMoment(before: number | undefined, at: number | undefined, now: number): boolean {
  if (at === undefined) return false;
  if (before === undefined) return new Date(at).toDateString() !== new Date(now).toDateString();
  return at - before > GAP_MS || new Date(at).toDateString() !== new Date(before).toDateString();
}

/** A moment in words of a language: the time today, else day and time. */
export function momentText(at: number, now: number, language: string): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(language, { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
}
