/** A piece of a text: plain, a phone number to call, or a page of this site. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'phone'; readonly text: string; readonly href: string }
  | { readonly kind: 'page'; readonly text: string; readonly href: string };

/**
 * Dutch numbers as people write them: 112 and 113, 14 075, 0800-2000, 075 681 60 00, 06 12345678, +31 75 681 60 00;
 * not preceded or followed by a letter, digit or dash.
 */
const PHONE = String.raw`(?:\+31|0031)(?:[ -]?\d){9}|0[89]00(?:[ -]?\d){4,7}|14[ -]?0\d{2,3}|0(?:[ -]?\d){9}|11[23]`;
const PAGE = String.raw`https?:\/\/[^\s<>()"]*[^\s<>()".,;:!?]|\/[a-z][a-z\/-]*`;
const LINKS = new RegExp(
  String.raw`(^|[^\p{L}\p{N}_/+.,-])(?:(${PHONE})(?![\p{L}\p{N}_-]|[.,]\d)|(${PAGE}))`,
  'gu',
);

/** Splits a text of the municipality into plain text and links. Addresses of other sites stay plain text. */
export function splitLinks(text: string, origin: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(LINKS)) {
    const [whole, before = '', phone, page] = found;
    const link = phone === undefined ? pageLink(page ?? '', origin) : phoneLink(phone);
    if (!link) continue;
    const start = found.index + before.length;
    if (start > from) parts.push({ kind: 'text', text: text.slice(from, start) });
    parts.push(link);
    from = found.index + whole.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function phoneLink(text: string): TextPart {
  return { kind: 'phone', text, href: `tel:${text.replace(/[ -]/g, '')}` };
}

function pageLink(text: string, origin: string): TextPart | undefined {
  try {
    const address = new URL(text, origin);
    return address.origin === origin ? { kind: 'page', text, href: address.href } : undefined;
  } catch {
    return undefined;
  }
}
