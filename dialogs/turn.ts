import type { TurnContext } from 'botbuilder';
import type { Translate } from '../locales/index.ts';
import type { Locale } from '../locales/languages.ts';
import type { Contribution } from '../services/contributions/contribution.ts';
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import type { EffectAction } from '../services/delivery/effects.ts';
import type { Understood } from '../services/understanding/understanding.ts';

/** What someone said in this turn, read once. */
export interface Said {
  /** As typed, burgerservicenummers taken out; empty when a button was pressed. */
  readonly text: string;
  /** The choice meant: the value of the button pressed, or of the word or button title typed; null for free text. */
  readonly choice: string | null;
  readonly understood: Understood;
  /** A burgerservicenummer was taken out of it. */
  readonly masked: boolean;
  /** It was too long to be kept; `text` is empty. */
  readonly tooLong: boolean;
  /** Photos or files came with it; they were not kept. */
  readonly attachments: boolean;
}

/** Looks up what was filed before; the answers hold what people typed. */
export interface Cases {
  /** Contributions filed from this conversation, oldest first; those that were erased are left out. */
  ofConversation(): Promise<readonly Contribution[]>;
  /** The contribution of a follow code. */
  byCode(code: string): Promise<Contribution | undefined>;
}

/** Wrong follow codes in a row in this conversation. */
export interface WrongCodes {
  readonly count: number;
  readonly waitUntil: string | null;
}

/** Everything a dialog may know and do in one turn. What it decides is carried out after the turn is stored. */
export interface Turn {
  readonly now: Date;
  readonly said: Said;
  readonly profile: MunicipalityProfile;
  readonly cases: Cases;
  readonly conversation: { readonly id: string; readonly channel: string; readonly language: Locale };
  readonly privacyUrl: string;
  readonly t: Translate;
  readonly wrongCodes: WrongCodes;
  /** Contributions filed from this conversation, this turn included. */
  readonly filed: readonly string[];
  /** Makes a follow code and the keyed hash under which it is stored. */
  newFollowCode(): { code: string; hash: string };
  newReference(): string;
  newId(): string;
  /** Has something done once the turn is stored. */
  effect(action: EffectAction): void;
  /** Continues in another language, from the next sentence on. */
  speak(language: Locale): void;
  /** The privacy notice that this person saw; null before the first. */
  readonly noticeVersion: string | null;
  noteNoticeShown(): void;
  noteWrongCodes(wrongCodes: WrongCodes): void;
  /**
   * Forgets what was said in this conversation: its dialogs, everything shown before this turn, and the key it was
   * sealed with; `contributions` are erased too.
   */
  wipe(contributions: readonly string[]): void;
  isWiped(): boolean;
}

const TURN = Symbol('turn');

/** Puts the turn where dialogs find it. */
export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

/** The turn this context belongs to. Errors: a plain Error when the adapter did not set one, which is a bug. */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn>(TURN);
  if (!turn) throw new Error('no turn was set: call setTurn before running a dialog');
  return turn;
}
