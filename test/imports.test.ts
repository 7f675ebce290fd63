import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SDK = /^(?:botbuilder|botframework)/;

/** What each folder may not import: folders and files of ours by path, packages by name. */
const FORBIDDEN: Readonly<Record<string, (imported: string, from: string) => boolean>> = {
  bot: (imported) => imported.startsWith('test/'),
  dialogs: (imported) =>
    /^(?:bot|test|web)\//.test(imported) ||
    /^services\/store\/(?:sqlite|mongo)/.test(imported) ||
    /-azure\.ts$/.test(imported) ||
    /^(?:restify|mongodb|libsql|ws|helmet)$/.test(imported),
  services: (imported, from) =>
    /^(?:bot|dialogs|locales|test|web)\//.test(imported) ||
    imported === 'restify' ||
    SDK.test(imported) ||
    (/^(?:mongodb|libsql)$/.test(imported) && !from.startsWith('services/store/')) ||
    (imported.startsWith('@azure/') && !from.endsWith('-azure.ts')),
  locales: (imported) => imported !== 'i18next' && !imported.startsWith('locales/'),
  web: (imported) =>
    /^(?:bot|dialogs|services|locales|test)\//.test(imported) || imported.startsWith('node:'),
};

describe('the import table', () => {
  for (const [folder, isForbidden] of Object.entries(FORBIDDEN)) {
    it(`holds for ${folder}/`, () => {
      const broken = sources(join(PROJECT, folder)).flatMap((file) => {
        const from = relative(PROJECT, file);
        return importsOf(file)
          .filter((imported) => isForbidden(imported, from))
          .map((imported) => `${from} imports ${imported}`);
      });

      expect(broken).to.deep.equal([]);
    });
  }

  it('lets only bot/ and dialogs/ know the Bot Framework SDK', () => {
    const knowing = ['bot', 'dialogs', 'services', 'locales', 'web']
      .flatMap((folder) => sources(join(PROJECT, folder)))
      .filter((file) => importsOf(file).some((imported) => SDK.test(imported)))
      .map((file) => relative(PROJECT, file).split('/')[0]);

    expect([...new Set(knowing)].sort()).to.deep.equal(['bot', 'dialogs']);
  });

  it('lets only bot/main.ts and bot/cli.ts touch the environment and the exit code', () => {
    const touching = ['bot', 'dialogs', 'services', 'locales']
      .flatMap((folder) => sources(join(PROJECT, folder)))
      .filter((file) => /process\.(?:env|exit\b|exitCode)/.test(readFileSync(file, 'utf8')))
      .map((file) => relative(PROJECT, file));

    expect(touching.sort()).to.deep.equal(['bot/cli.ts', 'bot/main.ts']);
  });
});

/** All TypeScript files below a folder. */
function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** What a file imports: paths from the project's root for files of ours, names for packages. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...found].map(([, name = '']) =>
    name.startsWith('.') ? relative(PROJECT, resolve(dirname(file), name)) : name,
  );
}
