import type { MunicipalityProfile } from '../services/contributions/profile.ts';

/** A municipality's own design tokens as a stylesheet, for light and dark. The profile's schema has checked them. */
export function designSheet({ light, dark }: MunicipalityProfile['design']): string {
  return `${rule(light)}@media (prefers-color-scheme:dark){${rule(dark)}}\n`;
}

function rule(tokens: Readonly<Record<string, string>>): string {
  const declarations = Object.entries(tokens).map(([name, value]) => `${name}:${value}`);
  return `:root:root{${declarations.join(';')}}`;
}
