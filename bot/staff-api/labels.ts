import strings from '../../locales/staff/nl.json' with { type: 'json' };
import type { MunicipalityProfile } from '../../services/contributions/profile.ts';
import { THEMES } from '../../services/understanding/understanding.ts';

/** The themes as staff read them: the standard ones, under the municipality's own name where it has one, and its own. */
export function themeLabels(profile: Pick<MunicipalityProfile, 'themes'>): { id: string; name: string }[] {
  const standard = THEMES.map((id) => ({ id, name: profile.themes[id]?.nl ?? strings.themes[id] }));
  const known = new Set<string>(THEMES);
  const own = Object.entries(profile.themes).filter(([id]) => !known.has(id));
  return [...standard, ...own.map(([id, { nl }]) => ({ id, name: nl }))];
}
