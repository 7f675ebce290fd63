import { setTimeout as wait } from 'node:timers/promises';
import type { Requests } from './requests.ts';
import { type Place, Resident } from './resident.ts';
import { isFiled, nextAct } from './script.ts';

/** A resident thinks about an answer for at most this long: far shorter than people do. */
const LONGEST_THOUGHT_MS = 500;

/** A resident who tells a story and answers until it is filed. `number` chooses the story. */
export async function holdTalk(place: Place, requests: Requests, number: number): Promise<Resident> {
  const resident = await Resident.arrive(place, requests);
  while (!isFiled(resident.offered)) {
    await wait(Math.random() * LONGEST_THOUGHT_MS);
    await resident.say(nextAct(resident.offered, resident.sent.length, number));
  }
  return resident;
}
