import { readFileSync } from 'node:fs';
import { LOCALES, type Locale } from '../locales/languages.ts';
import type { MunicipalityProfile } from '../services/contributions/profile.ts';
import { WEB } from './page-bundles.ts';
import { privacyValues } from './page-privacy.ts';
import { escapeHtml, fillTemplate, scriptJson } from './page-template.ts';
import { pageLanguages, pageSentences } from './page-texts.ts';

/** Gives the address under which a file that a shell names is served. */
export type AddressOf = (source: string) => string;

/** Makes the resident's page in one language. `asked` tells it that the address itself named the language. */
export function chatShell(
  profile: MunicipalityProfile,
  language: Locale,
  asked: boolean,
  addressOf: AddressOf,
): string {
  const sentences = pageSentences('chat', language, profile);
  const languages = pageLanguages(profile).map((code) => ({
    code,
    ...LOCALES[code],
    strings: addressOf(`strings-${code}.json`),
  }));
  const values = {
    ...sentences,
    ...common(profile, language),
    code: language.toUpperCase(),
    phone: profile.phone,
    phoneDigits: profile.phone.replace(/[^\d+]/g, ''),
    options: languages.map(({ code, name }) => option(code, name, code === language)).join(''),
  };
  const shell = withLanguage(fillTemplate(readShell('chat/index.html', addressOf), values), language);
  return withData(shell, { language, languageAsked: asked, languages, strings: sentences });
}

/** Makes the page with the full privacy text in one language. */
export function privacyShell(profile: MunicipalityProfile, language: Locale, addressOf: AddressOf): string {
  const languages = pageLanguages(profile)
    .filter((code) => code !== language)
    .map(
      (code) =>
        `<a class="nl-link" href="/privacy?lang=${code}" lang="${code}" hreflang="${code}">${escapeHtml(LOCALES[code].name)}</a>`,
    );
  const values = {
    ...privacyValues(profile, language),
    ...common(profile, language),
    languages: languages.join(''),
  };
  return withLanguage(fillTemplate(readShell('chat/privacy.html', addressOf), values), language);
}

/** Makes the staff page: its own shell with the staff's sentences in its data block. */
export function staffShell(strings: object, addressOf: AddressOf): string {
  return withData(readShell('staff/index.html', addressOf), strings);
}

/** Puts data into the shell's own `<script type="application/json">`. */
function withData(html: string, data: object): string {
  return html.replace(
    /(<script type="application\/json"[^>]*>)[^<]*(<\/script>)/,
    (_, open: string, close: string) => open + scriptJson(data) + close,
  );
}

function withLanguage(html: string, language: Locale): string {
  return html.replace(
    /<html lang="\w+" dir="\w+">/,
    `<html lang="${language}" dir="${LOCALES[language].direction}">`,
  );
}

function common(profile: MunicipalityProfile, language: Locale): Record<string, string> {
  const { name, logo } = profile.design;
  return { lang: language, name, logo };
}

function option(code: string, name: string, selected: boolean): string {
  return `<option value="${code}" lang="${code}"${selected ? ' selected' : ''}>${escapeHtml(name)}</option>`;
}

/** A shell names its files as they lie beside it: `main.ts`, `style.css`, `icon.svg`; `design.css` is the municipality's. */
function readShell(source: string, addressOf: AddressOf): string {
  const folder = source.slice(0, source.indexOf('/') + 1);
  return readFileSync(WEB + source, 'utf8').replace(
    /(href|src)="(?:\.\/)?([\w-]+\.(?:ts|css|svg))"/g,
    (_, attribute: string, file: string) => {
      const shared = file === 'design.css' || file === 'icon.svg';
      return `${attribute}="${addressOf(shared ? file : folder + file)}"`;
    },
  );
}
