import { setTimeout as wait } from 'node:timers/promises';
import { addUp, checkTalk, type Damage } from './check-talk.ts';
import type { Figure } from './figure.ts';
import type { NewFolder } from './measure-service.ts';
import { Requests } from './requests.ts';
import { RevivedService } from './revived-service.ts';
import { runCommand } from './service-process.ts';
import { holdTalk } from './talk.ts';

const TALKS_AT_ONCE = 50;
const LONGEST_LIFE_MS = 4_000;

/** Kills the service again and again (SIGKILL, at random moments) while residents talk, and looks what was lost or doubled. */
export async function measureKills(newFolder: NewFolder, kills: number): Promise<Figure[]> {
  const dataDir = newFolder();
  const service = await RevivedService.start({ dataDir });
  const requests = new Requests();
  const damages: Damage[] = [];
  let begun = 0;
  let over = false;
  const talkOn = async () => {
    while (!over) {
      begun += 1;
      const resident = await holdTalk(service.place, requests, begun);
      damages.push(
        checkTalk(resident.sent, resident.heard),
        checkTalk(resident.sent, await resident.transcript()),
      );
      resident.leave();
    }
  };
  const talking = Promise.all(Array.from({ length: TALKS_AT_ONCE }, talkOn));
  for (let kill = 0; kill < kills; kill += 1) {
    await wait(Math.random() * LONGEST_LIFE_MS);
    await service.end('SIGKILL');
  }
  over = true;
  await talking;
  requests.close();
  await service.stop();
  const talks = damages.length / 2;
  const filed = (await runCommand(['contributions'], { dataDir })).length;
  const { lost, doubled } = addUp(damages);
  const name = `killed ${kills} times`;
  return [
    { name: `${name}: talks`, value: talks, unit: '', aim: null },
    { name: `${name}: lost`, value: lost, unit: '', aim: 0 },
    { name: `${name}: doubled`, value: doubled, unit: '', aim: 0 },
    {
      name: `${name}: contributions filed too many or too few`,
      value: Math.abs(filed - talks),
      unit: '',
      aim: 0,
    },
  ];
}
