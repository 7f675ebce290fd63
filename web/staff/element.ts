type Content = Node | string | null;

/** Makes an element with a class and content; text becomes a text node, never markup, and null is left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...content: readonly Content[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== null));
  return element;
}

/** The element the shell promises under an id. Errors: when the shell lacks it. */
export function pageElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found) return found;
  throw new Error(`no #${id} in the page`);
}

/** A heading in the design system's look. */
export function heading(level: 1 | 2 | 3, text: string): HTMLHeadingElement {
  return make(`h${level}`, `nl-heading nl-heading--level-${level}`, text);
}

/** A paragraph in the design system's look. */
export function paragraph(className: string, ...content: readonly Content[]): HTMLParagraphElement {
  return make('p', `nl-paragraph ${className}`.trim(), ...content);
}

/** A button; what it does is told by its text. */
export function button(
  look: 'primary' | 'secondary' | 'subtle',
  text: string,
  onClick?: () => void,
): HTMLButtonElement {
  const made = make('button', `nl-button nl-button--${look}`, text);
  made.type = onClick ? 'button' : 'submit';
  if (onClick) made.addEventListener('click', onClick);
  return made;
}

/** A small label; `look` gives it a meaning in colour, its text says the same. */
export function badge(
  text: string,
  look: 'plain' | 'urgent' | 'late' | 'unsure' | 'good' = 'plain',
): HTMLElement {
  return make('span', `nl-data-badge badge badge--${look}`, text);
}

/** A list of facts: each a term and what it is; facts without content are left out. */
export function facts(...pairs: readonly (readonly [string, Content])[]): HTMLDListElement {
  const list = make('dl', 'facts');
  for (const [term, content] of pairs) {
    if (content !== null)
      list.append(make('div', 'facts__pair', make('dt', '', term), make('dd', '', content)));
  }
  return list;
}

/** A message that stands out. */
export function alert(kind: 'info' | 'ok' | 'warning' | 'error', text: string): HTMLElement {
  const message = make('div', 'utrecht-alert__message', paragraph('alert__text', text));
  return make('div', `utrecht-alert utrecht-alert--${kind}`, make('div', 'utrecht-alert__content', message));
}

/** Tells a screen reader something that shows elsewhere. */
export function announce(text: string): void {
  pageElement('status').textContent = text;
}
