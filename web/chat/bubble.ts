import type { Message } from './activity.ts';
import { icon, make } from './element.ts';
import { summaryBlocks } from './summary.ts';
import { textBlocks } from './text-blocks.ts';
import type { Texts } from './texts.ts';

const FOLLOW_CODE = /\b[A-Z0-9]{4}(?:[- ][A-Z0-9]{4}){3}\b/;

/** Draws a message of the municipality: who says it, and its text in the look of its kind. */
export function municipalityBubble(
  message: Message,
  texts: Texts,
  announce: (text: string) => void,
): HTMLElement {
  const body = make('div', `bubble__body${message.kind === 'danger' ? ' utrecht-alert__message' : ''}`);
  const links = { privacyName: texts.say('privacyLink'), language: texts.code };
  const code = message.kind === 'followCode' ? FOLLOW_CODE.exec(message.text) : null;
  if (code) {
    body.append(
      ...textBlocks(message.text.slice(0, code.index), links),
      codeBlock(code[0], texts, announce),
      ...textBlocks(message.text.slice(code.index + code[0].length).replace(/^[.,]\s*/, ''), links),
    );
  } else if (message.kind === 'summary') body.append(...summaryBlocks(message.text));
  else body.append(...textBlocks(message.text, links));
  if (message.locale && message.locale !== texts.code) body.lang = message.locale;
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

function codeBlock(code: string, texts: Texts, announce: (text: string) => void): HTMLElement {
  const shown = make('code', 'follow-code__code', code);
  const label = make('span', 'nl-button__label', texts.say('copy'));
  const picture = make('span', 'nl-button__icon-start', icon('copy'));
  const copy = make('button', 'nl-button nl-button--secondary', picture, label);
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
