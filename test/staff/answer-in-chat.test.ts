import { expect } from 'chai';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Person } from '../person.ts';
import { type Service, startService } from '../service.ts';
import { fileTalk } from './filed-talk.ts';
import { type Caller, signInAsDeveloper } from './staff-service.ts';

const STORY =
  'Mijn moeder wacht al vijf maanden op een traplift. Niemand belt terug en ze slaapt op de bank.';
const ANSWER = 'De traplift wordt op 3 december geplaatst. Wij hebben uw moeder gebeld.';
const setSchema = z.object({ activities: z.array(z.looseObject({ text: z.string().optional() })) });

describe('an answer of staff', function () {
  this.timeout(30_000);
  let service: Service;
  let staff: Caller;

  before(async () => {
    service = await startService();
    staff = await signInAsDeveloper(service.url, 'coordinator');
  });
  after(() => service.stop());

  /** Listens on a WebSocket until a message with this text comes. */
  async function listens(
    person: Person,
    text: string,
  ): Promise<{ opened: Promise<void>; heard: Promise<void> }> {
    const response = await fetch(`${service.url}/v3/directline/conversations/${person.conversation}`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    const { streamUrl } = z.looseObject({ streamUrl: z.string() }).parse(await response.json());
    const socket = new WebSocket(streamUrl.replace('localhost', '127.0.0.1'));
    const opened = new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    const heard = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const frame = String(data);
        if (frame === '') return;
        const { activities } = setSchema.parse(JSON.parse(frame));
        if (!activities.some((activity) => activity.text?.includes(text))) return;
        socket.close();
        resolve();
      });
    });
    return { opened, heard };
  }

  it('reaches the open chat, and stands on record as delivered', async () => {
    const { person, row } = await fileTalk(service.url, staff, STORY);
    const path = `/api/staff/contributions/${row.id}`;
    const { opened, heard } = await listens(person, ANSWER);
    await opened;

    const answered = await staff.post(`${path}/close`, { version: row.version, text: ANSWER });
    await heard;

    expect(answered.body).to.include({ status: 'closed' });
    let delivered: unknown = null;
    while (delivered === null) {
      const { body } = await staff.get(path);
      delivered = z
        .looseObject({
          content: z.looseObject({ feedback: z.tuple([z.looseObject({ deliveredAt: z.unknown() })]) }),
        })
        .parse(body).content.feedback[0].deliveredAt;
    }
    expect(delivered).to.be.a('string');
  });

  it('leaves nothing that anyone typed in the log', () => {
    expect(service.logLines.join('\n')).not.to.match(/traplift|3 december|development-coordinator/);
  });
});
