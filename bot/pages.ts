import { existsSync, readFileSync } from 'node:fs';
import type { Locale } from '../locales/languages.ts';
import staffStrings from '../locales/staff/nl.json' with { type: 'json' };
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import { CodedError } from '../services/errors.ts';
import { type Asset, createAsset, hashedName, replyAsset } from './page-assets.ts';
import { bundlePages, WEB } from './page-bundles.ts';
import { designSheet } from './page-design.ts';
import { chatShell, privacyShell, staffShell } from './page-shells.ts';
import { chooseLanguage, pageLanguages, pageSentences } from './page-texts.ts';
import type { GateRequest, Reply, Route } from './route.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
/** Nothing of a page stays behind in a browser that others use too. */
const NEVER = 'no-store';

/** Everything the pages consist of, ready to serve. */
interface Pages {
  /** By the name in the address. */
  readonly files: ReadonlyMap<string, Asset>;
  readonly icon: Asset;
  readonly chat: (language: Locale, asked: boolean) => Asset;
  readonly privacy: (language: Locale) => Asset;
  readonly staff: Asset | undefined;
  /** What a browser loads to show the resident's page in our first language. */
  readonly firstLoad: readonly Asset[];
}

/**
 * The routes of the pages: `/`, `/privacy`, `/staff`, the icon, and `/assets/`, a fixed list of files.
 *
 * Errors: a source that cannot be bundled or a template without its values fails the start.
 */
export async function createPages({ profile }: { profile: MunicipalityProfile }): Promise<Route[]> {
  const pages = await makePages(profile);
  const languages = pageLanguages(profile);
  const chosen = ({ query, headers }: GateRequest) =>
    chooseLanguage(languages, query.get('lang'), headers['accept-language']);
  return [
    get('/', (request) => {
      const { language, asked } = chosen(request);
      return replyAsset(pages.chat(language, asked), request, NEVER);
    }),
    get('/privacy', (request) => replyAsset(pages.privacy(chosen(request).language), request, NEVER)),
    get('/staff', (request) => {
      if (!pages.staff) throw new CodedError('not_found');
      return replyAsset(pages.staff, request, NEVER);
    }),
    get('/favicon.ico', (request) => replyAsset(pages.icon, request, 'public, max-age=86400')),
    get('/assets/:file', (request) => {
      const file = pages.files.get(request.params.file ?? '');
      if (!file) throw new CodedError('not_found');
      return replyAsset(file, request, FOR_EVER);
    }),
  ];
}

/** What the first load of the resident's page weighs, file by file, as sent to a browser that takes brotli. */
export async function pageWeight(
  profile: MunicipalityProfile,
): Promise<{ file: string; brotliBytes: number }[]> {
  const { firstLoad } = await makePages(profile);
  return Promise.all(
    firstLoad.map(async ({ name, brotli }) => ({ file: name, brotliBytes: (await brotli).length })),
  );
}

async function makePages(profile: MunicipalityProfile): Promise<Pages> {
  const bundles = await bundlePages();
  const languages = pageLanguages(profile);
  const bySource = new Map<string, Asset>();
  for (const [source, { name, bytes }] of bundles) bySource.set(source, createAsset(name, bytes));
  const icon = readFileSync(`${WEB}chat/icon.svg`);
  const texts: [string, string | Buffer][] = [
    ['icon.svg', icon],
    ['design.css', designSheet(profile.design)],
    ...languages.map((code): [string, string] => [
      `strings-${code}.json`,
      JSON.stringify(pageSentences('chat', code, profile)),
    ]),
  ];
  for (const [source, content] of texts)
    bySource.set(source, createAsset(hashedName(source, content), content));
  const addressOf = (source: string) => {
    const asset = bySource.get(source);
    if (!asset) throw new Error(`a page names ${source}, which is not there`);
    return `/assets/${asset.name}`;
  };
  const chat = byLanguage((language, asked) =>
    createAsset('index.html', chatShell(profile, language, asked, addressOf)),
  );
  const privacy = byLanguage((language) =>
    createAsset('privacy.html', privacyShell(profile, language, addressOf)),
  );
  const hasStaff =
    existsSync(`${WEB}staff/index.html`) && bySource.has('staff/main.ts') && bySource.has('staff/style.css');
  const named = (source: string) => bySource.get(source) ?? [];
  return {
    files: new Map([...bySource.values()].map((asset) => [asset.name, asset])),
    icon: createAsset('icon.svg', icon),
    chat,
    privacy: (language) => privacy(language, false),
    staff: hasStaff ? createAsset('staff.html', staffShell(staffStrings, addressOf)) : undefined,
    firstLoad: [
      chat(languages[0] ?? 'nl', false),
      ...['chat/main.ts', 'chat/style.css', 'design.css', 'icon.svg'].flatMap(named),
    ],
  };
}

/** Makes a page once for each language, and not before it is asked for. */
function byLanguage(
  make: (language: Locale, asked: boolean) => Asset,
): (language: Locale, asked: boolean) => Asset {
  const made = new Map<string, Asset>();
  return (language, asked) => {
    const key = `${language} ${asked}`;
    const page = made.get(key) ?? make(language, asked);
    made.set(key, page);
    return page;
  };
}

function get(path: string, handle: (request: GateRequest) => Promise<Reply>): Route {
  return { method: 'GET', path, handle: async (request) => handle(request) };
}
