import { type Figure, quantile, round } from './figure.ts';
import { type LoadResult, putLoad } from './load.ts';
import { runCommand, type ServiceProcess, startProcess } from './service-process.ts';

/** How much is measured: everything, or enough to see that it works. */
export interface Extent {
  readonly starts: number;
  readonly residents: number;
  readonly talks: number;
  readonly rates: readonly number[];
  readonly secondsAtRate: number;
}

/** Gives each measurement a data folder of its own. */
export type NewFolder = () => string;

/** The answer to a resident may take this long at the highest rate that counts as held. */
const HELD_MS = 500;
/** So much of the rate must be reached for it to count as held. */
const HELD_SHARE = 0.97;
const WARM_UP = { residents: 100, perSecond: 100, seconds: 10 };

/** From the start of the process to its line that it listens. */
export async function measureStart(newFolder: NewFolder, { starts }: Extent): Promise<Figure[]> {
  const seconds: number[] = [];
  for (let run = 0; run < starts; run += 1) {
    const service = await startProcess({ dataDir: newFolder() });
    seconds.push(service.startedInMs / 1_000);
    await service.end('SIGTERM');
  }
  return [
    { name: 'start to listening, median', value: round(quantile(seconds, 0.5), 2), unit: 's', aim: 2 },
    { name: 'start to listening, slowest', value: round(Math.max(...seconds), 2), unit: 's', aim: 2 },
  ];
}

/** Residents who are all there at once, each a whole talk over a WebSocket, 100 messages a second together. */
export async function measureTalks(newFolder: NewFolder, { residents }: Extent): Promise<Figure[]> {
  const dataDir = newFolder();
  return serving(dataDir, async (service) => {
    const result = await putLoad({ place: service, residents, perSecond: 100, talks: residents });
    const filed = (await runCommand(['contributions'], { dataDir })).length;
    const name = `${residents} residents at once`;
    return [
      { name: `${name}: messages`, value: result.messages, unit: '', aim: null },
      { name: `${name}: lost`, value: result.lost, unit: '', aim: 0 },
      { name: `${name}: doubled`, value: result.doubled, unit: '', aim: 0 },
      {
        name: `${name}: contributions filed too many or too few`,
        value: Math.abs(filed - residents),
        unit: '',
        aim: 0,
      },
      ...timesOf(`${name}, 100 messages/s`, result, 250),
    ];
  });
}

/** The highest of the rates at which 95 % of the answers come within half a second, and nothing is lost or doubled. */
export async function measureHighestRate(newFolder: NewFolder, extent: Extent): Promise<Figure[]> {
  const { rates, secondsAtRate: seconds } = extent;
  return serving(newFolder(), async (place) => {
    const figures: Figure[] = [];
    let highest = 0;
    await putLoad({ place, ...WARM_UP });
    for (const perSecond of rates) {
      const result = await putLoad({ place, residents: Math.max(200, perSecond), perSecond, seconds });
      const p95 = quantile(result.answered, 0.95);
      const at = `at ${perSecond} messages/s`;
      figures.push(
        { name: `${at}: answer p95`, value: round(p95), unit: 'ms', aim: null },
        { name: `${at}: answered`, value: round(result.perSecond), unit: '/s', aim: null },
      );
      const whole = result.lost === 0 && result.doubled === 0;
      if (p95 > HELD_MS || !whole || result.perSecond < perSecond * HELD_SHARE) break;
      highest = perSecond;
    }
    const name = `highest rate held with answer p95 within ${HELD_MS} ms`;
    return [...figures, { name, value: highest, unit: 'messages/s', aim: 400, atLeast: true }];
  });
}

/** Resident memory of the service after so many whole talks. */
export async function measureMemory(newFolder: NewFolder, { talks }: Extent): Promise<Figure[]> {
  return serving(newFolder(), async (place) => {
    const before = place.residentBytes();
    await putLoad({ place, residents: Math.min(100, talks), perSecond: 150, talks });
    return [
      { name: 'resident memory after the start', value: round(before / 2 ** 20), unit: 'MB', aim: null },
      {
        name: `resident memory after ${talks} talks`,
        value: round(place.residentBytes() / 2 ** 20),
        unit: 'MB',
        aim: 250,
      },
    ];
  });
}

async function serving<T>(dataDir: string, measure: (service: ServiceProcess) => Promise<T>): Promise<T> {
  const service = await startProcess({ dataDir });
  try {
    return await measure(service);
  } finally {
    await service.end('SIGTERM');
  }
}

function timesOf(name: string, { answered, acknowledged }: LoadResult, aim: number): Figure[] {
  return [
    { name: `${name}: answer p50`, value: round(quantile(answered, 0.5)), unit: 'ms', aim: null },
    { name: `${name}: answer p95`, value: round(quantile(answered, 0.95)), unit: 'ms', aim },
    { name: `${name}: answer p99`, value: round(quantile(answered, 0.99)), unit: 'ms', aim: null },
    { name: `${name}: acknowledgement p95`, value: round(quantile(acknowledged, 0.95)), unit: 'ms', aim },
  ];
}
