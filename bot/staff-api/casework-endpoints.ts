import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type Act,
  decideKind,
  decideTrajectory,
  handOver,
  release,
  take,
} from '../../services/contributions/casework.ts';
import { answer, close, note, reopen } from '../../services/contributions/casework-reply.ts';
import type { Contribution } from '../../services/contributions/contribution.ts';
import { CodedError } from '../../services/errors.ts';
import { type Action, may } from '../../services/privacy/roles.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import {
  closeBody,
  kindBody,
  seenBody,
  teamBody,
  textBody,
  trajectoryBody,
  workedSchema,
} from './schemas.ts';
import type { StaffDesk } from './staff-desk.ts';
import { StaleVersionError } from './stale-version.ts';
import { rowOf } from './views.ts';

/** Tells the resident what staff answered; `services/delivery` does. */
export interface FeedbackDelivery {
  feedbackWritten(contributionId: string): void;
}

interface Work<B> {
  readonly name: string;
  readonly action: Action;
  readonly summary: string;
  readonly change: (contribution: Contribution, act: Act, body: B) => Contribution;
  readonly answers?: boolean;
}

/** A text of staff, in which a BSN was masked or not. */
type Written = { readonly text: string; readonly masked: boolean };
type Body = z.ZodType<{
  version: number;
  id?: string | undefined;
  text?: Written | null;
  reason?: Written;
}>;

/** Everything staff do with a contribution; each answers with its new line of the work list. */
export function caseworkEndpoints(desk: StaffDesk, delivery: FeedbackDelivery): Endpoint[] {
  const days = (contribution: Contribution) =>
    desk.profile.trajectories[contribution.trajectory].replyWithinDays;
  const work = <B extends Body>(body: B, spec: Work<z.output<B>>) =>
    caseworkEndpoint(desk, delivery, body, spec);
  return [
    work(seenBody, { name: 'take', action: 'take', summary: 'Puts it on my name.', change: take }),
    work(seenBody, {
      name: 'release',
      action: 'release',
      summary: 'Hands it back to the team.',
      change: release,
    }),
    work(kindBody, {
      name: 'kind',
      action: 'decide_kind',
      summary: 'Weighs by hand: individual or collective, with the reason.',
      change: (contribution, act, { kind, reason }) =>
        decideKind(contribution, { ...act, kind, reason: reason.text }),
    }),
    work(trajectoryBody, {
      name: 'trajectory',
      action: 'decide_trajectory',
      summary: 'Sends it along another trajectory; the due date follows.',
      change: (contribution, act, { trajectory }) => {
        const { replyWithinDays } = desk.profile.trajectories[trajectory];
        return decideTrajectory(contribution, { ...act, trajectory, replyWithinDays });
      },
    }),
    work(teamBody, {
      name: 'team',
      action: 'hand_over',
      summary: 'Hands it over to another team.',
      change: (contribution, act, { team }) => {
        if (!desk.profile.teams.some((known) => known.id === team))
          throw new CodedError('bad_request', 'no such team');
        return handOver(contribution, { ...act, team });
      },
    }),
    work(textBody, {
      name: 'notes',
      action: 'note',
      summary: 'Adds a note between staff.',
      change: (contribution, act, { id = randomUUID(), text }) =>
        note(contribution, { ...act, id, text: text.text }),
    }),
    work(textBody, {
      name: 'answer',
      action: 'answer',
      summary: 'Answers the resident.',
      change: (contribution, act, { id = randomUUID(), text }) =>
        answer(contribution, { ...act, id, text: text.text }),
      answers: true,
    }),
    work(closeBody, {
      name: 'close',
      action: 'close',
      summary: 'Closes it: with an answer to the resident, or after one.',
      change: (contribution, act, { id = randomUUID(), text }) =>
        close(contribution, { ...act, answer: text && { id, text: text.text } }),
      answers: true,
    }),
    work(seenBody, {
      name: 'reopen',
      action: 'reopen',
      summary: 'Opens it again; the resident is owed a new answer.',
      change: (contribution, act) => reopen(contribution, { ...act, replyWithinDays: days(contribution) }),
    }),
  ];
}

function caseworkEndpoint<B extends Body>(
  desk: StaffDesk,
  delivery: FeedbackDelivery,
  bodySchema: B,
  work: Work<z.output<B>>,
): Endpoint {
  return endpoint({
    method: 'POST',
    path: `/api/staff/contributions/:id/${work.name}`,
    summary: work.summary,
    query: nothing,
    body: bodySchema,
    reply: workedSchema,
    async handle({ session: { person }, params, body }) {
      const { id } = await desk.reach(person, work.action, params.id ?? '', 'casework');
      const act = { by: { id: person.id, role: person.role, name: person.name }, at: desk.now() };
      const changed = await desk.register.change(id, (contribution) => {
        if (!may(person, work.action, contribution))
          throw new CodedError('forbidden', 'not for this team any more');
        if (isDone(contribution, body.id)) return contribution;
        const newer = contribution.history[body.version];
        if (newer) throw new StaleVersionError(newer);
        return work.change(contribution, act, body);
      });
      if (work.answers && changed.pendingSince !== null) delivery.feedbackWritten(id);
      const masked = [body.text, body.reason].some((written) => written?.masked);
      return { ...rowOf(changed, desk.now()), masked };
    },
  });
}

/** True when the text with this id was added by an earlier try, so that trying again is no conflict with oneself. */
function isDone({ content }: Contribution, textId: string | undefined): boolean {
  if (textId === undefined) return false;
  return [...content.notes, ...content.feedback].some((known) => known.id === textId);
}
