import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';
import { LOCALES } from '../../locales/languages.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));
interface Tree {
  [key: string]: string | Tree;
}

/** All sentences of one file, by key. */
function sentences(path: string): Map<string, string> {
  const flat = (node: Tree, prefix: string): [string, string][] =>
    Object.entries(node).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
    );
  return new Map(flat(tree.parse(JSON.parse(readFileSync(join(PROJECT, path), 'utf8'))), ''));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name).sort();
}

describe('sentences', () => {
  for (const language of Object.keys(LOCALES).filter((one) => one !== 'nl')) {
    it(`are the same in ${language} as in Dutch, with the same values to fill in`, () => {
      const dutch = sentences('locales/nl.json');
      const other = sentences(`locales/${language}.json`);

      expect([...other.keys()].sort()).to.deep.equal([...dutch.keys()].sort());
      for (const [key, text] of dutch)
        expect(placeholders(other.get(key) ?? ''), key).to.deep.equal(placeholders(text));
    });
  }

  it('are short: at most 25 words each in Dutch', () => {
    const long = [...sentences('locales/nl.json')].filter(([, text]) =>
      text.split(/[.!?:]\s|\n/).some((sentence) => sentence.split(/\s+/).length > 25),
    );

    expect(long.map(([key]) => key)).to.deep.equal([]);
  });

  it('stand only in locales/: no dialog holds one', () => {
    const files = readdirSync(join(PROJECT, 'dialogs'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts'),
    );
    const literal = /(?:say|sendActivity)\([^)]*['"`][A-Z][a-z]+ |text: ['"`][A-Z]/;
    const found = files.filter((name) => literal.test(readFileSync(join(PROJECT, 'dialogs', name), 'utf8')));

    expect(files.length).to.be.greaterThan(10);
    expect(found).to.deep.equal([]);
  });
});
