import { listSchema, type Row } from '../../bot/staff-api/schemas.ts';
import { choices, Person, texts } from '../person.ts';
import type { Caller } from './staff-service.ts';

/** Tells a story to the end, skipping what can be skipped, and returns what was filed as `staff` see it. */
export async function fileTalk(
  url: string,
  staff: Caller,
  story: string,
): Promise<{ person: Person; row: Row }> {
  const person = await Person.arrives(url, 'nl');
  let heard = await person.says(story);
  for (let steps = 0; steps < 12; steps += 1) {
    const offered = choices(heard);
    const next = ['confirm', 'skip', 'yes', 'individual'].find((choice) => offered.includes(choice));
    if (!next) break;
    heard = await person.presses(next);
    if (next !== 'confirm') continue;
    const { body } = await staff.get('/api/staff/contributions');
    const row = listSchema.parse(body).contributions.toSorted(newestFirst)[0];
    if (row) return { person, row };
    break;
  }
  throw new Error(`the talk did not come to its end; it said ${texts(heard).join(' / ')}`);
}

function newestFirst(one: Row, other: Row): number {
  return other.createdAt.localeCompare(one.createdAt);
}
