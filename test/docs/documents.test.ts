import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = 'bot|dialogs|docs|locales|models|municipalities|services|test|web';

/** Files that are made or kept at run time, and so named without being there. */
const MADE = new Set(['.env']);

const documents = ['.', 'models', ...foldersBelow('docs')]
  .flatMap((folder) => readdirSync(join(PROJECT, folder)).map((name) => normalize(join(folder, name))))
  .filter((path) => path.endsWith('.md'));

function foldersBelow(folder: string): string[] {
  const inside = readdirSync(join(PROJECT, folder)).map((name) => join(folder, name));
  return [
    folder,
    ...inside.filter((path) => statSync(join(PROJECT, path)).isDirectory()).flatMap(foldersBelow),
  ];
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** Everything in a document that the pattern's first group finds, once each. */
function found(path: string, pattern: RegExp): string[] {
  return [...new Set([...read(path).matchAll(pattern)].map(([, first = '']) => first))];
}

function isThere(path: string): boolean {
  return existsSync(join(PROJECT, path));
}

/** A heading as an address names it: lower case, spaces as dashes, other signs left out. */
function anchors(path: string): string[] {
  return found(path, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What is wrong in which document; `check` gives what is wrong in one. */
function faults(check: (path: string) => readonly string[]): string[] {
  return documents.flatMap((path) => check(path).map((fault) => `${path}: ${fault}`));
}

function isBroken(path: string, link: string): boolean {
  const [page = '', anchor] = link.split('#');
  const target = page === '' ? path : join(dirname(path), page);
  if (!isThere(target)) return true;
  return anchor !== undefined && !anchors(target).includes(anchor);
}

describe('the documents', () => {
  it('name files and folders that exist', () => {
    const missing = faults((path) =>
      [
        ...found(path, new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, 'g')),
        ...found(path, /`([A-Z][\w-]*\.(?:md|json|ts|yml|yaml))`/g),
        ...found(path, /`(\.(?:ci|env|npmrc|mocharc)[\w./-]*)`/g),
        ...found(path, new RegExp(`(?:mocha|run) ((?:${FOLDERS})/[\\w./-]+)`, 'g')),
      ].filter((name) => !MADE.has(name) && !isThere(name)),
    );

    expect(missing).to.deep.equal([]);
  });

  it('link to pages, places in them, and pictures that exist', () => {
    const broken = faults((path) =>
      [...found(path, /\]\(([^)\s]+)\)/g), ...found(path, /<img src="([^"]+)"/g)].filter(
        (link) => !/^(?:https?|mailto):/.test(link) && isBroken(path, link),
      ),
    );

    expect(broken).to.deep.equal([]);
  });

  it('name npm scripts that exist', () => {
    const known = Object.keys(
      z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts,
    );
    const unknown = faults((path) =>
      [...found(path, /npm run (?:-s )?([a-z][\w-]*)/g), ...found(path, /npm (start|test)\b/g)].filter(
        (name) => !known.includes(name),
      ),
    );

    expect(unknown).to.deep.equal([]);
  });

  it("name no folder of someone's machine and no host of a registry", () => {
    const forbidden = /(?<![\w.])\/(?:work|tmp|root|home|Users)\/|registry\.(?:npm|yarn)/i;
    const lines = faults((path) =>
      read(path)
        .split('\n')
        .filter((line) => forbidden.test(line)),
    );

    expect(lines).to.deep.equal([]);
  });

  it('tell in the README how to run and test it, and on what the MongoDB half depends', () => {
    const readme = read('README.md');

    for (const needed of ['npm ci && npm start', 'npm ci && npm test', 'MONGODB_URL', 'staging']) {
      expect(readme).to.contain(needed);
    }
  });

  it('show pictures of at most 150 kB each', () => {
    const folder = join(PROJECT, 'docs/pictures');
    const heavy = readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 150_000);

    expect(heavy).to.deep.equal([]);
  });

  it('list every command of the command line with every option', function () {
    this.timeout(60_000);
    const page = read('docs/command-line.md');
    const help = (...args: string[]) =>
      execFileSync(process.execPath, ['--import', 'tsx', 'bot/cli.ts', ...args, '--help'], {
        cwd: PROJECT,
        encoding: 'utf8',
      });
    const commands = [...help().matchAll(/^ {2}([a-z][\w-]*) {2,}/gm)].map(([, name = '']) => name);

    expect(commands).to.include('understand');
    expect(found('docs/command-line.md', /^## ([a-z][\w-]*)$/gm)).to.deep.equal(commands);
    for (const command of commands) {
      for (const [option] of help(command).matchAll(/^ {2}--[a-z-]+/gm))
        expect(page).to.contain(option.trim());
    }
  });

  it('give the licence in full', () => {
    const licence = read('LICENSE');
    const parts = [...licence.matchAll(/^(\d{1,2})\. [A-Z]/gm)].map(([, number]) => Number(number));

    expect(licence).to.match(/^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2/);
    expect(parts).to.deep.equal(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(licence).to.contain('Compatible Licences’ according to Article 5 EUPL');
  });

  it('describe the software for catalogues, with the version and licence of package.json', () => {
    const about = z
      .object({ version: z.string(), license: z.string() })
      .parse(JSON.parse(read('package.json')));
    const text = z.object({
      shortDescription: z.string().max(150),
      longDescription: z.string().min(150).max(10_000),
      features: z.array(z.string().max(100)).min(1),
    });
    const metadata = z
      .object({
        publiccodeYmlVersion: z.literal('0.4'),
        name: z.literal('Meepraten'),
        softwareVersion: z.literal(about.version),
        platforms: z.array(z.string()).min(1),
        categories: z.array(z.string()).min(1),
        developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
        softwareType: z.literal('standalone/web'),
        description: z.object({ nl: text, en: text }),
        legal: z.object({ license: z.literal(about.license) }),
        maintenance: z.object({
          type: z.enum(['internal', 'contract', 'community', 'none']),
          contacts: z.array(z.object({ name: z.string() })).min(1),
        }),
        localisation: z.object({ localisationReady: z.boolean(), availableLanguages: z.array(z.string()) }),
      })
      .parse(parse(read('publiccode.yml')));

    expect(metadata.localisation.availableLanguages).to.deep.equal(['nl', 'en']);
  });
});
