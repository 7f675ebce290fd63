import { icon, make } from './element.ts';
import type { TextPart } from './text-parts.ts';
import { splitLinks } from './text-parts.ts';

/** Path of the page with the privacy text; a link to it is shown by its name, not by its address. */
const PRIVACY = '/privacy';

/** What the text needs of the page: the name of the privacy page, and the language to open it in. */
export interface TextLinks {
  readonly privacyName: string;
  readonly language: string;
}

/** Draws a text: an empty line ends a paragraph, lines that begin with "-" or "•" make a list; numbers can be called. */
export function textBlocks(text: string, links: TextLinks): HTMLElement[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .flatMap((block) => runs(block.split('\n')))
    .map(({ list, lines }) => (list ? bulletList(lines, links) : paragraph(lines.join('\n'), links)));
}

function runs(lines: readonly string[]): { list: boolean; lines: string[] }[] {
  const found: { list: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const list = /^\s*[-•]\s/.test(line);
    const last = found.at(-1);
    const said = list ? line.replace(/^\s*[-•]\s+/, '') : line;
    if (last?.list === list) last.lines.push(said);
    else found.push({ list, lines: [said] });
  }
  return found;
}

function bulletList(lines: readonly string[], links: TextLinks): HTMLElement {
  const calls = lines.map((line) => callLink(line));
  if (calls.every((call) => call !== undefined)) {
    return make('ul', 'calls', ...calls.map((call) => make('li', '', call)));
  }
  const items = lines.map((line) => make('li', '', ...inline(line, links)));
  for (const item of items) item.dir = 'auto';
  return make('ul', 'bubble__list', ...items);
}

function paragraph(text: string, links: TextLinks): HTMLElement {
  const drawn = make('p', 'bubble__text', ...inline(text, links));
  drawn.dir = 'auto';
  return drawn;
}

/** A line `number: whom` as one large thing to tap; undefined for any other line. */
function callLink(line: string): HTMLAnchorElement | undefined {
  const [phone, rest] = splitLinks(line, location.origin);
  if (phone?.kind !== 'phone' || rest?.kind !== 'text' || !rest.text.startsWith(': ')) return undefined;
  const number = make('span', 'call__number', phone.text);
  const whom = make('span', 'call__whom', rest.text.slice(2));
  const link = make('a', 'call', icon('phone'), make('span', 'call__text', number, ' ', whom));
  number.dir = 'ltr';
  whom.dir = 'auto';
  link.href = phone.href;
  return link;
}

function inline(text: string, links: TextLinks): (Node | string)[] {
  return splitLinks(text, location.origin).map((part) =>
    part.kind === 'text' ? part.text : link(part, links),
  );
}

function link(part: Exclude<TextPart, { kind: 'text' }>, { privacyName, language }: TextLinks): HTMLElement {
  const shown = make('a', `nl-link ${part.kind === 'phone' ? 'phone' : ''}`, part.text);
  shown.href = part.href;
  if (part.kind === 'phone') shown.dir = 'ltr';
  if (shown.pathname === PRIVACY && part.kind === 'page') {
    shown.textContent = privacyName;
    shown.search = `?lang=${language}`;
  }
  return shown;
}
