import type { TurnContext } from 'botbuilder';
import type { DialogContext, DialogInstance, DialogReason, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { AnyQuestion, Message } from './question.ts';
import { say } from './say.ts';
import { type Turn, turnOf } from './turn.ts';

/** What an interview is made of. */
export interface InterviewPlan<Answers> {
  readonly id: string;
  readonly questions: readonly AnyQuestion<Answers>[];
  /** Reads saved answers; answers of an older release that no longer fit are left out, and so asked again. */
  readonly restore: (saved: unknown) => Partial<Answers>;
  /** Called once when nothing is left to ask. */
  readonly finish: (context: TurnContext, answers: Partial<Answers>) => Promise<void>;
}

/**
 * Asks a list of questions. What is saved is the answers and nothing else: the open question is the first that applies
 * and has no answer, so a question added in a release is simply asked in conversations under way.
 */
export class Interview<Answers extends object> extends Dialog {
  readonly #plan: InterviewPlan<Answers>;

  constructor(plan: InterviewPlan<Answers>) {
    super(plan.id);
    this.#plan = plan;
  }

  /** Begins with the answers in `options`, if any, and asks the first open question. */
  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    return this.#proceed(dc, this.#plan.restore(options ?? {}));
  }

  /** Reads the message as the answer to the open question, and asks the next. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const answers = this.answers(dc.activeDialog);
    if (turn.said.choice === 'back') return this.#goBack(dc, answers, turn);
    const open = this.#open(answers, turn);
    if (!open) return this.#proceed(dc, answers);
    if (turn.said.choice === 'skip') {
      if (open.skipped === undefined) return this.#askAgain(dc, turn.t('general.cannotSkip'));
      return this.#proceed(dc, { ...answers, [open.key]: open.skipped });
    }
    const reading = open.read(turn, answers);
    if (reading.ok === false) return this.#askAgain(dc, reading.why);
    if (reading.ok === 'ended') {
      await reading.end(dc.context);
      return dc.endDialog();
    }
    if (reading.ok === true) return this.#proceed(dc, { ...answers, [open.key]: reading.value });
    return this.#proceed(dc, reading.answers, reading.say);
  }

  override async resumeDialog(dc: DialogContext, _reason: DialogReason): Promise<DialogTurnResult> {
    if (!turnOf(dc.context).isWiped()) await this.repromptDialog(dc.context, dc.activeDialog);
    return Dialog.EndOfTurn;
  }

  /** Asks the open question again. */
  override async repromptDialog(context: TurnContext, instance: DialogInstance | undefined): Promise<void> {
    const turn = turnOf(context);
    const answers = this.answers(instance);
    const open = this.#open(answers, turn);
    if (open) await say(context, open.ask(turn, answers));
  }

  /** The answers so far. */
  answers(instance: DialogInstance | undefined): Partial<Answers> {
    return this.#plan.restore(instance?.state?.answers ?? {});
  }

  #open(answers: Partial<Answers>, turn: Turn): AnyQuestion<Answers> | undefined {
    return this.#plan.questions.find(
      (question) => answers[question.key] === undefined && (question.applies?.(answers, turn) ?? true),
    );
  }

  async #proceed(dc: DialogContext, answers: Partial<Answers>, first?: string): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const open = this.#open(answers, turn);
    if (!open) {
      await this.#plan.finish(dc.context, answers);
      return dc.endDialog(answers);
    }
    if (dc.activeDialog) dc.activeDialog.state = { answers };
    await say(dc.context, withFirst(open.ask(turn, answers), first));
    return Dialog.EndOfTurn;
  }

  async #askAgain(dc: DialogContext, why: string): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const answers = this.answers(dc.activeDialog);
    const open = this.#open(answers, turn);
    if (open) await say(dc.context, { ...open.ask(turn, answers), text: why });
    return Dialog.EndOfTurn;
  }

  /** Takes back the last answer that was asked for; at the first question it returns to the dialog below, if any. */
  async #goBack(dc: DialogContext, answers: Partial<Answers>, turn: Turn): Promise<DialogTurnResult> {
    const answered = this.#plan.questions.filter(
      (question) => answers[question.key] !== undefined && (question.applies?.(answers, turn) ?? true),
    );
    const last = answered.at(-1);
    if (!last && dc.stack.length > 1) return dc.endDialog();
    if (!last) return this.#proceed(dc, answers, turn.t('general.noBack'));
    const { [last.key]: _taken, ...rest } = answers;
    return this.#proceed(dc, this.#plan.restore(rest));
  }
}

function withFirst(message: Message, first: string | undefined): Message {
  return first === undefined ? message : { ...message, text: `${first}\n\n${message.text}` };
}
