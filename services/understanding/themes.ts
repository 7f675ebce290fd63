import type { Theme } from './understanding.ts';
import { THEMES } from './understanding.ts';

/** True for one of the ten standard themes. */
export function isTheme(name: string): name is Theme {
  return THEMES.some((theme) => theme === name);
}
