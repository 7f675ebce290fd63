import { expect } from 'chai';
import { removeExpired } from '../../bot/housekeeping.ts';
import { type OwnCore, openCore } from './core.ts';

const ID = 'talk-that-ends';

describe('a talk that nobody finished', () => {
  let own: OwnCore;
  beforeEach(async () => {
    own = openCore();
    const { conversations, transcript } = own.core;
    const expiresAt = new Date('2026-12-02T09:00:00.000Z');
    await conversations.begin(ID, {
      channel: 'web',
      person: 'p',
      language: 'nl',
      now: own.clock.now,
      expiresAt,
    });
    const conversation = await conversations.head(ID);
    if (!conversation) throw new Error('the talk was not begun');
    const shown = [{ id: 'a', type: 'message', text: 'een verhaal' }];
    await transcript.add(conversation, 1, shown, await conversations.cipherOf(conversation));
  });
  afterEach(() => own.close());

  const remove = () =>
    removeExpired({
      ...own.core,
      retention: own.retention,
      now: () => own.clock.now,
      scrub: () => own.core.store.scrub(),
    });

  it('stays until its last second', async () => {
    own.clock.now = new Date('2026-12-02T09:00:00.000Z');

    expect(await remove()).to.equal(0);
    expect(await own.core.conversations.exists(ID)).to.equal(true);
  });

  it('is removed after it, with what was said and its key', async () => {
    const before = await own.core.conversations.head(ID);
    own.clock.now = new Date('2026-12-02T09:00:00.001Z');

    expect(await remove()).to.equal(1);
    expect(await remove()).to.equal(0);
    expect(await own.core.conversations.exists(ID)).to.equal(false);
    expect(await own.core.keyring.has(before?.key ?? '')).to.equal(false);
  });
});
