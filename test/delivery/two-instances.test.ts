import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { Person, type SeenActivity } from '../person.ts';
import { type Service, startService } from '../service.ts';

const { MONGODB_URL } = process.env;
const MESSAGES = 20;

describe('two instances on one store', () => {
  const name = `meepraten_two_${randomUUID().slice(0, 8)}`;
  let one: Service;
  let other: Service;

  before(async function () {
    this.timeout(60_000);
    if (!MONGODB_URL) {
      process.stderr.write('MONGODB_URL is not set: two instances on one store are not tested\n');
      this.skip();
    }
    const url = new URL(MONGODB_URL);
    url.pathname = `/${name}`;
    const env = { MONGODB_URL: url.href, MASTER_KEY: randomBytes(32).toString('base64') };
    one = await startService({ env });
    other = await startService({ env });
  });
  after(async () => {
    await one?.stop();
    await other?.stop();
    if (!MONGODB_URL) return;
    const client = new MongoClient(MONGODB_URL);
    await client.db(name).dropDatabase();
    await client.close();
  });

  it('answer messages of one talk in the order they were acknowledged, each once', async function () {
    this.timeout(60_000);
    const person = await Person.arrives(one.url);
    const sent: string[] = [];
    for (let number = 0; number < MESSAGES; number += 1) {
      const text = `Dit is zin nummer ${number} van mijn verhaal over de taalles.`;
      const response = await person.through(number % 2 === 0 ? one.url : other.url).send({
        type: 'message',
        from: { id: 'me' },
        text,
        channelData: { clientActivityID: randomUUID() },
      });
      expect(response.status).to.equal(200);
      sent.push(text);
    }

    await person.hears(({ text }) => text === sent.at(-1));
    const own = (await person.readsAll()).filter(({ from }: SeenActivity) => from.role === 'user');

    expect(own.map(({ text }) => text)).to.deep.equal(sent);
  });

  it('show on either what was said through the other', async function () {
    this.timeout(30_000);
    const person = await Person.arrives(one.url);

    await person.says('Mijn huis is te klein voor ons allemaal, al drie jaar lang.');
    const seen = await person.through(other.url).readsAll();

    expect(seen.filter(({ from }) => from.role === 'user')).to.have.length(1);
  });
});
