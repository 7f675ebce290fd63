import { createCore } from '../core.ts';
import type { Command } from './command.ts';
import { CODE_OPTION, CODE_UNKNOWN, findByCode } from './find-by-code.ts';

/** `erase`: one contribution and the talk it came from are gone for good (GDPR article 17). */
export const erase: Command = {
  summary: 'Erases one contribution, its key and the talk it came from, for the resident who asks for it',
  help: `Writes {"id","erased":true} when it is gone. There is no way back.

  npm run -s cli -- erase --code ABCD-2345-EFGH-6789`,
  options: CODE_OPTION,
  async run({ config, log, options, print, warn }) {
    const now = () => new Date();
    const core = createCore(config, { log, now, exclusive: false });
    try {
      const stored = await findByCode(core, options.code, warn);
      if (!stored) return CODE_UNKNOWN;
      const act = {
        who: 'command line',
        role: 'administrator',
        action: 'erase',
        object: stored.id,
        reference: stored.reference,
        result: 'allowed',
      } as const;
      await core.audit.record({ ...act, why: 'erasure_request' });
      await core.erase(stored, 'command_line');
      await core.audit.record({ ...act, why: 'erased' });
      print(JSON.stringify({ id: stored.id, erased: true }));
      return 0;
    } finally {
      await core.close();
    }
  },
};
