import { expect } from 'chai';
import {
  decideKind,
  decideTrajectory,
  handOver,
  release,
  take,
} from '../../services/contributions/casework.ts';
import { answer, close, note, reopen } from '../../services/contributions/casework-reply.ts';
import { type Contribution, contributionSchema } from '../../services/contributions/contribution.ts';
import { daysFromNow, NOW, sampleContribution } from './sample-contribution.ts';

const by = { id: 'u1', role: 'case_worker', name: 'Sanne de Wit' };
const act = { by, at: NOW };
const text = 'We hebben u gebeld en de traplift komt op 3 december.';

function lastOf(contribution: Contribution) {
  const { action, from, to } = contribution.history.at(-1) ?? {};
  return { action, from, to };
}

describe('casework', () => {
  it('puts a contribution on a name and hands it back, and both stand in its history', () => {
    const taken = take(sampleContribution(), act);
    const back = release(taken, act);

    expect([taken.takenBy, taken.status, lastOf(taken)]).to.deep.equal([
      'u1',
      'in_progress',
      { action: 'taken', from: null, to: 'u1' },
    ]);
    expect([back.takenBy, back.status, lastOf(back)]).to.deep.equal([
      null,
      'new',
      { action: 'taken', from: 'u1', to: null },
    ]);
  });

  it('adds a weighing by hand to the earlier ones', () => {
    const before = sampleContribution({ kind: 'unsure', certainty: 0.3 });

    const after = decideKind(before, { ...act, kind: 'collective', reason: 'Meer mensen melden dit.' });

    expect([after.kind, after.certainty, after.content.weighings.length]).to.deep.equal(['collective', 1, 2]);
    expect(after.content.weighings[0]).to.deep.equal(before.content.weighings[0]);
    expect(after.content.weighings[1]).to.include({ outcome: 'collective', decidedBy: 'staff', by: 'u1' });
    expect(lastOf(after)).to.deep.equal({ action: 'weighed', from: 'unsure', to: 'collective' });
  });

  it('moves the due date with the trajectory, counted from when the resident spoke', () => {
    const after = decideTrajectory(sampleContribution(), {
      ...act,
      trajectory: 'new_policy',
      replyWithinDays: 42,
    });

    expect([after.trajectory, after.dueAt, after.routing]).to.deep.equal([
      'new_policy',
      daysFromNow(39),
      { rule: 'staff', why: ['Eigen zaak'] },
    ]);
  });

  it('hands over to another team, on nobody’s name', () => {
    const after = handOver(take(sampleContribution(), act), { ...act, team: 'beleid' });

    expect([after.team, after.takenBy, after.status]).to.deep.equal(['beleid', null, 'new']);
    expect(lastOf(after)).to.deep.equal({ action: 'handed_over', from: 'wijkteams', to: 'beleid' });
  });

  it('keeps an answer until the resident has it, and adds one sent twice once', () => {
    const once = answer(sampleContribution(), { ...act, id: 'a1', text: `  ${text} ` });

    expect(answer(once, { ...act, id: 'a1', text })).to.equal(once);
    expect(once.content.feedback).to.deep.equal([
      { id: 'a1', text, by: by.name, at: NOW.toISOString(), closing: false, deliveredAt: null },
    ]);
    expect(once.pendingSince).to.equal(NOW.toISOString());
  });

  for (const [name, words] of [
    ['empty', ' \n '],
    ['over 4,000 characters', 'x'.repeat(4_001)],
  ] as const) {
    it(`refuses an answer that is ${name}`, () => {
      expect(() => answer(sampleContribution(), { ...act, id: 'a1', text: words }))
        .to.throw()
        .with.property('code', 'unprocessable');
    });
  }

  it('does not close before the resident was answered', () => {
    expect(() => close(sampleContribution(), { ...act, answer: null }))
      .to.throw()
      .with.property('code', 'reply_required');
  });

  it('closes with an answer in the same step, or in an earlier one', () => {
    const same = close(sampleContribution(), { ...act, answer: { id: 'a1', text } });
    const earlier = close(answer(sampleContribution(), { ...act, id: 'a1', text }), { ...act, answer: null });

    for (const closed of [same, earlier]) {
      expect([closed.status, closed.closedAt, closed.content.feedback.length]).to.deep.equal([
        'closed',
        NOW.toISOString(),
        1,
      ]);
    }
    expect(same.content.feedback[0]?.closing).to.equal(true);
  });

  it('owes a new answer, and a new date, once it is opened again', () => {
    const closed = close(sampleContribution(), { ...act, answer: { id: 'a1', text } });
    const later = { by, at: new Date(daysFromNow(10)) };

    const opened = reopen(closed, { ...later, replyWithinDays: 5 });

    expect([opened.status, opened.closedAt, opened.dueAt]).to.deep.equal(['new', null, daysFromNow(15)]);
    expect(() => close(opened, { ...later, answer: null }))
      .to.throw()
      .with.property('code', 'reply_required');
  });

  it('takes notes on a closed contribution, and no other work', () => {
    const closed = close(sampleContribution(), { ...act, answer: { id: 'a1', text } });

    expect(note(closed, { ...act, id: 'n1', text: 'Nog gebeld.' }).content.notes).to.have.length(1);
    expect(() => take(closed, act))
      .to.throw()
      .with.property('code', 'unprocessable');
    expect(() => answer(closed, { ...act, id: 'a2', text }))
      .to.throw()
      .with.property('code', 'unprocessable');
  });

  it('never puts what someone typed into the history or anything else in clear', () => {
    const canary = 'KANARIE-8361';
    let worked = take(sampleContribution(), act);
    worked = decideKind(worked, { ...act, kind: 'collective', reason: canary });
    worked = note(worked, { ...act, id: 'n1', text: canary });
    worked = close(worked, { ...act, answer: { id: 'a1', text: canary } });

    const { content, ...clear } = worked;

    expect(JSON.stringify(content).split(canary)).to.have.length(4);
    expect(JSON.stringify(contributionSchema.parse({ ...clear, sealed: '' }))).not.to.include(canary);
  });
});
