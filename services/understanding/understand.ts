import { findPersonalData } from '../privacy/personal-data.ts';
import { dangersByWords } from './danger.ts';
import { asksForPerson, intentOf } from './intents.ts';
import { detectLanguage } from './language.ts';
import type { NgramModel, NgramReading } from './ngrams.ts';
import type { Signs } from './reasons.ts';
import { findSigns } from './reasons.ts';
import type { ReadText } from './text.ts';
import { readText } from './text.ts';
import { isTheme } from './themes.ts';
import type { Danger, Kind, Language, Reason, Theme, Understood } from './understanding.ts';
import { DANGERS } from './understanding.ts';

/** Which model decided, for the record of the weighing; raise it when data or rules change what is understood. */
export const MODEL = 'ngrams-1';

/** Longer texts are understood by their first part; nobody reads on to see what a letter is about. */
const LONGEST = 20_000;
/** How much one sign of either kind moves the model's log-odds. */
const SIGN_WEIGHT = 0.25;
/** The model's certainty holds for its own authors; strangers write differently, so its log-odds are shrunk. */
const SHRINK = 0.85;
/** Fewer words than this cannot carry a weighing. */
const FEWEST_WORDS = 3;
const LITTLE_CERTAINTY = 0.35;
/** Above this the model calls a text urgent: 65 in 100 found, 2 in 100 false, on texts it had not seen. */
const URGENT = 0.15;
/**
 * Below this share of `none` the model alone makes it danger. Where the words are read as well (Dutch and English), it
 * must be surer: no false one among 402 texts it had not seen, against 10, and it must be about one case.
 */
const SURE_DANGER = { withWords: 0.7, alone: 0.9 };
/** Beside the words, one kind of danger must stand out by this much: a little of each is mere unease. */
const CLEAR_DANGER = 0.2;

/** Understands one text: the model's opinion, and the rules. Works out everything at once, in well under a millisecond. */
export function understandText(model: NgramModel, raw: string): Understood {
  const read = readText(raw.slice(0, LONGEST));
  const language = detectLanguage(read);
  const intent = intentOf(read);
  const opinion = model.read(read.text);
  const danger = dangerOf(read, language, opinion);
  const signs = findSigns(read);
  const { kind, certainty } = weigh(opinion, signs, read);
  return {
    language,
    intent,
    kind,
    certainty,
    asksPerson: intent === 'person' || asksForPerson(read),
    theme: themeOf(opinion),
    urgent: danger !== null || (intent === 'story' && opinion.urgent > URGENT),
    danger,
    personalData: findPersonalData(raw),
    reasons: reasonsOf(kind, signs, read, language),
    model: MODEL,
  };
}

/** Words first: they miss least. The model orders what the words found, and speaks alone only when it is very sure. */
function dangerOf(read: ReadText, language: Language | null, opinion: NgramReading): Danger | null {
  const withWords = language === null || language === 'nl' || language === 'en';
  const found = dangersByWords(read, language === 'nl' || language === 'en' ? [language] : ['nl', 'en']);
  const share = (danger: Danger) => opinion.dangers.get(danger) ?? 0;
  const [most] = found;
  if (most) return found.reduce((best, danger) => (share(danger) > 2 * share(best) ? danger : best), most);
  if ((opinion.dangers.get('none') ?? 1) > SURE_DANGER[withWords ? 'withWords' : 'alone']) return null;
  const likeliest = DANGERS.reduce((best, danger) => (share(danger) > share(best) ? danger : best));
  return withWords && (opinion.collective > 0.5 || share(likeliest) < CLEAR_DANGER) ? null : likeliest;
}

function weigh(opinion: NgramReading, signs: Signs, { words }: ReadText): { kind: Kind; certainty: number } {
  const odds = Math.log(opinion.collective / (1 - opinion.collective));
  const moved = (odds + SIGN_WEIGHT * (signs.collective.length - signs.individual.length)) * SHRINK;
  const collective = 1 / (1 + Math.exp(-moved));
  const kind: Kind = collective > 0.5 ? 'collective' : 'individual';
  const sure = Math.max(collective, 1 - collective);
  const certainty = words.length < FEWEST_WORDS ? Math.min(sure, LITTLE_CERTAINTY) : sure;
  return { kind, certainty: Math.round(certainty * 1000) / 1000 };
}

function themeOf({ themes }: NgramReading): Theme {
  const [best] = [...themes].sort((one, other) => other[1] - one[1]);
  return best && isTheme(best[0]) ? best[0] : 'overig';
}

/** At most three signs of the kind, and what a reader should know of the rest. */
function reasonsOf(kind: Kind, signs: Signs, { words }: ReadText, language: Language | null): Reason[] {
  const other = kind === 'individual' ? signs.collective : signs.individual;
  const reasons: Reason[] = signs[kind].slice(0, 3);
  if (reasons.length === 0) reasons.push({ code: 'whole_text' });
  else if (other.length > 0) reasons.push({ code: 'both_signs' });
  if (words.length < FEWEST_WORDS) reasons.push({ code: 'little_to_go_on' });
  if (language !== null && language !== 'nl' && language !== 'en') reasons.push({ code: 'other_language' });
  return reasons;
}
