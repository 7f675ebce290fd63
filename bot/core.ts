import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { StoredContribution } from '../services/contributions/contribution.ts';
import { ContributionRegister } from '../services/contributions/register.ts';
import type { ErasureReason } from '../services/contributions/tombstone.ts';
import { Conversations } from '../services/delivery/conversation.ts';
import { type PassCrashPoint, passUnharmed } from '../services/delivery/crash-points.ts';
import { Delivery } from '../services/delivery/delivery.ts';
import { Inbox } from '../services/delivery/inbox.ts';
import { Transcript } from '../services/delivery/transcript.ts';
import { asCodedError } from '../services/errors.ts';
import { AuditTrail } from '../services/privacy/audit.ts';
import { deriveKey } from '../services/privacy/encryption.ts';
import { eraseContribution } from '../services/privacy/erasure.ts';
import { Keyring } from '../services/privacy/keyring.ts';
import type { Store } from '../services/store/collection.ts';
import { createMongoStore } from '../services/store/mongo.ts';
import { createSqliteStore } from '../services/store/sqlite.ts';
import { clearedActivity } from './commit.ts';
import type { Config } from './config.ts';
import { feedbackMessage } from './feedback-message.ts';

/** Everything that works on the municipality's store, without a server: what the service and the command line share. */
export interface Core {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly register: ContributionRegister;
  readonly conversations: Conversations;
  readonly transcript: Transcript;
  readonly inbox: Inbox;
  readonly delivery: Delivery;
  readonly audit: AuditTrail;
  /** Erases a contribution and the talk it came from. */
  readonly erase: (contribution: StoredContribution, reason: ErasureReason) => Promise<void>;
  /** Key of the keyed hash under which follow codes are stored. */
  readonly codeKey: Buffer;
  close(): Promise<void>;
}

/** Opens the store of the configuration; `exclusive` as the one process that serves an SQLite file. */
export function createCore(
  config: Config,
  options: { log: Logger; now: () => Date; exclusive: boolean; pass?: PassCrashPoint },
): Core {
  const { log, now, exclusive, pass = passUnharmed } = options;
  const { masterKey, profile } = config;
  const store = openStore(config, exclusive, now);
  const keyring = new Keyring(store, masterKey);
  const register = new ContributionRegister({ store, keyring, now });
  const conversations = new Conversations({ store, keyring });
  const transcript = new Transcript(store);
  const inbox = new Inbox(store);
  const delivery = new Delivery({
    conversations,
    transcript,
    inbox,
    register,
    keyring,
    now,
    scrub: () => store.scrub(),
    pass,
    showFeedback: (conversation, feedback, contribution) =>
      feedbackMessage(profile.name, conversation, feedback, contribution),
    report: ({ what, id, attempts, cause }) =>
      log.warn({ what, id, attempts, error: asCodedError(cause).code }, 'not delivered yet'),
  });
  const audit = new AuditTrail({ store, key: deriveKey(masterKey, 'audit'), now });
  const scrub = () => store.scrub();
  return {
    store,
    keyring,
    register,
    conversations,
    transcript,
    inbox,
    delivery,
    audit,
    erase: (contribution, reason) =>
      eraseContribution(
        {
          conversations,
          register,
          delivery,
          scrub,
          now,
          clearedActivity: ({ id }) => clearedActivity(id, now()),
        },
        contribution,
        reason,
      ),
    codeKey: deriveKey(masterKey, 'follow-code'),
    async close() {
      transcript.close();
      await store.close();
    },
  };
}

function openStore({ mongodbUrl, dataDir }: Config, exclusive: boolean, now: () => Date): Store {
  if (mongodbUrl !== null) return createMongoStore({ url: mongodbUrl, now });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return createSqliteStore({ file: join(dataDir, 'meepraten.sqlite'), exclusive, now });
}
