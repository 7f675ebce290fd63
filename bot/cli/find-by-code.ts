import type { StoredContribution } from '../../services/contributions/contribution.ts';
import { hashFollowCode, readFollowCode } from '../../services/privacy/follow-code.ts';
import type { Core } from '../core.ts';

/** The option that names a contribution by the code its resident keeps. */
export const CODE_OPTION = {
  code: { type: 'string', help: 'the follow code, four groups of four letters and digits' },
} as const;

/** Exit code when no contribution has the code given. */
export const CODE_UNKNOWN = 1;

/** The contribution of a follow code; says what is wrong when there is none. */
export async function findByCode(
  { register, codeKey }: Core,
  typed: string | boolean | undefined,
  warn: (line: string) => void,
): Promise<StoredContribution | undefined> {
  const code = typeof typed === 'string' ? readFollowCode(typed) : null;
  if (code === null) {
    warn('--code: expected four groups of four letters and digits, e.g. ABCD-2345-EFGH-6789');
    return undefined;
  }
  const found = await register.findByCode(hashFollowCode(codeKey, code));
  if (!found) warn('no contribution has this code');
  return found;
}
