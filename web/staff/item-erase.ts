import { change } from './api.ts';
import { erasedSchema, type Item } from './api-schemas.ts';
import { button, heading, make, paragraph } from './element.ts';
import { say } from './strings.ts';

/** What erasing tells the page. */
export interface ErasingOutcome {
  readonly erased: (erasedAt: string) => void;
  readonly refused: (thrown: unknown) => Promise<void>;
}

/** Erasing for good, after asking once; null for whoever may not. */
export function erasePart(item: Item, outcome: ErasingOutcome): HTMLElement | null {
  if (!item.may.includes('erase')) return null;
  const dialog = erasingDialog(item, outcome);
  const open = button('secondary', say('erase.open'), () => dialog.showModal());
  const text = paragraph('', say('erase.hint'));
  return make('section', 'part', heading(2, say('erase.title')), text, make('div', 'buttons', open), dialog);
}

function erasingDialog(item: Item, outcome: ErasingOutcome): HTMLDialogElement {
  const title = heading(2, say('erase.ask', { reference: item.reference }));
  title.id = 'erase-title';
  const text = paragraph('', say('erase.text'));
  text.id = 'erase-text';
  const yes = button('primary', say('erase.yes'), () => void erase());
  const no = button('secondary', say('erase.no'), () => dialog.close());
  no.autofocus = true;
  const dialog = make('dialog', 'dialog', title, text, make('div', 'buttons', yes, no));
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.setAttribute('aria-describedby', text.id);
  dialog.addEventListener('cancel', (event) => {
    if (yes.disabled) event.preventDefault();
  });
  const erase = async () => {
    yes.disabled = true;
    no.disabled = true;
    try {
      const { version } = item;
      const { erasedAt } = await change(erasedSchema, `contributions/${item.id}/erase`, { version });
      dialog.close();
      outcome.erased(erasedAt);
    } catch (thrown) {
      dialog.close();
      yes.disabled = false;
      no.disabled = false;
      await outcome.refused(thrown);
    }
  };
  return dialog;
}
