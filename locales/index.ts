import i18next from 'i18next';
import en from './en.json' with { type: 'json' };
import { LOCALES, type Locale, OTHER_LANGUAGES } from './languages.ts';
import nl from './nl.json' with { type: 'json' };

type Paths<T> = T extends string
  ? never
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** The key of a sentence of a talk, e.g. `share.story.ask`; one that does not exist is a compile error. */
export type SentenceKey = Paths<Omit<typeof nl, 'page' | 'errors'>>;

/** Gives a sentence in one language with its values filled in. */
export type Translate = (key: SentenceKey, values?: Readonly<Record<string, string | number>>) => string;

const sentences = i18next.createInstance();
await sentences.init({
  resources: { nl: { translation: nl }, en: { translation: en } },
  fallbackLng: 'nl',
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** The sentences of one language. Values are put in as they are: whoever shows a text shows it as text, never as HTML. */
export function translator(locale: Locale): Translate {
  const made = translators.get(locale) ?? createTranslator(locale);
  translators.set(locale, made);
  return made;
}

const translators = new Map<Locale, Translate>();

function createTranslator(locale: Locale): Translate {
  const t = sentences.getFixedT(locale);
  const fixed = new Map<SentenceKey, string>();
  return (key, values) => {
    if (values) return t(key, { ...values });
    const text = fixed.get(key) ?? t(key);
    fixed.set(key, text);
    return text;
  };
}

/** A date as people of that language write it, in the municipality's own time zone; `4 december 2026`. */
export function formatDate(locale: Locale, date: Date): string {
  return DATES[locale].format(date);
}

const DATE = { dateStyle: 'long', timeZone: 'Europe/Amsterdam' } as const;
const DATES: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  nl: new Intl.DateTimeFormat('nl-NL', DATE),
  en: new Intl.DateTimeFormat('en-GB', DATE),
};

/** All languages of residents, with their own names. */
export const LANGUAGE_NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(LOCALES).map(([code, { name }]): [string, string] => [code, name]),
  ...Object.entries(OTHER_LANGUAGES),
]);
