import type { Requests } from './requests.ts';
import { type Place, Resident } from './resident.ts';
import { isFiled, nextAct } from './script.ts';

/** A resident who tells a story and answers until it is filed, without a pause. `number` chooses the story. */
export async function holdTalk(place: Place, requests: Requests, number: number): Promise<Resident> {
  const resident = await Resident.arrive(place, requests);
  while (!isFiled(resident.offered)) {
    await resident.say(nextAct(resident.offered, resident.sent.length, number));
  }
  return resident;
}
