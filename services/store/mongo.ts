import { MongoClient } from 'mongodb';
import { StoreUnavailableError } from '../errors.ts';
import type { Store } from './collection.ts';
import { type Guard, MongoCollection } from './mongo-collection.ts';
import type { MongoRow } from './mongo-query.ts';
import { oneSpecEach } from './query-check.ts';

/** Which server holds the documents. */
export interface MongoOptions {
  /** A `mongodb://` or `mongodb+srv://` URL; the database is the one it names, else `meepraten`. */
  readonly url: string;
  readonly now?: () => Date;
}

/** A server that does not answer within this time counts as away; the front door waits no longer for it. */
const CONNECT_TIMEOUT_MS = 2500;
const ANSWER_TIMEOUT_MS = 10_000;
const DEFAULT_DATABASE = 'meepraten';

/**
 * The store for several instances, on every server that speaks MongoDB's protocol (4.4 or later). A write counts once a majority
 * of the servers has it on disk. Connects when first used, and again by itself after a failure.
 *
 * Errors: StoreUnavailableError at once for a URL that cannot be read. No error carries the driver's own text, since that
 * may quote a stored value or the URL.
 */
export function createMongoStore({ url, now = () => new Date() }: MongoOptions): Store {
  const client = connect(url);
  const database = client.db(databaseName(url));
  const check = oneSpecEach();
  let closed = false;

  const guard: Guard = async (call) => {
    if (closed) throw new StoreUnavailableError('the store is closed');
    try {
      return await call();
    } catch (thrown) {
      throw new StoreUnavailableError(`the database did not do it: ${describe(thrown)}`);
    }
  };

  return {
    shared: true,

    collection(spec) {
      check(spec);
      return new MongoCollection(spec, database.collection<MongoRow>(spec.name), guard);
    },

    async probe() {
      const probes = database.collection<{ _id: string; at: string }>('_probe');
      const at = now().toISOString();
      const found = await guard(async () => {
        await probes.updateOne({ _id: 'probe' }, { $set: { at } }, { upsert: true });
        return probes.findOne({ _id: 'probe' });
      });
      if (!found) throw new StoreUnavailableError('the database did not give the probe back');
    },

    // The server keeps its own logs; how long they hold removed documents is set there.
    async scrub() {},

    async close() {
      closed = true;
      await client.close();
    },
  };
}

function connect(url: string): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'meepraten',
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: ANSWER_TIMEOUT_MS },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
      // A repeated write could be applied twice where the server keeps no sessions; the caller repeats by compare-and-swap.
      retryWrites: false,
      serverSelectionTimeoutMS: CONNECT_TIMEOUT_MS,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      waitQueueTimeoutMS: CONNECT_TIMEOUT_MS,
      socketTimeoutMS: ANSWER_TIMEOUT_MS,
    });
  } catch {
    throw new StoreUnavailableError('the MongoDB URL cannot be read');
  }
}

function databaseName(url: string): string {
  const [, name] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/.exec(url) ?? [];
  return name ? decodeURIComponent(name) : DEFAULT_DATABASE;
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown';
  return 'code' in thrown && typeof thrown.code === 'number' ? `${thrown.name} ${thrown.code}` : thrown.name;
}
