import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Requests } from '../../bot/bench/requests.ts';
import type { Resident } from '../../bot/bench/resident.ts';
import { RevivedService } from '../../bot/bench/revived-service.ts';
import { holdTalk } from '../../bot/bench/talk.ts';
import { createDataFolder, expectFiledOnce, expectWhole, randomFrom } from './talks.ts';

const TALKS = 200;
const KILLS = 4;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

describe(`streams over a service that is killed (SEED=${seed})`, () => {
  const requests = new Requests();
  let data: ReturnType<typeof createDataFolder>;
  beforeEach(() => {
    data = createDataFolder();
  });
  afterEach(() => data.remove());
  after(() => requests.close());

  it(`bring each of ${TALKS} talks whole, whenever the kills come`, async function () {
    this.timeout(90_000);
    const service = await RevivedService.start({ dataDir: data.path });

    const talks = talk(service, TALKS);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await wait(300 + random() * 900);
      await service.end('SIGKILL');
    }
    const residents = await talks;

    expect(service.endings).to.equal(KILLS);
    await expectAllWell(service, residents, data.path);
  });

  function talk(service: RevivedService, count: number): Promise<Resident[]> {
    return Promise.all(
      Array.from({ length: count }, (_, number) => holdTalk(service.place, requests, number)),
    );
  }

  async function expectAllWell(service: RevivedService, residents: readonly Resident[], dataDir: string) {
    for (const resident of residents) {
      await expectWhole(resident);
      resident.leave();
    }
    expect(await service.stop()).to.deep.equal({ code: 0, signal: null });
    await expectFiledOnce(dataDir, residents);
  }
});
