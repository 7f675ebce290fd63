import { make } from './element.ts';

const LABELLED = /^(\p{L}[\p{L} ]{1,28}): (.+)$/u;

/** Draws a summary: lines `label: answer` become a list of terms, what stands before and after them stays text. */
export function summaryBlocks(text: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const block of text.trim().split(/\n\s*\n/)) {
    const lines = block.split('\n');
    const first = lines.findIndex((line) => LABELLED.test(line));
    const before = first < 0 ? lines : lines.slice(0, first);
    if (before.length > 0) found.push(paragraph(before.join('\n')));
    if (first >= 0) found.push(terms(lines.slice(first)));
  }
  return found;
}

function paragraph(text: string): HTMLElement {
  const drawn = make('p', 'bubble__text', text);
  drawn.dir = 'auto';
  return drawn;
}

/** A line without a label goes on with the answer above it. */
function terms(lines: readonly string[]): HTMLElement {
  const list = make('dl', 'summary');
  let answer: HTMLElement | undefined;
  for (const line of lines) {
    const [, label, said] = LABELLED.exec(line) ?? [];
    if (label !== undefined && said !== undefined) {
      answer = make('dd', '', said);
      answer.dir = 'auto';
      list.append(make('div', '', make('dt', '', label), answer));
    } else answer?.append(`\n${line}`);
  }
  return list;
}
