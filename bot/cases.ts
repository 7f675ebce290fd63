import type { Cases } from '../dialogs/turn.ts';
import type { Contribution } from '../services/contributions/contribution.ts';
import type { ContributionRegister } from '../services/contributions/register.ts';
import { hashFollowCode } from '../services/privacy/follow-code.ts';

/** Looks up what a resident filed: from this conversation, or by follow code. */
export function casesOf(register: ContributionRegister, codeKey: Buffer, filed: readonly string[]): Cases {
  return {
    async ofConversation() {
      const stored = await Promise.all(filed.map((id) => register.get(id)));
      const found: Contribution[] = [];
      for (const one of stored) if (one) found.push(await register.open(one));
      return found;
    },
    async byCode(code) {
      const stored = await register.findByCode(hashFollowCode(codeKey, code));
      return stored && register.open(stored);
    },
  };
}
