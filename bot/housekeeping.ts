import type { Conversations } from '../services/delivery/conversation.ts';
import type { Delivery } from '../services/delivery/delivery.ts';
import type { Inbox } from '../services/delivery/inbox.ts';
import type { Transcript } from '../services/delivery/transcript.ts';
import type { AuditTrail } from '../services/privacy/audit.ts';
import { keepRetention, type RetentionParts } from '../services/privacy/retention.ts';
import type { Turns } from './turns.ts';

interface Parts extends RetentionParts {
  readonly turns: Turns;
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly transcript: Transcript;
  readonly inbox: Inbox;
  readonly scrub: () => Promise<void>;
  readonly audit: AuditTrail;
  /** Notes the audit trail's head outside the store, so that a store that was put back shows. */
  readonly reportAnchor: (head: { seq: number; mac: string }) => void;
  readonly reportFailure: (job: string, cause: unknown) => void;
}

const SWEEP_EVERY_MS = 2_000;
const EXPIRE_EVERY_MS = 10 * 60_000;
const RETAIN_EVERY_MS = 60 * 60_000;
const EXPIRED_AT_ONCE = 500;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Removes conversations whose time has come, with their transcript and key, and ids of long-answered messages. */
export async function removeExpired(
  parts: Pick<Parts, 'conversations' | 'transcript' | 'inbox' | 'retention' | 'now' | 'scrub'>,
): Promise<number> {
  const { conversations, transcript, inbox, retention, now, scrub } = parts;
  const expired = await conversations.find({
    where: { expiresAt: { lt: now().toISOString() }, pendingSince: null },
    limit: EXPIRED_AT_ONCE,
  });
  let removed = 0;
  for (const conversation of expired) {
    if (!(await conversations.remove(conversation))) continue;
    await transcript.clear(conversation.id, Number.MAX_SAFE_INTEGER);
    removed += 1;
  }
  await inbox.forget(new Date(now().getTime() - retention.inboxKeys * DAY_MS));
  if (removed > 0) await scrub();
  return removed;
}

/** Does by itself what nobody asks for: takes up what a crash or an outage left, and removes what has expired. */
export function startHousekeeping(parts: Parts): { stop(): Promise<void> } {
  const jobs = [
    every(SWEEP_EVERY_MS, 'sweep', parts, async () => {
      await parts.turns.sweep();
      await parts.delivery.sweep();
    }),
    every(EXPIRE_EVERY_MS, 'expire', parts, () => removeExpired(parts)),
    every(RETAIN_EVERY_MS, 'retention', parts, () => keepRetention(parts)),
    every(DAY_MS, 'audit anchor', parts, async () => parts.reportAnchor(await parts.audit.head())),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/** Runs a job now and then again so long after it ended; a failure is reported and the next run tries again. */
function every(
  intervalMs: number,
  name: string,
  { reportFailure }: Pick<Parts, 'reportFailure'>,
  job: () => Promise<unknown>,
) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = job()
      .then(
        () => undefined,
        (cause) => reportFailure(name, cause),
      )
      .then(() => {
        if (!stopped) timer = setTimeout(run, intervalMs).unref();
      });
  };
  run();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
