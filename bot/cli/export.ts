import type { ShownActivity } from '../../services/delivery/effects.ts';
import { type Core, createCore } from '../core.ts';
import type { Command } from './command.ts';
import { CODE_OPTION, CODE_UNKNOWN, findByCode } from './find-by-code.ts';

/** `export`: everything kept about one contribution, for the resident it is from (GDPR article 15). */
export const exportContribution: Command = {
  summary: 'Writes everything that is kept about one contribution, for the resident who asks for it',
  help: `Writes one JSON object: the contribution with its story and answers, its history, what was
said in the talk it came from, and who read it and when.
The reading is recorded in the audit trail.

  npm run -s cli -- export --code ABCD-2345-EFGH-6789`,
  options: CODE_OPTION,
  async run({ config, log, options, print, warn }) {
    const core = createCore(config, { log, now: () => new Date(), exclusive: false });
    try {
      const stored = await findByCode(core, options.code, warn);
      if (!stored) return CODE_UNKNOWN;
      await core.audit.record({
        who: 'command line',
        role: 'administrator',
        action: 'export',
        object: stored.id,
        reference: stored.reference,
        result: 'allowed',
        why: 'access_request',
      });
      const {
        conversation: _conversation,
        followCodeHash: _hash,
        ...contribution
      } = await core.register.open(stored);
      const talk = await talkOf(core, stored.conversation);
      const readings = await core.audit.find({ object: stored.id, limit: 1_000 });
      const processing = readings.map(({ at, role, action, result, why }) => ({
        at,
        role,
        action,
        result,
        why,
      }));
      print(JSON.stringify({ municipality: config.profile.name, contribution, talk, processing }, null, 2));
      return 0;
    } finally {
      await core.close();
    }
  },
};

/** What was said in the talk, as the resident saw it; empty when it is gone. */
async function talkOf({ conversations, transcript }: Core, id: string | null): Promise<ShownActivity[]> {
  const conversation = id === null ? undefined : await conversations.head(id);
  if (!conversation) return [];
  const cipher = await conversations.cipherOf(conversation);
  const said: ShownActivity[] = [];
  for (let after = 0; ; ) {
    const { activities, last } = await transcript.read(conversation, after, cipher);
    said.push(...activities);
    if (last === after) return said;
    after = last;
  }
}
