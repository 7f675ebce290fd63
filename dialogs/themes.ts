import type { SentenceKey } from '../locales/index.ts';
import { THEMES, type Theme } from '../services/understanding/understanding.ts';
import type { Choice } from './question.ts';
import type { Turn } from './turn.ts';

const KEYS: Record<Theme, SentenceKey> = {
  wmo: 'themes.wmo',
  jeugd: 'themes.jeugd',
  participatie: 'themes.participatie',
  schulden: 'themes.schulden',
  wonen: 'themes.wonen',
  taal_inburgering: 'themes.taal_inburgering',
  mantelzorg: 'themes.mantelzorg',
  vervoer: 'themes.vervoer',
  gezondheid: 'themes.gezondheid',
  overig: 'themes.overig',
};

/** What a theme is called in the conversation's language: the municipality's own name for it, else the standard one. */
export function themeName(
  { t, profile, conversation }: Pick<Turn, 't' | 'profile' | 'conversation'>,
  theme: string,
): string {
  const own = profile.themes[theme]?.[conversation.language];
  if (own) return own;
  const standard = THEMES.find((name) => name === theme) ?? 'overig';
  return t(KEYS[standard]);
}

/** A button for each theme, the municipality's own included, "something else" last. */
export function themeChoices(turn: Turn): Choice[] {
  const own = Object.keys(turn.profile.themes).filter((id) => !THEMES.some((theme) => theme === id));
  const all = [...THEMES.filter((theme) => theme !== 'overig'), ...own, 'overig'];
  return all.map((theme) => ({ value: `theme:${theme}`, title: themeName(turn, theme) }));
}
