import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { expectOneContributionEach, expectWhole } from './damage.ts';
import { Processes } from './processes.ts';
import { type Place, StubbornResident } from './stubborn-resident.ts';

const TALKS = 20;
/** So many messages have been acknowledged when it is told to stop. */
const AMID = 60;

describe('a stop under load', () => {
  const processes = new Processes();
  afterEach(() => processes.clear());

  it('ends with exit code 0, and after the next start every talk goes on where it was', async function () {
    this.timeout(60_000);
    const dataDir = processes.newFolder();
    const service = await processes.start(dataDir);
    const place: Place = { url: service.url };
    const residents = await Promise.all(Array.from({ length: TALKS }, () => StubbornResident.arrives(place)));
    const [slow] = residents;
    const half = connect(service.port, '127.0.0.1').on('error', () => {});
    await once(half, 'connect');
    half.write(
      [
        `POST ${slow?.credentials.path} HTTP/1.1`,
        'Host: 127.0.0.1',
        `Authorization: ${slow?.credentials.authorization}`,
        'Content-Type: application/json',
        'Content-Length: 1000',
        '',
        '{"type":"message","text":"Dit bericht komt nooit',
      ].join('\r\n'),
    );
    let acknowledged = 0;
    const amid = new Promise<void>((resolve) => {
      for (const resident of residents)
        resident.onAcknowledged = () => {
          acknowledged += 1;
          if (acknowledged === AMID) resolve();
        };
    });
    const talks = Promise.all(residents.map((resident, number) => resident.talks(number)));
    await Promise.race([amid, talks]);

    const exit = await service.end('SIGTERM');
    place.url = (await processes.start(dataDir)).url;
    await talks;
    half.destroy();

    // It ends itself with another code when it has not stopped within 10 s.
    expect(exit).to.deep.equal({ code: 0, signal: null });
    await expectWhole(residents);
    await expectOneContributionEach(residents, dataDir);
  });
});
