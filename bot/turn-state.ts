import { randomUUID } from 'node:crypto';
import type { DialogState } from 'botbuilder-dialogs';
import { z } from 'zod';
import type { Cases, Said, Turn, WrongCodes } from '../dialogs/turn.ts';
import { type Translate, translator } from '../locales/index.ts';
import { isLocale, type Locale } from '../locales/languages.ts';
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import type { Conversation } from '../services/delivery/conversation.ts';
import type { EffectAction } from '../services/delivery/effects.ts';
import { createFollowCode, createReference, hashFollowCode } from '../services/privacy/follow-code.ts';

/** What every turn has at hand. */
export interface TurnParts {
  readonly profile: MunicipalityProfile;
  readonly privacyUrl: string;
  readonly codeKey: Buffer;
}

const dialogStateSchema = z.object({
  dialogStack: z.array(z.object({ id: z.string(), state: z.record(z.string(), z.unknown()).default({}) })),
});

/** The saved dialog stack as botbuilder-dialogs wants it; an unreadable one is an empty one. */
export function restoreStack(saved: unknown): DialogState {
  const read = dialogStateSchema.safeParse(saved);
  return {
    dialogStack: read.success
      ? read.data.dialogStack.map(({ id, state }) => ({ id, version: '', state }))
      : [],
  };
}

/** One turn as dialogs see it; collects what they decide, to be committed in one write. */
export class TurnState implements Turn {
  readonly now: Date;
  readonly said: Said;
  readonly profile: MunicipalityProfile;
  readonly privacyUrl: string;
  readonly cases: Cases;
  readonly stack: DialogState;
  readonly effects: EffectAction[] = [];
  readonly #codeKey: Buffer;
  readonly #conversation: Conversation;
  #language: Locale;
  #t: Translate;
  #wrongCodes: WrongCodes;
  #noticeVersion: string | null;
  #wiped: readonly string[] | null = null;

  constructor(parts: TurnParts, conversation: Conversation, said: Said, cases: Cases, now: Date) {
    this.now = now;
    this.said = said;
    this.cases = cases;
    this.profile = parts.profile;
    this.privacyUrl = parts.privacyUrl;
    this.#codeKey = parts.codeKey;
    this.#conversation = conversation;
    this.stack = restoreStack(conversation.state.dialogs);
    this.#language = isLocale(conversation.language) ? conversation.language : 'nl';
    this.#t = translator(this.#language);
    this.#wrongCodes = conversation.state.wrongCodes;
    this.#noticeVersion = conversation.state.noticeVersion;
  }

  get conversation() {
    return { id: this.#conversation.id, channel: this.#conversation.channel, language: this.#language };
  }

  get t(): Translate {
    return this.#t;
  }

  get wrongCodes(): WrongCodes {
    return this.#wrongCodes;
  }

  get filed(): readonly string[] {
    const now = this.effects.flatMap((effect) => (effect.kind === 'file' ? [effect.contribution.id] : []));
    const erased = this.#wiped ?? [];
    return [...this.#conversation.state.filed, ...now].filter((id) => !erased.includes(id));
  }

  get noticeVersion(): string | null {
    return this.#noticeVersion;
  }

  /** Contributions to erase with the wipe; null when nothing is wiped. */
  get wiped(): readonly string[] | null {
    return this.#wiped;
  }

  newFollowCode(): { code: string; hash: string } {
    const code = createFollowCode();
    return { code, hash: hashFollowCode(this.#codeKey, code) };
  }

  newReference(): string {
    return createReference();
  }

  newId(): string {
    return randomUUID();
  }

  effect(action: EffectAction): void {
    this.effects.push(action);
  }

  speak(language: Locale): void {
    this.#language = language;
    this.#t = translator(language);
  }

  noteNoticeShown(): void {
    this.#noticeVersion = this.profile.noticeVersion;
  }

  noteWrongCodes(wrongCodes: WrongCodes): void {
    this.#wrongCodes = wrongCodes;
  }

  wipe(contributions: readonly string[]): void {
    this.#wiped = [...contributions];
  }

  isWiped(): boolean {
    return this.#wiped !== null;
  }
}
