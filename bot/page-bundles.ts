import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** Where the browser code stands. */
export const WEB = fileURLToPath(new URL('../web/', import.meta.url));

/** Browsers of 2022 and later: what a phone of the last years has, and all that Dutch government sites support. */
const BROWSERS = ['chrome105', 'firefox110', 'safari15.4'];
const PAGES = ['chat', 'staff'] as const;

/** A file that the browser gets: its name, with a hash of its content in it, and its bytes. */
export interface BundledFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The bundled files by their source, e.g. `chat/main.ts`. */
export type Bundles = ReadonlyMap<string, BundledFile>;

let bundles: Promise<Bundles> | undefined;

/** Bundles and minifies what the pages need; once in a process, however often it is asked. */
export function bundlePages(): Promise<Bundles> {
  bundles ??= bundle();
  return bundles;
}

async function bundle(): Promise<Bundles> {
  const sources = PAGES.flatMap((page) => [`${page}/main.ts`, `${page}/style.css`]).filter((source) =>
    existsSync(WEB + source),
  );
  const { outputFiles, metafile } = await build({
    absWorkingDir: WEB,
    entryPoints: sources,
    outbase: WEB,
    outdir: WEB,
    entryNames: '[dir]-[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    write: false,
  });
  await stop();
  const bytes = new Map(
    outputFiles.map(({ path, contents }) => [path.slice(WEB.length), Buffer.from(contents)]),
  );
  return new Map(
    Object.entries(metafile.outputs).flatMap(([name, { entryPoint }]): [string, BundledFile][] => {
      const content = bytes.get(name);
      return entryPoint && content ? [[entryPoint, { name, bytes: content }]] : [];
    }),
  );
}
