const GAP_MS = 30 * 60_000;

/** Whether a new moment is written above a message: the first one, a new day, or after half an hour of silence. */
export function startsMoment(before: number | undefined, at: number | undefined): boolean {
  if (at === undefined) return false;
  if (before === undefined) return true;
  return at - before > GAP_MS || new Date(at).toDateString() !== new Date(before).toDateString();
}

/** A moment in words of a language: the time today, else day and time. */
export function momentText(at: number, now: number, language: string): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(language, { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
}
