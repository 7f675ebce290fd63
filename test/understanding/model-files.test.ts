import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ModelFileError, NgramModel } from '../../services/understanding/ngrams.ts';
import { REASON_CODES } from '../../services/understanding/reasons.ts';

const modelsFolder = new URL('../../models/', import.meta.url).pathname;

describe('loading the model', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    for (const file of ['ngrams.json', 'ngrams.bin'])
      copyFileSync(join(modelsFolder, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const faults: [string, () => void, string][] = [
    ['a missing description', () => rmSync(join(folder, 'ngrams.json')), 'ngrams.json'],
    ['a description that is no JSON', () => writeFileSync(join(folder, 'ngrams.json'), '{'), 'ngrams.json'],
    ['another version', () => writeFileSync(join(folder, 'ngrams.json'), '{"version":2}'), 'ngrams.json'],
    ['missing weights', () => rmSync(join(folder, 'ngrams.bin')), 'ngrams.bin'],
    ['weights cut off', () => truncateSync(join(folder, 'ngrams.bin'), 1000), 'ngrams.bin'],
    [
      'weights of something else',
      () => writeFileSync(join(folder, 'ngrams.bin'), Buffer.alloc(1507328, 255)),
      'ngrams.bin',
    ],
  ];
  for (const [what, damage, file] of faults) {
    it(`names the file with ${what}`, () => {
      damage();

      expect(() => NgramModel.load(folder)).to.throw(ModelFileError, file);
    });
  }

  it('gives the figures of the format as described', () => {
    const reading = NgramModel.load(folder).read('Ik wacht al maanden op de Wmo');

    expect(reading.collective).to.be.closeTo(0.16723, 1e-5);
    expect(reading.themes.get('wmo')).to.be.closeTo(0.89612, 1e-5);
    expect(reading.dangers.get('none')).to.be.closeTo(0.99025, 1e-5);
  });
});

describe('the reasons of a weighing', () => {
  for (const language of ['nl', 'en']) {
    it(`have a sentence each, and no other, in ${language}`, () => {
      const file = new URL(`../../locales/${language}.json`, import.meta.url);
      const { reasons: sentences }: { reasons: unknown } = JSON.parse(readFileSync(file, 'utf8'));

      expect(sentences).to.have.all.keys(...REASON_CODES);
    });
  }
});
