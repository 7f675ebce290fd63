import type { StoredContribution } from '../../services/contributions/contribution.ts';
import { createCore } from '../core.ts';
import type { Command } from './command.ts';

const PAGE = 500;

/** `contributions`: what is filed, without content. */
export const contributions: Command = {
  summary: 'Lists what is filed, oldest first, without what people typed',
  help: `Writes JSON Lines {"id","channel","language","kind","certainty","theme","trajectory","team","status","urgent",
"createdAt"}. Works while the service runs.

  npm run -s cli -- contributions --status new`,
  options: {
    status: { type: 'string', help: 'only new, in_progress or closed' },
    team: { type: 'string', help: 'only of this team' },
  },
  async run({ config, log, options, print }) {
    const now = () => new Date();
    const core = createCore(config, { log, now, exclusive: false });
    try {
      const where: Record<string, string> = {};
      if (typeof options.status === 'string') where.status = options.status;
      if (typeof options.team === 'string') where.team = options.team;
      let after: { value: string; id: string } | undefined;
      for (;;) {
        const page = await core.register.find({
          where,
          sort: { by: 'createdAt', order: 'asc' },
          limit: PAGE,
          ...(after && { after }),
        });
        for (const contribution of page) print(JSON.stringify(lineOf(contribution)));
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        after = { value: last.createdAt, id: last.id };
      }
      return 0;
    } finally {
      await core.close();
    }
  },
};

function lineOf(contribution: StoredContribution) {
  const { id, channel, language, kind, certainty, theme, trajectory, team, status, urgent, createdAt } =
    contribution;
  return { id, channel, language, kind, certainty, theme, trajectory, team, status, urgent, createdAt };
}
