import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { runCommand } from '../../bot/bench/service-process.ts';
import { armFailpoint } from '../../bot/failpoint.ts';
import { CRASH_POINTS } from '../../services/delivery/crash-points.ts';
import { expectOneContributionEach, expectWhole } from './damage.ts';
import { Processes } from './processes.ts';
import { StubbornResident } from './stubborn-resident.ts';

const RESIDENTS = 4;
/** The crash comes amid the talks: each passes every point once a message, but filing once in all. */
const PASSING = 15;
const PASSING_FILING = 3;
const TALKS = 60;
const ROUNDS = 3;
const LONGEST_ROUND_MS = 1_500;

describe('the service', () => {
  const processes = new Processes();
  afterEach(() => processes.clear());

  for (const point of CRASH_POINTS) {
    it(`loses and doubles nothing when it is killed at ${point}`, async function () {
      this.timeout(40_000);
      const dataDir = processes.newFolder();
      const passing = point === 'after-filing' ? PASSING_FILING : PASSING;
      const doomed = await processes.start(dataDir, { FAILPOINT: `${point}:${passing}` });
      const place = { url: doomed.url };
      const residents: StubbornResident[] = [];

      const talks = Promise.all(
        Array.from({ length: RESIDENTS }, async (_, number) => {
          const resident = await StubbornResident.arrives(place);
          residents.push(resident);
          await resident.talks(number);
        }),
      );
      const { signal } = await doomed.ended;
      place.url = (await processes.start(dataDir)).url;
      await talks;

      expect(signal).to.equal('SIGKILL');
      await expectWhole(residents);
      await expectOneContributionEach(residents, dataDir);
    });
  }

  it('loses and doubles nothing when it is killed again and again amid many talks', async function () {
    this.timeout(120_000);
    const moments = Array.from({ length: ROUNDS }, () => randomInt(LONGEST_ROUND_MS));
    const dataDir = processes.newFolder();
    let service = await processes.start(dataDir);
    const place = { url: service.url };
    const residents = await Promise.all(Array.from({ length: TALKS }, () => StubbornResident.arrives(place)));

    let over = false;
    const talks = Promise.all(residents.map((resident, number) => resident.talks(number))).then(() => {
      over = true;
    });
    try {
      for (const moment of moments) {
        await wait(moment);
        expect(over, 'the talks were over before the last kill').to.equal(false);
        await service.end('SIGKILL');
        service = await processes.start(dataDir);
        place.url = service.url;
      }
      await talks;

      await expectWhole(residents);
      await expectOneContributionEach(residents, dataDir);
      expect(await runCommand(['contributions'], { dataDir })).to.have.length(TALKS);
    } catch (thrown) {
      throw new Error(`killed after ${moments.join(', ')} ms`, { cause: thrown });
    }
  });

  it('does not start with a crash point that is none', () => {
    for (const setting of ['nowhere', 'after-claim:0', 'after-claim:1:1', 'after-claim:x']) {
      expect(() => armFailpoint(setting)).to.throw(RangeError);
    }
  });
});
