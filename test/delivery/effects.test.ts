import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';

import { backoffMs, createEffect, type EffectAction } from '../../services/delivery/effects.ts';
import { type OwnCore, openCore } from './core.ts';

const ID = 'talk';
const keySchema = z.object({ id: z.string(), version: z.number(), wrapped: z.string() });
const LATER_MS = 3_600_000;

describe('what a turn decided', () => {
  let own: OwnCore;
  beforeEach(async () => {
    own = openCore();
    const { now } = own.clock;
    const expiresAt = new Date(now.getTime() + 10 * LATER_MS);
    await own.core.conversations.begin(ID, { channel: 'web', person: 'p', language: 'nl', now, expiresAt });
  });
  afterEach(() => own.close());

  /** Commits effects as a turn does. */
  const decide = async (...actions: EffectAction[]): Promise<void> => {
    const { conversations } = own.core;
    const conversation = await conversations.get(ID);
    if (!conversation) throw new Error('no talk');
    const pending = [...conversation.state.pending, ...actions.map((action) => createEffect(action))];
    const pendingSince = own.clock.now.toISOString();
    expect(
      await conversations.replace({
        ...conversation,
        pendingSince,
        state: { ...conversation.state, pending },
      }),
    ).to.equal(true);
  };
  const shown = async (): Promise<unknown[]> => {
    const conversation = await own.core.conversations.head(ID);
    if (!conversation) throw new Error('no talk');
    const { activities } = await own.core.transcript.read(
      conversation,
      0,
      await own.core.conversations.cipherOf(conversation),
    );
    return activities.map(({ text }) => text);
  };
  const show = (first: number, text: string): EffectAction => ({
    kind: 'show',
    first,
    activities: [{ id: text, type: 'message', text }],
  });
  /** A wipe of a key that cannot be opened: it fails each time. */
  const impossible: EffectAction = {
    kind: 'clear',
    first: 0,
    key: 'bad',
    contributions: [],
    reason: 'resident',
  };
  const breakKey = async (): Promise<void> => {
    const keys = own.core.store.collection({
      name: 'keys',
      fields: [],
      parse: (raw) => keySchema.parse(raw),
    });
    await keys.insert({ id: 'bad', version: 1, wrapped: 'not a key' });
  };

  it('is carried out in order, and done again has the effect of once', async () => {
    await decide(show(1, 'een'), show(2, 'twee'));

    await Promise.all([
      own.core.delivery.carryOut(ID),
      own.core.delivery.carryOut(ID),
      own.core.delivery.sweep(),
    ]);
    await own.core.delivery.carryOut(ID);

    expect(await shown()).to.deep.equal(['een', 'twee']);
    expect((await own.core.conversations.get(ID))?.pendingSince).to.equal(null);
  });

  it('does not wait for what fails, and what fails is shown as stuck', async () => {
    await breakKey();
    await decide(impossible, show(1, 'een'));

    await own.core.delivery.carryOut(ID);
    own.clock.now = new Date(own.clock.now.getTime() + LATER_MS);
    await own.core.delivery.sweep();

    expect(await shown()).to.deep.equal(['een']);
    const [stuck] = await own.core.delivery.stuck(60_000);
    expect(stuck).to.include({ kind: 'clear', attempts: 2, error: 'internal' });
  });

  it('is taken up again by the sweep after an interruption', async () => {
    await decide(show(1, 'een'));

    await own.core.delivery.sweep();

    expect(await shown()).to.deep.equal(['een']);
  });
});

describe('the wait between two tries', () => {
  it('never passes 15 minutes, and is never nothing', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0.001, max: 1, noNaN: true }), (attempts, chance) => {
        expect(backoffMs(attempts, () => chance)).to.be.within(1, 900_000);
      }),
    );
  });
});
