import type { Content, Item } from './api-schemas.ts';
import { alert, heading, make, paragraph } from './element.ts';
import { find, say } from './strings.ts';

/** What the resident told, and how to reach them. */
export function storyPart(item: Item): HTMLElement[] {
  const { content } = item;
  if (!content) return [alert('info', say('item.noContent'))];
  const told = [
    ...signals(item),
    heading(2, say('item.story')),
    words(content.story, item.language),
    heading(3, say('item.wish')),
    content.wish === null ? paragraph('muted', say('item.noWish')) : words(content.wish, item.language),
  ];
  const contact = make('div', 'contact', heading(3, say('item.contact')), contactLine(content));
  return [make('section', 'part part--story', ...told, contact)];
}

/** Words of a resident: their own line breaks and direction, in their own language. */
export function words(text: string, language: string): HTMLElement {
  const quote = make('blockquote', 'words', text);
  quote.lang = language;
  quote.dir = 'auto';
  return quote;
}

function signals(item: Item): HTMLElement[] {
  const danger = item.danger && say('item.danger', { danger: find(`dangers.${item.danger}`) ?? item.danger });
  return [
    ...(danger ? [alert('error', danger)] : []),
    ...(item.asksPerson ? [alert('info', say('item.asksPerson'))] : []),
    ...(item.onBehalfOf ? [alert('info', say('item.onBehalfOf'))] : []),
  ];
}

function contactLine({ contact, contactHidden }: Content): HTMLElement {
  if (contactHidden) return paragraph('muted', say('item.contactHidden'));
  if (!contact) return paragraph('', say('item.contactNone'));
  if (contact.how === 'chat') return paragraph('', say('item.contactChat'));
  const [label, value, scheme] =
    contact.how === 'phone'
      ? [say('item.contactPhone'), contact.number, 'tel:']
      : [say('item.contactEmail'), contact.address, 'mailto:'];
  const link = make('a', 'nl-link contact__link', value);
  link.href = `${scheme}${encodeURIComponent(value).replace('%2B', '+').replace('%40', '@')}`;
  return paragraph('', `${label}: `, link);
}
