import type { Item } from './api-schemas.ts';
import { draftOf } from './drafts.ts';
import { button, make } from './element.ts';
import { radioField, selectField, textField } from './form-fields.ts';
import type { Perform } from './item-work.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

const REASON_MAX_CHARS = 1_000;

/** Weighs by hand. */
export function kindForm(item: Item, perform: Perform): HTMLElement {
  const draft = draftOf(item.id, 'kind');
  const kinds = [
    ['individual', say('work.kindIndividual')],
    ['collective', say('work.kindCollective')],
  ] as const;
  const kind = radioField(say('list.kind'), kinds, item.kind);
  const { field, control } = textField(say('work.kindReason'), draft.text, {
    rows: 2,
    maxLength: REASON_MAX_CHARS,
  });
  control.addEventListener('input', () => {
    draft.text = control.value;
  });
  const isOpen = item.kind === 'unsure' || draft.text !== '';
  return disclosure(say('work.kind'), isOpen, [kind.field, field], say('work.kindSave'), () => {
    const reason = control.value.trim();
    if (reason === '' || kind.value() === '') fieldProblem(control, say('errors.chooseKind'));
    else void perform('kind', { kind: kind.value(), reason }, 'kind');
  });
}

/** Chooses the trajectory. */
export function trajectoryForm(item: Item, names: Names, perform: Perform): HTMLElement {
  const options = names.labels.trajectories.map(({ id, replyWithinDays }) => {
    const values = { name: say(`trajectories.${id}`), days: replyWithinDays };
    return [id, say('work.trajectoryOption', values)] as const;
  });
  const { field, control } = selectField(
    say('list.trajectory'),
    options,
    item.suggested?.trajectory ?? item.trajectory,
  );
  return disclosure(say('work.trajectory'), false, [field], say('work.trajectorySave'), () => {
    void perform('trajectory', { trajectory: control.value });
  });
}

/** Hands over to another team. */
export function teamForm(item: Item, names: Names, perform: Perform): HTMLElement {
  const others = names.labels.teams
    .filter(({ id }) => id !== item.team)
    .map(({ id, name }) => [id, name] as const);
  const first = item.suggested?.team ?? others[0]?.[0] ?? '';
  const { field, control } = selectField(say('work.teamChoose'), others, first);
  return disclosure(say('work.team'), false, [field], say('work.teamSave'), () => {
    void perform('team', { team: control.value });
  });
}

/** A form that shows when its title is pressed. */
export function disclosure(
  title: string,
  open: boolean,
  fields: readonly HTMLElement[],
  save: string,
  submit: () => void,
): HTMLElement {
  const form = make('form', 'work__form', ...fields, make('div', 'buttons', button('secondary', save)));
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  const details = make('details', 'work__more', make('summary', 'work__summary', title), form);
  details.open = open;
  return details;
}

/** Says at a field what is wrong with it, until it is typed in again. */
export function fieldProblem(control: HTMLTextAreaElement, text: string): void {
  const id = `${control.id}-problem`;
  document.getElementById(id)?.remove();
  const message = make('p', 'field__problem', text);
  message.id = id;
  message.setAttribute('role', 'alert');
  const described = control.getAttribute('aria-describedby');
  control.before(message);
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', `${described ?? ''} ${id}`.trim());
  control.focus();
  const clear = () => {
    message.remove();
    control.removeAttribute('aria-invalid');
    if (described === null) control.removeAttribute('aria-describedby');
    else control.setAttribute('aria-describedby', described);
  };
  control.addEventListener('input', clear, { once: true });
}
