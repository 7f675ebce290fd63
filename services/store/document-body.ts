import type { CollectionSpec, Stored } from './collection.ts';

/**
 * The text a whole document is stored as. Both databases keep this text beside the declared fields, so that keys and
 * strings of any kind (`$`, dots, `__proto__`, NUL) come back as they went in. TypeError for a version that is no number.
 */
export function bodyOf(document: Stored): string {
  if (!Number.isSafeInteger(document.version)) throw new TypeError('a version is a whole number');
  return JSON.stringify(document);
}

/** Reads a stored text back; throws when it is not what the collection's `parse` takes, and never shows the text. */
export function readBody<T extends Stored>(spec: CollectionSpec<T>, body: unknown): T {
  let raw: unknown;
  try {
    raw = JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    // The parser's own message quotes the text, which people wrote; so it is not kept as the cause.
    throw new Error(`a document of ${spec.name} is damaged`);
  }
  return spec.parse(raw);
}
