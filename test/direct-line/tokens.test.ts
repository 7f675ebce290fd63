import { expect } from 'chai';
import { decodeJwt, SignJWT } from 'jose';
import { createWebTokens } from '../../bot/channels/web-token.ts';
import { type Service, startService } from '../service.ts';
import { DirectLineClient, type Granted, message } from './client.ts';

const MASTER_KEY = Buffer.from('a key of thirty-two bytes, no less, for tests only');

describe('a Direct Line token', () => {
  let service: Service;
  let client: DirectLineClient;
  let mine: Granted;
  let other: Granted;
  before(async () => {
    service = await startService({ env: { MASTER_KEY: MASTER_KEY.toString('base64') } });
    client = new DirectLineClient(service.url);
    mine = await client.begin();
    other = await client.begin();
  });
  after(() => service.stop());

  /** Every endpoint that works on a conversation, called with a token; the statuses. */
  const everywhere = async (token: string | null, conversation: string): Promise<number[]> => {
    const at = `/conversations/${conversation}`;
    const called = [
      await client.call('POST', `${at}/activities`, token, message('Wie ben ik?', 'x1')),
      await client.call('GET', `${at}/activities`, token),
      await client.call('GET', `${at}?watermark=0`, token),
    ];
    return called.map(({ status }) => status);
  };

  const claims = () => ({ conversation: mine.conversationId, user: String(decodeJwt(mine.token).user) });
  const past = () => new Date(Date.now() - 31 * 24 * 3_600_000);

  it('is made without being asked who you are; conversation and user are the server’s choice', async () => {
    const body = { user: { id: 'dl_chosen', name: 'x' }, conversationId: 'chosen', locale: 'en' };

    const { status, body: granted } = await client.call<Granted>('POST', '/tokens/generate', null, body);

    expect(status).to.equal(200);
    expect(granted.conversationId).to.match(/^[A-Za-z0-9_-]{32}$/);
    expect(decodeJwt(granted.token).user).to.match(/^dl_[A-Za-z0-9_-]{22}$/);
    expect(granted.expires_in).to.equal(1_800);
  });

  it('begins its conversation once', async () => {
    const granted = await client.generate();

    const first = await client.call<Granted>('POST', '/conversations', granted.token, { locale: 'nl' });
    const welcome = await client.readUntil(granted, (activities) => activities.length > 0);
    const second = await client.call<Granted>('POST', '/conversations', granted.token);

    expect([first.status, second.status]).to.deep.equal([201, 200]);
    expect(second.body.conversationId).to.equal(granted.conversationId);
    expect(await client.readUntil(granted, () => true)).to.deep.equal(welcome);
  });

  it('opens its own conversation only', async () => {
    expect(await everywhere(mine.token, mine.conversationId)).to.deep.equal([200, 200, 200]);
    expect(await everywhere(mine.token, other.conversationId)).to.deep.equal([403, 403, 403]);
    expect(await everywhere(mine.token, 'nothing')).to.deep.equal([403, 403, 403]);
  });

  it('opens nothing before its conversation has begun', async () => {
    const unbegun = await client.generate();

    expect(await everywhere(unbegun.token, unbegun.conversationId)).to.deep.equal([404, 404, 404]);
  });

  it('is refused everywhere once it has expired, and the resume token then gets a new one', async () => {
    const expired = await createWebTokens(MASTER_KEY, past).issue('token', claims());

    expect(await everywhere(expired, mine.conversationId)).to.deep.equal([403, 403, 403]);
    expect((await client.call('POST', '/conversations', expired)).status).to.equal(403);
    expect((await client.call('POST', '/tokens/refresh', expired)).status).to.equal(403);
    const renewed = await client.call<Granted>('POST', '/tokens/refresh', mine.resumeToken);
    expect(renewed.body.conversationId).to.equal(mine.conversationId);
    expect(await everywhere(renewed.body.token, mine.conversationId)).to.deep.equal([200, 200, 200]);
  });

  it('is refreshed while it lives, and binds the same user', async () => {
    const { status, body } = await client.call<Granted>('POST', '/tokens/refresh', mine.token);

    expect(status).to.equal(200);
    expect(decodeJwt(body.token)).to.include(claims());
  });

  it('has one use: a resume or stream token reads and writes nothing', async () => {
    const stream = new URL(mine.streamUrl).searchParams.get('t');

    expect(await everywhere(mine.resumeToken, mine.conversationId)).to.deep.equal([401, 401, 401]);
    expect(await everywhere(stream, mine.conversationId)).to.deep.equal([401, 401, 401]);
    expect((await client.call('POST', '/conversations', mine.resumeToken)).status).to.equal(401);
    expect((await client.call('POST', '/tokens/refresh', stream)).status).to.equal(401);
  });

  it('is refused when it is missing, garbled, signed by another or not signed at all', async () => {
    const [head = '', body = '', signature = ''] = mine.token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const foreign = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('token')
      .setExpirationTime('1h')
      .sign(Buffer.alloc(32, 1));
    const forged = Buffer.from(
      JSON.stringify({ ...decodeJwt(mine.token), conversation: other.conversationId }),
    );
    const tokens = [
      null,
      'x',
      'a.b.c',
      `${head}.${body}.`,
      `${head}.${body}.${signature.slice(1)}A`,
      `${none}.${body}.`,
      `${head}.${forged.toString('base64url')}.${signature}`,
      foreign,
      'x'.repeat(5_000),
    ];

    for (const token of tokens) {
      expect(await everywhere(token, mine.conversationId), String(token).slice(0, 20)).to.deep.equal([
        401, 401, 401,
      ]);
    }
    expect((await client.call('POST', '/conversations', null)).status).to.equal(401);
    expect((await client.call('POST', '/tokens/refresh', null)).status).to.equal(401);
  });
});
