import en from '../locales/en.json' with { type: 'json' };
import { isLocale, LOCALES, type Locale } from '../locales/languages.ts';
import nl from '../locales/nl.json' with { type: 'json' };
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import { fillSentence } from './page-template.ts';

const TEXTS = { nl: nl.page, en: en.page } satisfies Record<Locale, typeof nl.page>;

/** Sentences by their key. */
export type Sentences = Readonly<Record<string, string>>;

/** The languages of a municipality's pages; the first one is spoken to who asks for none of them. */
export function pageLanguages(profile: MunicipalityProfile): readonly Locale[] {
  return profile.languages ?? Object.keys(LOCALES).filter(isLocale);
}

/** The sentences of one part of the pages in one language, with the municipality's own facts filled in. */
export function pageSentences(
  part: keyof typeof nl.page,
  language: Locale,
  profile: MunicipalityProfile,
): Sentences {
  const facts = {
    municipality: profile.name,
    name: profile.design.name,
    phone: profile.phone,
    hours: profile.hours[language],
    advisoryBody: profile.advisoryBody.name,
  };
  const sentences: Sentences = TEXTS[language][part];
  return Object.fromEntries(Object.entries(sentences).map(([key, text]) => [key, fillSentence(text, facts)]));
}

/** The language to answer in: what the address asks, else the first of the browser's wishes that we speak, else ours. */
export function chooseLanguage(
  languages: readonly Locale[],
  asked: string | null,
  acceptLanguage: string | undefined,
): { language: Locale; asked: boolean } {
  const named = languages.find((language) => language === asked);
  if (named) return { language: named, asked: true };
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part, at) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
      const quality = Number(
        rest
          .find((one) => one.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { code: tag.split('-')[0], quality: Number.isNaN(quality) ? 0 : quality, at };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality || one.at - other.at);
  const spoken = wishes.flatMap(({ code }) => languages.find((language) => language === code) ?? []);
  return { language: spoken[0] ?? languages[0] ?? 'nl', asked: false };
}
