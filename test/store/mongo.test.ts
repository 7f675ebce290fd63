import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { StoreUnavailableError } from '../../services/errors.ts';
import { createMongoStore } from '../../services/store/mongo.ts';
import { storeContract } from './contract.ts';
import { note, notes } from './note.ts';

const server = process.env.MONGODB_URL;

describe('the MongoDB store', () => {
  if (!server) {
    it('keeps the store contract on a real server', function () {
      process.stderr.write('MONGODB_URL is not set: the MongoDB half of the store tests is skipped\n');
      this.skip();
    });
    return;
  }
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const url = withDatabase(server, database);
  after(async () => {
    const client = new MongoClient(url);
    await client.db(database).dropDatabase();
    await client.close();
  });

  storeContract(async () => createMongoStore({ url }));
});

describe('the MongoDB store without its server', () => {
  it('says that it is unavailable, in words of its own', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    closed.close();
    const store = createMongoStore({ url: `mongodb://name:secret@127.0.0.1:${port}/x` });

    const error = await store
      .collection(notes('notes'))
      .insert(note('a'))
      .catch((thrown: unknown) => thrown);

    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(JSON.stringify(error, ['message', 'cause'])).to.not.match(/secret|127\.0\.0\.1/);
    await store.close();
  });

  it('refuses a URL it cannot read without repeating it', () => {
    expect(() => createMongoStore({ url: 'http://name:secret@host' })).to.throw(StoreUnavailableError, /URL/);
  });
});

function withDatabase(address: string, name: string): string {
  return address.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
}
