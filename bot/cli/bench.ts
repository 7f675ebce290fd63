import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, isReached } from '../bench/figure.ts';
import { measurePage, measureStore, measureTurn } from '../bench/measure-inside.ts';
import { measureKills } from '../bench/measure-kills.ts';
import {
  type Extent,
  measureHighestRate,
  measureMemory,
  measureStart,
  measureTalks,
} from '../bench/measure-service.ts';
import { performancePage } from '../bench/performance-page.ts';
import type { Command } from './command.ts';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const FULL: Extent = {
  starts: 5,
  residents: 200,
  talks: 1_000,
  rates: [100, 200, 300, 400, 500, 600],
  secondsAtRate: 20,
};
const KILLS = 30;
const QUICK: Extent = { starts: 2, residents: 20, talks: 20, rates: [100], secondsAtRate: 5 };

/** `bench`: the figures of docs/performance.md. */
export const bench: Command = {
  summary: 'Measures start, talks, load, memory, page weight and turns',
  help: `Starts the real service on this machine, puts load on it over loopback, and writes JSON Lines
{"name","value","unit","aim","ok"}. Takes about six minutes. The exit code is 1 when an aim is missed.

  npm run -s cli -- bench --quick`,
  options: {
    quick: { type: 'boolean', help: 'a short run, to see that it works' },
    write: { type: 'boolean', help: 'writes docs/performance.md as well' },
    kill: {
      type: 'boolean',
      help: `only kills the service ${KILLS} times amid talks, and looks what was lost`,
    },
  },
  async run({ config, log, options, print, warn }) {
    const extent = options.quick === true ? QUICK : FULL;
    const folders: string[] = [];
    const newFolder = () => {
      const folder = mkdtempSync(join(tmpdir(), 'meepraten-bench-'));
      folders.push(folder);
      return folder;
    };
    const kills: [string, () => Promise<Figure[]>] = ['kills', () => measureKills(newFolder, KILLS)];
    const all: [string, () => Promise<Figure[]>][] = [
      ['start', () => measureStart(newFolder, extent)],
      ['talks', () => measureTalks(newFolder, extent)],
      ['highest rate', () => measureHighestRate(newFolder, extent)],
      ['memory', () => measureMemory(newFolder, extent)],
      ['page', () => measurePage(config)],
      ['turn', () => measureTurn(config, log, newFolder, extent.talks)],
      ['store', () => measureStore(config, log, newFolder)],
    ];
    const steps = options.kill === true ? [kills] : all;
    const figures: Figure[] = [];
    try {
      for (const [name, measure] of steps) {
        warn(`measuring: ${name}`);
        const measured = await measure();
        for (const figure of measured) print(JSON.stringify({ ...figure, ok: isReached(figure) }));
        figures.push(...measured);
      }
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    }
    if (options.write === true) writeFileSync(PAGE, performancePage(figures, new Date()));
    return figures.every(isReached) ? 0 : 1;
  },
};
