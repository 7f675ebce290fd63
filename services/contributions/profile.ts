import type { Document, Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { ProfileFault } from './profile-checks.ts';
import { checkReferences } from './profile-checks.ts';
import type { MunicipalityProfile } from './profile-schema.ts';
import { profileSchema } from './profile-schema.ts';

export type { MunicipalityProfile, Promised, RoutingRule, StaffRole } from './profile-schema.ts';
export { PROMISES, profileSchema, STAFF_ROLES } from './profile-schema.ts';

/** A municipality's file is not valid; `faults` holds every fault as `file:line: where: what is expected`. */
export class ProfileError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ProfileError';
    this.faults = faults;
  }
}

/**
 * Reads a municipality's YAML file.
 *
 * Errors: ProfileError with all faults at once, in the order of the file; `fileName` is only used to name them.
 */
export function parseProfile(yamlText: string, fileName: string): MunicipalityProfile {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new ProfileError(
      document.errors.map(
        ({ message, pos }) => `${fileName}:${lines.linePos(pos[0]).line}: ${firstLine(message)}`,
      ),
    );
  }
  const raw: unknown = toValue(document, fileName);
  const read = profileSchema.safeParse(raw, { reportInput: true });
  const faults = [...(read.error?.issues ?? []).flatMap(faultsOf), ...checkReferences(readableParts(raw))];
  if (read.success && faults.length === 0) return read.data;
  const placed = faults.map((fault) => ({
    ...fault,
    line: lines.linePos(offsetOf(document, fault.path)).line,
  }));
  placed.sort((one, other) => one.line - other.line);
  throw new ProfileError(
    placed.map(
      ({ line, path, expected }) =>
        `${fileName}:${line}: ${path.join('.') || 'the file'}: expected ${expected}`,
    ),
  );
}

function toValue(document: Document, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (thrown) {
    throw new ProfileError([
      `${fileName}:1: ${thrown instanceof Error ? firstLine(thrown.message) : 'cannot be read'}`,
    ]);
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

/** Each top part that is valid by itself, so that what they say about each other is checked even when another is not. */
function readableParts(raw: unknown): Partial<MunicipalityProfile> {
  const parts = Object.entries(profileSchema.shape).flatMap(([key, part]) => {
    const value = raw !== null && typeof raw === 'object' ? Reflect.get(raw, key) : undefined;
    const read = part.safeParse(value);
    return read.success ? [[key, read.data]] : [];
  });
  return Object.fromEntries(parts);
}

function faultsOf(issue: z.core.$ZodIssue): ProfileFault[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], expected: 'no such key here' }));
    case 'invalid_type':
      return [
        {
          path,
          expected:
            issue.input === undefined
              ? `${article(issue.expected)}, which is missing`
              : article(issue.expected),
        },
      ];
    case 'invalid_value':
      return [{ path, expected: `one of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_union': {
      const deepest = issue.errors.at(-1) ?? [];
      return deepest.flatMap((inner) => faultsOf({ ...inner, path: [...path, ...inner.path] }));
    }
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap((inner) => faultsOf({ ...inner, path: [...path, ...inner.path] }));
    case 'too_small':
      return [{ path, expected: `at least ${issue.minimum}${unit(issue.origin)}` }];
    case 'too_big':
      return [{ path, expected: `at most ${issue.maximum}${unit(issue.origin)}` }];
    default:
      return [{ path, expected: issue.message.replace(/^Invalid input: expected |^Invalid (?=URL)/, '') }];
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    int: 'a whole number',
  };
  return names[type] ?? `a ${type}`;
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
}

/** Where in the text the nearest existing part of the path begins; a mapping's entry begins at its key. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNodeWithRange(node) ? node.range?.[0] : undefined;
}

function isNodeWithRange(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node);
}
