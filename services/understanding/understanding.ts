import { z } from 'zod';

/** The languages residents may write in; sentences of ours exist in those of `locales/` only. */
export const LANGUAGES = [
  'nl',
  'en',
  'ar',
  'uk',
  'ru',
  'tr',
  'pl',
  'fa',
  'ti',
  'so',
  'fr',
  'es',
  'de',
  'bg',
  'ro',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** What someone wants with a message; everything that is told is a `story`. */
export const INTENTS = [
  'story',
  'greeting',
  'thanks',
  'yes',
  'no',
  'stop',
  'back',
  'help',
  'person',
  'language',
  'status',
  'access',
  'erase',
  'agenda',
  'smalltalk',
  'abuse',
] as const;
export type Intent = (typeof INTENTS)[number];

export const KINDS = ['individual', 'collective'] as const;
export type Kind = (typeof KINDS)[number];

/** Acute danger: someone is in danger now. Which helplines are shown depends on it. */
export const DANGERS = ['suicide', 'violence', 'child', 'homeless', 'hunger', 'medical'] as const;
export type Danger = (typeof DANGERS)[number];

/** The themes of the glossary; a municipality's profile may name and add its own. */
export const THEMES = [
  'wmo',
  'jeugd',
  'participatie',
  'schulden',
  'wonen',
  'taal_inburgering',
  'mantelzorg',
  'vervoer',
  'gezondheid',
  'overig',
] as const;
export type Theme = (typeof THEMES)[number];

/**
 * Why the kind was chosen: a code that `locales/` has a sentence for (`reasons.<code>`), and the part of the text that
 * carried it, where there is one. The text part is the resident's own words: store it encrypted, never log it.
 */
export const reasonSchema = z.object({ code: z.string(), quote: z.string().optional() });
export type Reason = z.infer<typeof reasonSchema>;

/** A stretch of personal data in a text; `start` and `end` count Unicode code points, end exclusive. */
export interface PersonalDataSpan {
  readonly kind: 'bsn';
  readonly start: number;
  readonly end: number;
}

/** What one text was understood to be. */
export interface Understood {
  /** Null when the text does not show it (a number, a name, an emoji). */
  readonly language: Language | null;
  readonly intent: Intent;
  readonly kind: Kind;
  /** 0 to 1: how sure `kind` is. */
  readonly certainty: number;
  readonly asksPerson: boolean;
  readonly theme: Theme;
  readonly urgent: boolean;
  readonly danger: Danger | null;
  readonly personalData: readonly PersonalDataSpan[];
  readonly reasons: readonly Reason[];
  /** Which model said so, for the record of the weighing. */
  readonly model: string;
}

/** Understands texts on this machine. Never throws on any text; doubt shows in `certainty`. */
export interface Understanding {
  understand(text: string): Promise<Understood>;
}
