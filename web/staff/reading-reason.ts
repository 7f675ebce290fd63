import type { Me } from './api-schemas.ts';
import { make } from './element.ts';
import { selectField } from './form-fields.ts';
import { say } from './strings.ts';

const BY_ROLE: Readonly<Record<string, readonly string[]>> = {
  privacy_officer: ['access_request', 'supervision'],
  advisory_council: ['advice'],
  auditor: ['supervision'],
};
let chosen: string | undefined;

/** Why this person reads stories, as the audit trail records it. */
export function readingReason(me: Me): string {
  return chosen ?? BY_ROLE[me.role]?.[0] ?? 'handling';
}

/** Lets those choose a reason who may have several; undefined for everyone else. */
export function readingReasonField(me: Me): HTMLElement | undefined {
  const reasons = BY_ROLE[me.role] ?? [];
  if (reasons.length < 2) return undefined;
  const options = reasons.map((reason) => [reason, say(`reading.${reason}`)] as const);
  const { field, control } = selectField(say('reading.title'), options, readingReason(me));
  control.addEventListener('change', () => {
    chosen = control.value;
  });
  return make('div', 'reading', field, make('p', 'field__hint', say('reading.hint')));
}
