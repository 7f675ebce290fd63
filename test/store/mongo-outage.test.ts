import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../services/errors.ts';
import { createMongoStore } from '../../services/store/mongo.ts';
import { note, notes } from './note.ts';

const address = process.env.MONGODB_URL;

describe('the MongoDB store whose server goes away', () => {
  const open = new Set<Socket>();
  let line: Server;
  let port = 0;

  before(async function () {
    if (!address) this.skip();
    port = await connectLine(0);
  });
  after(() => cutLine());

  it('says so, loses nothing it acknowledged, and goes on by itself once the server is back', async () => {
    const url = `mongodb://127.0.0.1:${port}/test_${randomUUID().replaceAll('-', '')}?directConnection=true`;
    const store = createMongoStore({ url });
    const collection = store.collection(notes('notes'));
    await collection.insert(note('before'));

    cutLine();
    const error = await collection.insert(note('during')).catch((thrown: unknown) => thrown);
    await connectLine(port);

    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(await collection.insert(note('after'))).to.equal(true);
    expect((await collection.find({})).map(({ id }) => id)).to.deep.equal(['after', 'before']);
    await collection.remove('before');
    await collection.remove('after');
    await store.close();
  });

  async function connectLine(wanted: number): Promise<number> {
    const [, host = '', target = '27017'] =
      /^mongodb:\/\/(?:[^@/]*@)?([^:/,]+)(?::(\d+))?/.exec(address ?? '') ?? [];
    line = createServer((near) => {
      const far = connect(Number(target), host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
        one.pipe(other);
      }
    }).listen(wanted, '127.0.0.1');
    await once(line, 'listening');
    const bound = line.address();
    return typeof bound === 'object' && bound ? bound.port : 0;
  }

  function cutLine(): void {
    line?.close();
    for (const socket of open) socket.destroy();
    open.clear();
  }
});
