import { expect } from 'chai';
import { type Service, startService } from '../service.ts';
import { DirectLineClient, type Granted, message, type Shown } from './client.ts';

/** Every activity type of the Bot Framework but `message` and the one event we read. */
const IGNORED_TYPES = [
  'contactRelationUpdate',
  'conversationUpdate',
  'typing',
  'endOfConversation',
  'event',
  'invoke',
  'invokeResponse',
  'deleteUserData',
  'messageUpdate',
  'messageDelete',
  'installationUpdate',
  'messageReaction',
  'suggestion',
  'trace',
  'handoff',
  'command',
  'commandResult',
  'delay',
  'streamItem',
];

const LONG = 'x'.repeat(10_000);
const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['an empty text', ''],
  ['0', 0],
  ['-1', -1],
  ['a fraction', 1e308],
  ['true', true],
  ['a list', []],
  ['an object', {}],
  ['a list of it', ['x']],
  ['a list of lists', [[['x']]]],
  ['10,000 characters', LONG],
  ['an operator', { $ne: null }],
  ['a thenable', JSON.parse('{"then":"x"}')],
  ['a constructor', { constructor: { prototype: { x: 1 } } }],
  ['a path', '../../nl'],
  ['controls', '\u0000\u0007\u001b[31m'],
  ['half a surrogate', '\ud800'],
];
const FIELDS = [
  'type',
  'id',
  'timestamp',
  'localTimestamp',
  'serviceUrl',
  'channelId',
  'from',
  'conversation',
  'recipient',
  'textFormat',
  'locale',
  'text',
  'attachments',
  'entities',
  'channelData',
  'replyToId',
  'value',
  'name',
  'suggestedActions',
  'membersAdded',
  'attachmentLayout',
  'deliveryMode',
  'expiration',
];
/** Fields that we do not read: whatever they hold, the message is taken for what it says. */
const UNREAD = new Set([
  'value',
  'suggestedActions',
  'membersAdded',
  'attachmentLayout',
  'deliveryMode',
  'expiration',
]);

describe('a malformed activity', function () {
  this.timeout(60_000);
  let service: Service;
  let client: DirectLineClient;
  let mine: Granted;
  let other: Granted;
  let before: readonly Shown[];
  let count = 0;

  const isAnswered = (id: string) => (activities: readonly Shown[]) => {
    const at = activities.findIndex((activity) => activity.channelData?.clientActivityID === id);
    return at !== -1 && at < activities.length - 1;
  };

  beforeEach(async () => {
    service = await startService({ env: { RATE_MESSAGES_PER_30_SECONDS: '100000' } });
    client = new DirectLineClient(service.url);
    mine = await client.begin();
    other = await client.begin();
    await client.post(other, message('Hallo', 'first'));
    before = await client.readUntil(other, isAnswered('first'));
    count = 0;
  });
  afterEach(async () => {
    await client.post(mine, message('Hallo?', 'last'));
    await client.readUntil(mine, isAnswered('last'));
    expect((await client.read(other)).activities).to.deep.equal(before);
    await service.stop();
  });

  /** Posts it; the status and code. */
  const post = async (activity: unknown): Promise<string> => {
    count += 1;
    const { status, body } = await client.post(mine, activity);
    return status === 200 ? `200 ${typeof body.id}` : `${status} ${body.code}`;
  };

  it('is refused or ignored, whatever stands in whichever field', async () => {
    for (const field of FIELDS) {
      for (const [what, value] of WRONG) {
        const outcome = await post({ type: 'message', text: 'Hallo', [field]: value });

        const name = `${field}: ${what}`;
        if (UNREAD.has(field)) expect(outcome, name).to.equal('200 string');
        else expect(outcome, name).to.be.oneOf(['200 string', '400 malformed_activity']);
        if (typeof value === 'number' || typeof value === 'boolean') {
          if (!UNREAD.has(field)) expect(outcome, name).to.equal('400 malformed_activity');
        }
      }
    }
    expect(count).to.be.at.least(300);
  });

  it('is refused or ignored, whatever stands deeper', async () => {
    for (const [what, value] of WRONG) {
      for (const activity of [
        { channelData: { clientActivityID: value } },
        { channelData: { messageBack: value } },
        { channelData: { messageBack: { displayText: value } } },
        { from: { id: value, role: 'bot' } },
        { attachments: [value] },
        { entities: [value] },
        { conversation: { id: value } },
      ]) {
        const outcome = await post({ type: 'message', text: 'Hallo', ...activity });
        expect(outcome, `${what} in ${JSON.stringify(activity).slice(0, 60)}`).to.be.oneOf([
          '200 string',
          '400 malformed_activity',
        ]);
      }
    }
  });

  it('is ignored when its type is right and asks nothing of us', async () => {
    const shown = (await client.read(mine)).activities.length;

    for (const type of IGNORED_TYPES) {
      const extra = { name: 'x', value: { a: 1 }, membersAdded: [{ id: 'x' }], action: 'add', text: 'x' };
      expect(await post({ type }), type).to.equal('200 string');
      expect(await post({ type, ...extra }), type).to.equal('200 string');
    }
    expect((await client.read(mine)).activities).to.have.length(shown);
  });

  it('is refused when its type is none, or it is no activity at all', async () => {
    const bodies = [
      {},
      [],
      [{ type: 'message', text: 'x' }],
      null,
      1,
      'x',
      true,
      { type: 'Message', text: 'x' },
      { type: 'x' },
      { type: '__proto__' },
      { text: 'x' },
      { type: 'message' },
      { type: 'event', name: 'language' },
      { type: 'event', name: 'language', value: 'nederlands' },
      { type: 'event', name: 'language', value: { $ne: 'nl' } },
      { activities: [] },
    ];

    for (const body of bodies) {
      const text = JSON.stringify(body);
      expect((await client.post(mine, text)).status, text).to.equal(400);
    }
    for (const text of [
      '',
      '{',
      '{"type":"message","text":"a","text":"b"}',
      '{"__proto__":{"type":"message"}}',
      'null',
    ]) {
      expect((await client.post(mine, text)).status, text).to.equal(400);
    }
  });

  it('leaves no other conversation behind when its ids are odd', async () => {
    for (const id of [
      '__proto__',
      'constructor',
      '-1',
      '0x1',
      '١٢٣',
      'x'.repeat(99),
      'x'.repeat(500),
      '%2e%2e',
    ]) {
      const { status } = await client.call(
        'GET',
        `/conversations/${encodeURIComponent(id)}/activities`,
        mine.token,
      );
      expect(status, id.slice(0, 20)).to.be.oneOf([403, 404]);
    }
    for (const watermark of ['-1', '1e3', '0x1', 'abc', '99999999999999', '%7B%7D', '1,2']) {
      const path = `/conversations/${mine.conversationId}/activities?watermark=${watermark}`;
      expect((await client.call('GET', path, mine.token)).status, watermark).to.equal(400);
    }
  });
});
