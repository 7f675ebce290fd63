import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { openedSockets, putBrowserParts } from './browser-parts.ts';
import { DirectLineClient, type Granted } from './client.ts';

const STORY = 'Ik wacht al weken op huishoudelijke hulp en niemand belt mij terug.';
/** What the resident answers, in order, to the question that asks it. */
const ANSWERS = [
  STORY,
  'yes',
  'self',
  'Bel mij gewoon terug',
  'yes',
  'neighbourhood:krommenie',
  'no',
  'confirm',
];

/** One resident behind botframework-directlinejs, unchanged, as Web Chat uses it. */
class Resident {
  readonly line: DirectLine;
  readonly shown: Activity[] = [];
  #onNews: () => void = () => undefined;

  constructor(root: string, granted: Granted, webSocket: boolean) {
    const options = { domain: root, token: granted.token, webSocket, pollingInterval: 200, random: () => 0 };
    this.line = new DirectLine(options);
    const next = (activity: Activity) => {
      this.shown.push(activity);
      this.#onNews();
    };
    this.line.activity$.subscribe({ next, error: () => undefined });
  }

  /** Posts a message; resolves with the id the service gave it. */
  post(text: string): Promise<string> {
    const activity: Activity = {
      type: 'message',
      from: { id: 'ignored' },
      text,
      channelData: { clientActivityID: `resident-${text.slice(0, 20)}` },
    };
    return new Promise((resolve, reject) => {
      this.line.postActivity(activity).subscribe(resolve, reject);
    });
  }

  /** Waits until the bot has said something behind everything shown so far. */
  async answered(): Promise<void> {
    while (this.shown.at(-1)?.from.role !== 'bot') {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
  }

  async says(text: string): Promise<void> {
    await this.post(text);
    const own = (activity: Activity) => activity.type === 'message' && activity.text === text;
    while (!this.shown.some(own) || this.shown.at(-1)?.from.role !== 'bot') {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
  }

  texts(): string {
    return this.shown.map((activity) => (activity.type === 'message' ? activity.text : '')).join('\n');
  }
}

describe('botframework-directlinejs', function () {
  this.timeout(60_000);
  let service: Service;
  let client: DirectLineClient;
  let takeAway: () => void;
  before(async () => {
    takeAway = putBrowserParts();
    service = await startService();
    client = new DirectLineClient(service.url);
  });
  after(async () => {
    await service.stop();
    takeAway();
  });

  for (const [way, webSocket] of [
    ['over a WebSocket', true],
    ['by polling', false],
  ] as const) {
    it(`holds a whole talk ${way}`, async () => {
      const granted = await client.generate();
      const resident = new Resident(client.root, granted, webSocket);
      await resident.answered();

      for (const answer of ANSWERS) await resident.says(answer);

      expect(resident.texts()).to.match(/volgcode is (?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}/);
      expect(resident.shown).to.have.deep.members((await client.read(granted)).activities);
      resident.line.end();
    });
  }

  it('goes on by itself after its socket was cut, with nothing lost and nothing twice', async () => {
    const granted = await client.generate();
    const resident = new Resident(client.root, granted, true);
    await resident.answered();
    await resident.says(STORY);

    openedSockets.at(-1)?.terminate();
    await resident.says('yes');
    await resident.says('self');

    expect(resident.shown).to.have.deep.members((await client.read(granted)).activities);
    expect(new Set(resident.shown.map(({ id }) => id)).size).to.equal(resident.shown.length);
    resident.line.end();
  });

  it('hears that its conversation is another’s, and gives up', async () => {
    const [mine, other] = [await client.begin(), await client.begin()];
    const statuses: ConnectionStatus[] = [];

    const line = new DirectLine({
      domain: client.root,
      token: mine.token,
      conversationId: other.conversationId,
      webSocket: true,
    });
    const ended = new Promise<void>((resolve) => {
      line.connectionStatus$.subscribe((status) => {
        statuses.push(status);
        if (status === ConnectionStatus.FailedToConnect) resolve();
      });
    });
    line.activity$.subscribe({ error: () => undefined });
    await ended;

    expect(statuses).to.include(ConnectionStatus.FailedToConnect);
    expect(statuses).not.to.include(ConnectionStatus.Online);
  });

  it('is told kindly that files are not received', async () => {
    const granted = await client.begin();
    const form = new FormData();
    form.append('activity', new Blob(['{"type":"message"}'], { type: 'application/vnd.microsoft.activity' }));
    form.append('file', new Blob([new Uint8Array(200_000)], { type: 'image/png' }), '../../foto.png');

    const answer = await fetch(`${client.root}/conversations/${granted.conversationId}/upload?userId=x`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${granted.token}`, 'Accept-Language': 'nl' },
      body: form,
    });

    expect(answer.status).to.equal(415);
    expect(await answer.json()).to.deep.include({
      code: 'attachments_refused',
      title: 'Bestanden kunnen wij hier niet ontvangen. U kunt het wel in woorden vertellen.',
    });
  });
});
