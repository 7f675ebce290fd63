import strings from '../../locales/staff/nl.json' with { type: 'json' };
import type { MunicipalityProfile } from '../../services/contributions/profile.ts';
import { ROLES } from '../../services/privacy/roles.ts';
import type { Reply } from '../route.ts';

/** Where the style sheet of these pages is served. */
export const SIGN_IN_STYLE_PATH = '/staff/sign-in.css';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};
const words = strings.signIn;

/** The page on which a developer picks who to be. */
export function developmentPage(profile: Pick<MunicipalityProfile, 'name' | 'teams'>): Reply {
  const roles = ROLES.map((role) => option(role, strings.roles[role]));
  const teams = profile.teams.map((team) => option(team.id, team.name));
  return page(200, profile, words.title, [
    `<p class="warning" role="note">${escapeHtml(words.development)}</p>`,
    '<form method="post" action="/staff/sign-in">',
    `<label for="role">${escapeHtml(words.role)}</label><select id="role" name="role">${roles.join('')}</select>`,
    `<label for="team">${escapeHtml(words.team)}</label><select id="team" name="team">${teams.join('')}</select>`,
    `<p class="hint">${escapeHtml(words.teamHint)}</p>`,
    `<button type="submit">${escapeHtml(words.enter)}</button>`,
    '</form>',
  ]);
}

/** A page that says why somebody does not get in, and lets them try again. */
export function refusalPage(
  why: 'noRole' | 'failed' | 'providerAway' | 'notConfigured',
  profile: Pick<MunicipalityProfile, 'name'>,
): Reply {
  const status = { noRole: 403, failed: 400, providerAway: 503, notConfigured: 404 }[why];
  const { title, text } = words[why];
  return page(status, profile, title, [
    `<p>${escapeHtml(text)}</p>`,
    why === 'notConfigured' ? '' : `<p><a href="/staff/sign-in">${escapeHtml(words.again)}</a></p>`,
  ]);
}

function page(
  status: number,
  profile: Pick<MunicipalityProfile, 'name'>,
  title: string,
  main: string[],
): Reply {
  const body = [
    '<!doctype html><html lang="nl"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} - ${escapeHtml(strings.product)}</title>`,
    `<link rel="stylesheet" href="${SIGN_IN_STYLE_PATH}"></head><body><main>`,
    `<p class="brand">${escapeHtml(strings.product)} <span>${escapeHtml(profile.name)}</span></p>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...main,
    '</main></body></html>',
  ];
  return { status, headers: HEADERS, body: body.join('\n') };
}

function option(value: string, text: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
