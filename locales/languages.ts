/** The languages in which every sentence of ours exists, each with its own name and writing direction. */
export const LOCALES = {
  nl: { name: 'Nederlands', direction: 'ltr' },
  en: { name: 'English', direction: 'ltr' },
} as const;

export type Locale = keyof typeof LOCALES;

/** True for a language in which our sentences exist. */
export function isLocale(code: string): code is Locale {
  return Object.hasOwn(LOCALES, code);
}
