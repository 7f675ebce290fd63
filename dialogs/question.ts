import type { TurnContext } from 'botbuilder';
import type { Turn } from './turn.ts';

/** A button: what it stands for in every language, and what it says. */
export interface Choice {
  readonly value: string;
  readonly title: string;
}

/** One message to say: its text, the buttons under it, and what kind of message it is, for its looks. */
export interface Message {
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly kind?: 'notice' | 'danger' | 'summary' | 'followCode' | 'feedback' | 'person';
}

/**
 * How an answer was read: a value; not readable, with what to say before asking again; or it changed other answers
 * too (adding to the story, taking one back), after which the next open question is asked; or it ends the interview
 * before its end ("no, do not keep it").
 */
export type Reading<Answers, Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string }
  | { readonly ok: 'amended'; readonly answers: Partial<Answers>; readonly say?: string }
  | { readonly ok: 'ended'; readonly end: (context: TurnContext) => Promise<void> };

/** One question, in one place: when it applies, how it is asked and how its answer is read. */
export interface Question<Answers, Key extends keyof Answers> {
  readonly key: Key;
  /** Left out: always applies. */
  readonly applies?: (answers: Partial<Answers>, turn: Turn) => boolean;
  readonly ask: (turn: Turn, answers: Partial<Answers>) => Message;
  readonly read: (turn: Turn, answers: Partial<Answers>) => Reading<Answers, Answers[Key]>;
  /** The answer when someone skips it; a question without it cannot be skipped. */
  readonly skipped?: Answers[Key];
}

/** A question about any of the answers. */
export type AnyQuestion<Answers> = { [Key in keyof Answers]: Question<Answers, Key> }[keyof Answers];

/** The yes and no buttons. */
export function yesNo(turn: Turn): Choice[] {
  return [
    { value: 'yes', title: turn.t('choice.yes') },
    { value: 'no', title: turn.t('choice.no') },
  ];
}

/** The button that skips a question. */
export function skip(turn: Turn): Choice {
  return { value: 'skip', title: turn.t('choice.skip') };
}
