import { type AuditEntry, type AuditHead, entryId, macOf } from './audit-entry.ts';
import { keyedHash } from './encryption.ts';

/** Whether the trail is intact; when not, the number of the first entry that is wrong, and how. */
export type Verdict =
  | { readonly intact: true; readonly entries: number }
  | {
      readonly intact: false;
      readonly entries: number;
      readonly at: number | null;
      readonly fault: 'missing' | 'altered' | 'unlinked' | 'truncated' | 'head' | 'anchor' | 'unreadable';
    };

/** Checks entries in order of their number against the keyed chain, the signed head and an anchor noted elsewhere. */
export async function checkChain(parts: {
  key: Buffer;
  head: AuditHead | undefined;
  anchor: { seq: number; mac: string } | undefined;
  entries: AsyncIterable<AuditEntry>;
}): Promise<Verdict> {
  let seq = 0;
  let prev = '';
  let anchored = !parts.anchor || parts.anchor.seq === 0;
  for await (const entry of parts.entries) {
    const fault = faultOf(parts.key, entry, seq + 1, prev);
    if (fault) return { intact: false, entries: seq, at: seq + 1, fault };
    if (parts.anchor?.seq === entry.seq) {
      if (parts.anchor.mac !== entry.mac)
        return { intact: false, entries: seq, at: entry.seq, fault: 'anchor' };
      anchored = true;
    }
    seq = entry.seq;
    prev = entry.mac;
  }
  const { head } = parts;
  if (head ? head.mac !== keyedHash(parts.key, `head:${head.seq}`) : seq > 0) {
    return { intact: false, entries: seq, at: null, fault: 'head' };
  }
  if (!anchored || (head && head.seq > seq))
    return { intact: false, entries: seq, at: seq + 1, fault: 'truncated' };
  return { intact: true, entries: seq };
}

function faultOf(key: Buffer, entry: AuditEntry, seq: number, prev: string) {
  if (entry.seq !== seq) return entry.mac === macOf(key, entry) ? 'missing' : 'altered';
  if (entry.id !== entryId(seq) || entry.mac !== macOf(key, entry)) return 'altered';
  return entry.prev === prev ? undefined : 'unlinked';
}
