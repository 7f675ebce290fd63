import type { Message } from './activity.ts';
import { icon, make } from './element.ts';
import { summaryBlocks } from './summary.ts';
import { splitLinks } from './text-parts.ts';
import type { Texts } from './texts.ts';

const FOLLOW_CODE = /\b[A-Z0-9]{4}(?:[- ][A-Z0-9]{4}){3}\b/;

/** Draws a message of the municipality: who says it, and its text in the look of its kind. */
export function municipalityBubble(
  message: Message,
  texts: Texts,
  announce: (text: string) => void,
): HTMLElement {
  const body = make('div', `bubble__body${message.kind === 'danger' ? ' utrecht-alert__message' : ''}`);
  const code = message.kind === 'followCode' ? FOLLOW_CODE.exec(message.text) : null;
  if (code) {
    body.append(
      ...blocks(message.text.slice(0, code.index), true),
      codeBlock(code[0], texts, announce),
      ...blocks(message.text.slice(code.index + code[0].length).replace(/^[.,]\s*/, ''), true),
    );
  } else if (message.kind === 'summary') body.append(...summaryBlocks(message.text));
  else body.append(...blocks(message.text, true));
  if (message.locale && message.locale !== texts.code) {
    body.lang = message.locale;
    body.dir = 'auto';
  }
  return make('div', `bubble bubble--municipality ${look(message.kind)}`, heading(message, texts), body);
}

/** Draws a message of the resident, exactly as typed. */
export function residentBubble(text: string, texts: Texts): HTMLElement {
  const said = make('p', 'bubble__text', text);
  said.dir = 'auto';
  const body = make('div', 'bubble__body', make('span', 'unseen', `${texts.say('you')}: `), said);
  return make('div', 'bubble bubble--resident', body);
}

function look(kind: string | undefined): string {
  if (kind === 'danger') return 'bubble--danger utrecht-alert utrecht-alert--warning';
  return kind && /^[a-zA-Z]+$/.test(kind) ? `bubble--${kind}` : '';
}

function heading(message: Message, texts: Texts): HTMLElement {
  if (message.kind === 'feedback') return make('p', 'bubble__from', icon('person'), texts.say('from.staff'));
  if (message.kind === 'danger') return make('p', 'bubble__from', icon('phone'), texts.say('from.danger'));
  if (message.kind === 'summary') return make('p', 'bubble__from', icon('list'), texts.say('from.summary'));
  return make('p', 'unseen', `${texts.say('from.automatic')}: `);
}

/** Paragraphs and lists: an empty line ends a paragraph; lines that begin with "-" or "•" make a list. */
function blocks(text: string, links: boolean): HTMLElement[] {
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

function bulletList(lines: readonly string[], links: boolean): HTMLElement {
  return make('ul', 'bubble__list', ...lines.map((line) => make('li', '', ...inline(line, links))));
}

function paragraph(text: string, links: boolean): HTMLElement {
  return make('p', 'bubble__text', ...inline(text, links));
}

function inline(text: string, links: boolean): (Node | string)[] {
  if (!links) return [text];
  return splitLinks(text, location.origin).map((part) => {
    if (part.kind === 'text') return part.text;
    const link = make('a', `nl-link ${part.kind === 'phone' ? 'phone' : ''}`, part.text);
    link.href = part.href;
    return link;
  });
}

function codeBlock(code: string, texts: Texts, announce: (text: string) => void): HTMLElement {
  const shown = make('code', 'follow-code__code', code);
  const label = make('span', '', texts.say('copy'));
  const copy = make('button', 'nl-button nl-button--secondary follow-code__copy', icon('copy'), label);
  copy.type = 'button';
  copy.onclick = async () => {
    const done = await copyText(code, shown);
    label.textContent = texts.say(done ? 'copied' : 'copySelected');
    announce(label.textContent);
  };
  shown.dir = 'ltr';
  return make('div', 'follow-code', shown, copy);
}

async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}
