import { randomInt } from 'node:crypto';
import { keyedHash } from './encryption.ts';

/** Letters and digits that cannot be mistaken for one another on a small screen or on paper: no 0 O 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes a new follow code: four groups of four out of 31 characters, 79 bits. */
export function createFollowCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** A short name for staff to call a contribution by, e.g. `K7M2-9QXD`; begins with a letter. It gives no access. */
export function createReference(): string {
  const letters = ALPHABET.slice(8);
  const pick = (from: string) => from[randomInt(from.length)];
  const rest = Array.from({ length: 7 }, () => pick(ALPHABET)).join('');
  return `${pick(letters)}${rest.slice(0, 3)}-${rest.slice(3)}`;
}

const TYPED_CODE = new RegExp(
  `(?<![A-Z0-9])${Array(GROUPS).fill(`([${ALPHABET}]{${GROUP_LENGTH}})`).join('[\\s._-]*')}(?![A-Z0-9])`,
);

/** Finds a follow code in what someone typed or pasted, in any case, with dashes, spaces or nothing between the groups. */
export function readFollowCode(text: string): string | null {
  const found = TYPED_CODE.exec(text.normalize('NFKC').toUpperCase());
  return found ? found.slice(1).join('-') : null;
}

/** What is stored of a follow code: a keyed hash, so that a stolen database opens nothing. */
export function hashFollowCode(codeKey: Buffer, code: string): string {
  return keyedHash(codeKey, code);
}
