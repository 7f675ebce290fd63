import { isUtf8 } from 'node:buffer';
import { CodedError } from '../services/errors.ts';

/** How deep JSON from outside may nest, and how many keys and values it may have. */
export const MAX_JSON_DEPTH = 32;
const MAX_JSON_PARTS = 2_000;
/** No number we read is longer; the parser would spend time on it. */
const MAX_NUMBER_LENGTH = 40;

/** Sticky: a place where no token begins ends the walk, so that it stays linear in the length of the text. */
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+)/sy;

/**
 * Reads JSON from outside. What it holds is still unknown: parse it with a schema.
 *
 * Errors: CodedError `malformed_json` for what is no JSON in UTF-8 without byte order mark, nests over 32 deep, has
 * over 2,000 keys and values, a number too large to hold, a key twice in one object, or a key `__proto__`.
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0 || !isUtf8(bytes)) throw malformed();
  const text = bytes.toString('utf8');
  if (text.startsWith('\uFEFF')) throw malformed();
  scan(text);
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

/** Walks the tokens without building anything, so that hostile nesting is refused before memory is spent on it. */
function scan(text: string): void {
  const open: (Set<string> | null)[] = [];
  let parts = 0;
  let last = '';
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = match[1] ?? '';
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > MAX_JSON_DEPTH) throw malformed();
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':') {
      addKey(open.at(-1) ?? null, last);
    } else if (token !== ',') {
      checkValue(token);
    }
    if (token !== ':' && token !== '}' && token !== ']') parts += token === ',' ? 0 : 1;
    if (parts > MAX_JSON_PARTS) throw malformed();
    last = token;
  }
}

function addKey(keys: Set<string> | null, token: string): void {
  const key = readString(token);
  if (!keys || key === '__proto__' || keys.has(key)) throw malformed();
  keys.add(key);
}

function readString(token: string): string {
  try {
    const key: unknown = JSON.parse(token);
    if (typeof key === 'string') return key;
  } catch {}
  throw malformed();
}

function checkValue(token: string): void {
  if (token.startsWith('"')) return;
  if (token.length > MAX_NUMBER_LENGTH) throw malformed();
  if (/^-?\d/.test(token) && !Number.isFinite(Number(token))) throw malformed();
}

function malformed(): CodedError {
  return new CodedError('malformed_json');
}
