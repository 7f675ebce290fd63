import type { Item } from './api-schemas.ts';
import { type Draft, draftOf } from './drafts.ts';
import { button, heading, make } from './element.ts';
import { textField } from './form-fields.ts';
import type { Perform } from './item-work.ts';
import { disclosure, fieldProblem } from './item-work-choices.ts';
import { languageName } from './moments.ts';
import { say } from './strings.ts';

const MAX_CHARS = 4_000;
const WARN_CHARS = 500;

/** Writes to the resident, and closes with it or after it. */
export function answerForm(item: Item, perform: Perform): HTMLElement {
  const draft = draftOf(item.id, 'answer');
  const { field, control } = textField(say('work.answerText'), draft.text, {
    rows: 6,
    maxLength: MAX_CHARS,
    hint: say('work.answerHint'),
  });
  const left = remaining(control, draft);
  const send = (name: string) => {
    const text = control.value.trim();
    if (text === '') return fieldProblem(control, say('errors.empty'));
    void perform(name, { id: draft.id, text }, 'answer');
  };
  const closes = item.may.includes('close');
  const both = closes ? [button('secondary', say('work.answerClose'), () => send('close'))] : [];
  const closeOnly =
    closes && item.answered ? [button('subtle', say('work.closeOnly'), () => void perform('close', {}))] : [];
  const language = make(
    'p',
    'work__language',
    say('work.answerLanguage', { language: languageName(item.language) }),
  );
  const form = make('form', 'work__form', heading(3, say('work.answer')));
  if (item.language !== 'nl') form.append(language);
  const hint = say(item.answered ? 'work.closeAnswered' : 'work.closeHint');
  form.append(
    field,
    left,
    make('div', 'buttons', button('primary', say('work.answerSend')), ...both, ...closeOnly),
  );
  form.append(make('p', 'field__hint', hint));
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send('answer');
  });
  return form;
}

/** Writes a note for colleagues. */
export function noteForm(item: Item, perform: Perform): HTMLElement {
  const draft = draftOf(item.id, 'note');
  const { field, control } = textField(say('work.noteText'), draft.text, {
    rows: 3,
    maxLength: MAX_CHARS,
    hint: say('work.noteHint'),
  });
  const left = remaining(control, draft);
  return disclosure(say('work.note'), draft.text !== '', [field, left], say('work.noteSave'), () => {
    const text = control.value.trim();
    if (text === '') fieldProblem(control, say('errors.empty'));
    else void perform('notes', { id: draft.id, text }, 'note');
  });
}

/** Keeps the draft as it is typed, and says so when the room for it nears its end. */
function remaining(control: HTMLTextAreaElement, draft: Draft): HTMLElement {
  const line = make('p', 'field__hint');
  line.setAttribute('role', 'status');
  const update = () => {
    draft.text = control.value;
    const count = MAX_CHARS - control.value.length;
    line.textContent = count <= WARN_CHARS ? say('work.charsLeft', { count }) : '';
  };
  control.addEventListener('input', update);
  update();
  return line;
}
