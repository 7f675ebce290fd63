import { say } from './strings.ts';

const DAY_MS = 86_400_000;
const dayFormat = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
const momentFormat = new Intl.DateTimeFormat('nl-NL', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const clockFormat = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit' });
const languageNames = new Intl.DisplayNames('nl', { type: 'language' });

/** `20 november 2026` */
export function dayOf(at: string): string {
  return dayFormat.format(new Date(at));
}

/** `20 nov 10:15` */
export function momentOf(at: string): string {
  return momentFormat.format(new Date(at));
}

/** `10:15` */
export function clockOf(at: Date): string {
  return clockFormat.format(at);
}

/** How long ago in days of the calendar, in words. */
export function ageOf(at: string): string {
  const days = daysBetween(new Date(at), new Date());
  if (days <= 0) return say('time.today');
  return days === 1 ? say('time.dayAgo') : say('time.daysAgo', { days });
}

/** How much time is left until a due date, or how late it is, in words. */
export function timeLeft(dueAt: string): { text: string; late: boolean } {
  const due = new Date(dueAt);
  const days = daysBetween(new Date(), due);
  const late = due.getTime() < Date.now();
  if (late) {
    if (days === 0) return { text: say('time.hoursLate'), late };
    return { text: days === -1 ? say('time.dayLate') : say('time.daysLate', { days: -days }), late };
  }
  if (days === 0) return { text: say('time.dueToday'), late };
  return { text: days === 1 ? say('time.dayLeft') : say('time.daysLeft', { days }), late };
}

/** A language by its Dutch name, with a capital. */
export function languageName(code: string): string {
  const name = languageNames.of(code) ?? code;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (moment: Date) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}
