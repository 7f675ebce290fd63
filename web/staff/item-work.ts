import { change } from './api.ts';
import { type Item, type Me, workedSchema } from './api-schemas.ts';
import { forget } from './drafts.ts';
import { button, heading, make } from './element.ts';
import { kindForm, teamForm, trajectoryForm } from './item-work-choices.ts';
import { answerForm, noteForm } from './item-work-texts.ts';
import type { Names } from './names.ts';
import { say } from './strings.ts';

/** What the forms tell the page. */
export interface Outcome {
  /** `masked` when a BSN in what was written was replaced. */
  readonly done: (name: string, masked: boolean) => Promise<void>;
  readonly refused: (thrown: unknown) => Promise<void>;
}

/** Does one thing with a contribution: `name` as in the API, `draft` what was typed for it. */
export type Perform = (name: string, body: object, draft?: string) => Promise<void>;

/** Everything this person may do with the contribution now; null when that is nothing. */
export function workPart(item: Item, around: { me: Me; names: Names }, outcome: Outcome): HTMLElement | null {
  const { me, names } = around;
  const perform = performer(item, outcome);
  const open = item.status !== 'closed';
  const can = (action: string) => item.may.includes(action);
  const kind = open && can('decide_kind') ? [kindForm(item, perform)] : [];
  const parts = [
    ...(item.kind === 'unsure' ? kind : []),
    ...(open && can('answer') ? [answerForm(item, perform)] : []),
    ...(item.kind === 'unsure' ? [] : kind),
    ...(open && can('decide_trajectory') ? [trajectoryForm(item, names, perform)] : []),
    ...(open && can('hand_over') ? [teamForm(item, names, perform)] : []),
    ...(can('note') ? [noteForm(item, perform)] : []),
  ];
  const quick = quickButtons(item, me, perform);
  if (parts.length === 0 && quick.length === 0) return null;
  const row = quick.length > 0 ? make('div', 'work__quick', ...quick) : null;
  return make('section', 'part part--work', heading(2, say('work.title')), row, ...parts);
}

function quickButtons(item: Item, me: Me, perform: Perform): HTMLElement[] {
  const can = (action: string) => item.may.includes(action);
  const quick = (name: string, text: string) => button('secondary', text, () => void perform(name, {}));
  if (item.status === 'closed') return can('reopen') ? [quick('reopen', say('work.reopen'))] : [];
  const { takenBy } = item;
  return [
    ...(can('take') && !takenBy ? [quick('take', say('work.take'))] : []),
    ...(can('take') && takenBy && takenBy.id !== me.id
      ? [quick('take', say('work.takeOver', { name: takenBy.name }))]
      : []),
    ...(can('release') && takenBy ? [quick('release', say('work.release'))] : []),
  ];
}

/** One at a time: a second press while the first is under way does nothing. */
function performer(item: Item, outcome: Outcome): Perform {
  let busy = false;
  return async (name, body, draft) => {
    if (busy) return;
    busy = true;
    try {
      const { version } = item;
      const { masked } = await change(workedSchema, `contributions/${item.id}/${name}`, { version, ...body });
      if (draft) forget(item.id, draft);
      await outcome.done(name, masked);
    } catch (thrown) {
      await outcome.refused(thrown);
    } finally {
      busy = false;
    }
  };
}
