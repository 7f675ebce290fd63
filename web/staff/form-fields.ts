import { make } from './element.ts';

let made = 0;

function labelled(label: string, control: HTMLElement, hint?: string): HTMLElement {
  made += 1;
  control.id = `field-${made}`;
  const name = make('label', 'utrecht-form-label', label);
  name.htmlFor = control.id;
  const field = make('div', 'field', name);
  if (hint) {
    const text = make('p', 'field__hint', hint);
    text.id = `${control.id}-hint`;
    control.setAttribute('aria-describedby', text.id);
    field.append(text);
  }
  field.append(control);
  return field;
}

/** A choice out of a list, with its label. */
export function selectField(
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
): { field: HTMLElement; control: HTMLSelectElement } {
  const control = make('select', 'utrecht-select utrecht-select--html-select');
  for (const [code, text] of options) control.append(new Option(text, code, false, code === value));
  return { field: labelled(label, control), control };
}

/** One line of text, with its label. */
export function lineField(
  label: string,
  value: string,
  hint?: string,
): { field: HTMLElement; control: HTMLInputElement } {
  const control = make('input', 'utrecht-textbox utrecht-textbox--html-input');
  control.type = 'text';
  control.autocomplete = 'off';
  control.value = value;
  return { field: labelled(label, control, hint), control };
}

/** A larger text, with its label. */
export function textField(
  label: string,
  value: string,
  around: { readonly rows: number; readonly maxLength: number; readonly hint?: string },
): { field: HTMLElement; control: HTMLTextAreaElement } {
  const control = make('textarea', 'utrecht-textarea utrecht-textarea--html-textarea');
  control.rows = around.rows;
  control.maxLength = around.maxLength;
  control.value = value;
  return { field: labelled(label, control, around.hint), control };
}

/** A box to tick, with its label behind it. */
export function checkField(
  label: string,
  checked: boolean,
): { field: HTMLElement; control: HTMLInputElement } {
  const control = make('input', '');
  control.type = 'checkbox';
  control.checked = checked;
  return { field: make('label', 'check', control, make('span', '', label)), control };
}

/** Choices of which one holds, under one question. */
export function radioField(
  legend: string,
  options: readonly (readonly [string, string])[],
  value: string,
): { field: HTMLElement; value: () => string } {
  made += 1;
  const name = `field-${made}`;
  const inputs = options.map(([code, text]) => {
    const control = make('input', '');
    control.type = 'radio';
    control.name = name;
    control.value = code;
    control.checked = code === value;
    return { control, label: make('label', 'check', control, make('span', '', text)) };
  });
  const field = make(
    'fieldset',
    'radios',
    make('legend', 'utrecht-form-label', legend),
    ...inputs.map(({ label }) => label),
  );
  return { field, value: () => inputs.find(({ control }) => control.checked)?.control.value ?? '' };
}
