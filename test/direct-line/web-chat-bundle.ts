import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const VERSION = '4.18.1';
const FOLDER = join('node_modules', '.cache', `botframework-webchat-${VERSION}`);
const BUNDLE = join(FOLDER, 'package', 'dist', 'webchat.js');
const FETCH_WITHIN_MS = 60_000;

const run = promisify(execFile);

/**
 * The path of Web Chat's own bundle, fetched from the package registry once and then kept; null when it cannot be had.
 * Its package is not installed, because with everything it depends on it is larger than the rest of the project.
 */
export async function webChatBundle(): Promise<string | null> {
  if (existsSync(BUNDLE)) return BUNDLE;
  try {
    mkdirSync(FOLDER, { recursive: true });
    const options = { timeout: FETCH_WITHIN_MS };
    await run(
      'npm',
      ['pack', '--silent', `botframework-webchat@${VERSION}`, '--pack-destination', FOLDER],
      options,
    );
    const archive = join(FOLDER, `botframework-webchat-${VERSION}.tgz`);
    await run('tar', ['-xzf', archive, '-C', FOLDER, 'package/dist/webchat.js'], options);
    return BUNDLE;
  } catch {
    return null;
  }
}
