import { once } from 'node:events';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { type Service, startService } from '../service.ts';
import { DirectLineClient, type Granted, message, type Shown } from './client.ts';

/** An open stream and what came over it. */
class Stream {
  readonly socket: WebSocket;
  readonly activities: Shown[] = [];
  watermark = '';
  #onNews: () => void = () => undefined;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('error', () => undefined);
    this.socket.on('message', (frame) => {
      const { activities, watermark } = JSON.parse(String(frame));
      this.activities.push(...activities);
      this.watermark = watermark;
      this.#onNews();
    });
  }

  async until(found: (activities: readonly Shown[]) => boolean): Promise<void> {
    while (!found(this.activities)) {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
  }

  async cut(): Promise<void> {
    this.socket.terminate();
    await once(this.socket, 'close');
  }
}

/** True once the bot has said something after the message with this client id. */
const answered = (id: string) => (activities: readonly Shown[]) => {
  const at = activities.findIndex((activity) => activity.channelData?.clientActivityID === id);
  return at !== -1 && activities.slice(at + 1).some((activity) => activity.type === 'message');
};

describe('a Direct Line stream', () => {
  let service: Service;
  let client: DirectLineClient;
  let granted: Granted;
  before(async () => {
    service = await startService();
    client = new DirectLineClient(service.url);
  });
  after(() => service.stop());
  beforeEach(async () => {
    granted = await client.begin();
  });

  const resumeUrl = async (watermark: string): Promise<string> => {
    const path = `/conversations/${granted.conversationId}?watermark=${watermark}`;
    return (await client.call<Granted>('GET', path, granted.token)).body.streamUrl;
  };

  it('brings the welcome, the resident’s own words and the answer, in order', async () => {
    const stream = new Stream(granted.streamUrl);
    await stream.until((activities) => activities.length > 0);

    stream.socket.send('');
    await client.post(granted, message('Hallo', 'a1'));
    await stream.until(answered('a1'));

    expect(stream.activities).to.deep.equal((await client.read(granted)).activities);
    await stream.cut();
  });

  it('goes on after a cut from its watermark: nothing lost, nothing twice', async () => {
    let stream = new Stream(granted.streamUrl);
    await stream.until((activities) => activities.length > 0);
    const received = [...stream.activities];
    let { watermark } = stream;
    for (let round = 0; round < 5; round += 1) {
      await stream.cut();
      await client.post(granted, message(`Bericht ${round}`, `b${round}`));
      await client.readUntil(granted, answered(`b${round}`));
      stream = new Stream(await resumeUrl(watermark));
      await stream.until(answered(`b${round}`));
      received.push(...stream.activities);
      ({ watermark } = stream);
    }

    expect(received).to.deep.equal((await client.read(granted)).activities);
    await stream.cut();
  });

  it('shows a message that was sent again once, and answers it once', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => client.post(granted, message('Hallo', 'same'))));
    await client.post(granted, message('En nu?', 'next'));
    const shown = await client.readUntil(granted, answered('next'));

    expect(new Set(sent.map(({ body }) => body.id)).size).to.equal(1);
    expect(shown.filter((activity) => activity.channelData?.clientActivityID === 'same')).to.have.length(1);
  });

  it('reaches every open stream of the conversation, and no other', async () => {
    const elsewhere = new Stream((await client.begin()).streamUrl);
    await elsewhere.until((activities) => activities.length > 0);
    const before = elsewhere.activities.length;
    const streams = [new Stream(granted.streamUrl), new Stream(granted.streamUrl)];

    await client.post(granted, message('Hallo', 'c1'));
    await Promise.all(streams.map((stream) => stream.until(answered('c1'))));

    expect(streams[0]?.activities).to.deep.equal(streams[1]?.activities);
    expect(elsewhere.activities).to.have.length(before);
    await Promise.all([...streams, elsewhere].map((stream) => stream.cut()));
  });

  it('is closed when its client sends more than pings, and the service stays', async () => {
    const stream = new Stream(granted.streamUrl);
    await once(stream.socket, 'open');

    stream.socket.send('x'.repeat(5_000));

    expect((await once(stream.socket, 'close'))[0]).to.equal(1009);
    expect((await client.read(granted)).activities).not.to.deep.equal([]);
  });

  const REFUSED: readonly (readonly [string, number, (url: URL) => void])[] = [
    ['without a token', 401, (url) => url.searchParams.delete('t')],
    ['with a garbled token', 401, (url) => url.searchParams.set('t', 'x.y.z')],
    ['with the ordinary token', 401, (url) => url.searchParams.set('t', granted.token)],
    [
      'of another conversation',
      403,
      (url) => {
        url.pathname = url.pathname.replace(granted.conversationId, 'other');
      },
    ],
    ['with a watermark that is none', 400, (url) => url.searchParams.set('watermark', '-5')],
    [
      'at another address',
      404,
      (url) => {
        url.pathname = '/v3/directline/other';
      },
    ],
  ];
  for (const [what, status, change] of REFUSED) {
    it(`is refused ${what}`, async () => {
      const url = new URL(granted.streamUrl);
      change(url);

      const socket = new WebSocket(url);
      const [, response] = await once(socket, 'unexpected-response');

      expect(response.statusCode).to.equal(status);
      socket.on('error', () => undefined);
      socket.terminate();
    });
  }
});
