/** The languages in which every sentence of ours exists, each with its own name and writing direction. */
export const LOCALES = {
  nl: { name: 'Nederlands', direction: 'ltr' },
  en: { name: 'English', direction: 'ltr' },
} as const;

/** The other languages residents may write in, by their own names; our sentences do not exist in these yet. */
export const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  ar: 'العربية',
  uk: 'Українська',
  ru: 'Русский',
  tr: 'Türkçe',
  pl: 'Polski',
  fa: 'فارسی',
  ti: 'ትግርኛ',
  so: 'Soomaali',
  fr: 'Français',
  es: 'Español',
  de: 'Deutsch',
  bg: 'Български',
  ro: 'Română',
};

export type Locale = keyof typeof LOCALES;

/** True for a language in which our sentences exist. */
export function isLocale(code: string): code is Locale {
  return Object.hasOwn(LOCALES, code);
}
