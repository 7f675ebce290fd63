import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { MODELS_FOLDER } from '../../bot/models-folder.ts';
import { Turns } from '../../bot/turns.ts';
import { passUnharmed } from '../../services/delivery/crash-points.ts';

import { createEffect, pendingAfterWipe } from '../../services/delivery/effects.ts';
import type { InboundMessage } from '../../services/delivery/inbox.ts';
import { createCipher } from '../../services/privacy/encryption.ts';
import { createUnderstanding } from '../../services/understanding/index.ts';
import { testConfig } from '../service.ts';
import { sampleContribution } from '../staff/sample-contribution.ts';
import { type OwnCore, openCore } from './core.ts';

const ID = 'talk';

function message(id: string, text: string): InboundMessage {
  const nothing = { value: null, displayText: null, locale: null, clientActivityId: null };
  return {
    id,
    type: 'message',
    text,
    ...nothing,
    masked: false,
    tooLong: false,
    attachments: false,
    at: '2026-11-02T09:00:00.000Z',
  };
}

describe('what is still to be done after a wipe', () => {
  it('shows nothing that was said before, and files nothing that was erased with it', () => {
    const show = createEffect({ kind: 'show', first: 1, activities: [] });
    const erased = createEffect({ kind: 'file', contribution: sampleContribution({ id: 'erased' }) });
    const kept = createEffect({ kind: 'file', contribution: sampleContribution({ id: 'kept' }) });
    const contact = createEffect({ kind: 'supplement', contribution: 'erased', contact: { how: 'chat' } });

    expect(pendingAfterWipe([show, erased, kept, contact], ['erased'])).to.deep.equal([kept]);
  });
});

describe('the inbox of a talk', () => {
  let own: OwnCore;
  beforeEach(async () => {
    own = openCore();
    const { now } = own.clock;
    const expiresAt = new Date(now.getTime() + 3_600_000);
    await own.core.conversations.begin(ID, { channel: 'web', person: 'p', language: 'nl', now, expiresAt });
  });
  afterEach(() => own.close());

  it('keeps every waiting message readable when a wipe changes the key, however many there are', async () => {
    const { inbox } = own.core;
    const from = { key: 'old', cipher: createCipher(randomBytes(32)) };
    const to = { key: 'new', cipher: createCipher(randomBytes(32)) };
    const texts = Array.from({ length: 120 }, (_, number) => `bericht ${number}`);
    for (const text of texts) await inbox.put(ID, from.key, message(text, text), from.cipher);

    await inbox.reseal(ID, from, to);

    const read: string[] = [];
    for (;;) {
      const rows = await inbox.waiting(ID);
      if (rows.length === 0) break;
      for (const row of rows) {
        read.push(inbox.open(row, to.cipher).text);
        await inbox.done(row);
      }
    }
    expect(read).to.deep.equal(texts);
  });

  it('is not blocked by a message that cannot be opened: the resident is told, and the next one is answered', async () => {
    const { core, clock } = own;
    const { profile } = testConfig();
    const failures: number[] = [];
    const turns = new Turns({
      ...core,
      profile,
      privacyUrl: '/privacy',
      understanding: await createUnderstanding({ modelsFolder: MODELS_FOLDER }),
      lifetimes: { abandonedDays: 30, filedDays: 365 },
      now: () => clock.now,
      reportFailure: ({ attempts }) => void failures.push(attempts),
      pass: passUnharmed,
    });
    const head = await core.conversations.head(ID);
    if (!head) throw new Error('no talk');
    const cipher = await core.conversations.cipherOf(head);
    await core.inbox.put(ID, head.key, message('bad', 'x'), createCipher(randomBytes(32)));
    await core.inbox.put(ID, head.key, message('good', 'hallo'), cipher);

    while ((await core.inbox.countWaiting()) > 0) {
      await turns.sweep();
      await turns.settled();
    }

    const { activities } = await core.transcript.read(head, 0, cipher);
    const said = activities.map(({ text }) => String(text)).join('\n');
    expect(failures).to.deep.equal([1, 2, 3]);
    expect(said).to.contain('Er ging iets mis').and.to.contain('Vertel maar');
  });
});
