import en from '../locales/en.json' with { type: 'json' };
import type { Locale } from '../locales/languages.ts';
import { isLocale } from '../locales/languages.ts';
import nl from '../locales/nl.json' with { type: 'json' };
import type { CodedError, ErrorCode } from '../services/errors.ts';

const SENTENCES: Readonly<Record<Locale, Readonly<Record<ErrorCode, string>>>> = {
  nl: nl.errors,
  en: en.errors,
};

/** The media type of a problem body, RFC 9457 §3. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What a caller is told of an error: a code and a sentence, never the error's own text. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
}

/**
 * The problem body of an error, its title in the first language of `acceptLanguage` that we speak, else in Dutch.
 *
 * Source: RFC 9457; the weights (`;q=`) are not read, browsers send languages in order of preference.
 */
export function problemOf(error: CodedError, acceptLanguage: string | undefined): Problem {
  return {
    type: `urn:meepraten:problem:${error.code}`,
    title: SENTENCES[preferredLocale(acceptLanguage)][error.code],
    status: error.httpStatus,
    code: error.code,
  };
}

/** The first of our languages in an Accept-Language header; Dutch when it names none. */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(code)) return code;
  }
  return 'nl';
}

/** The headers that go with an error's answer, in addition to those of every answer. */
export function problemHeaders(error: CodedError): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': PROBLEM_TYPE };
  if (error.retryAfterSeconds !== undefined) headers['Retry-After'] = String(error.retryAfterSeconds);
  if (error.code === 'unauthorized') headers['WWW-Authenticate'] = 'Bearer';
  return headers;
}
