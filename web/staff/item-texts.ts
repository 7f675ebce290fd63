import type { Item } from './api-schemas.ts';
import { badge, heading, make, paragraph } from './element.ts';
import { momentOf } from './moments.ts';
import { say } from './strings.ts';

/** What the resident was answered, and whether it arrived. */
export function answersPart({ content }: Item): HTMLElement | null {
  if (!content || content.contactHidden) return null;
  const answers = content.feedback.map(({ text, by, at, closing, deliveredAt }) => {
    const state = deliveredAt
      ? badge(say('work.delivered', { when: momentOf(deliveredAt) }), 'good')
      : badge(say('work.waiting'));
    const end = closing ? make('span', 'text__closing', say('work.closing')) : null;
    return make(
      'li',
      'text',
      byline(by, at),
      make('p', 'text__words', text),
      make('p', 'text__state', state, ' ', end),
    );
  });
  return listOf(say('work.answers'), say('work.noAnswers'), answers);
}

/** Notes between staff. */
export function notesPart({ content }: Item): HTMLElement | null {
  if (!content) return null;
  const notes = content.notes.map(({ text, by, at }) =>
    make('li', 'text text--note', byline(by, at), make('p', 'text__words', text)),
  );
  return listOf(say('work.notes'), say('work.noNotes'), notes);
}

function listOf(title: string, none: string, texts: readonly HTMLLIElement[]): HTMLElement {
  const body = texts.length > 0 ? make('ul', 'texts', ...texts) : paragraph('muted', none);
  return make('section', 'part', heading(2, title), body);
}

function byline(by: string, at: string): HTMLElement {
  return make('p', 'text__by', make('strong', '', by), ` ${momentOf(at)}`);
}
