/** Makes text safe to stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that may stand in a `<script type="application/json">`. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/**
 * Fills a template: `{{key}}` becomes the value as text, `{{{key}}}` the value as HTML. Values are not looked through
 * again. Errors: a key without a value is a fault of ours and throws.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\{([\w.]+)\}\}\}|\{\{([\w.]+)\}\}/g, (_, html?: string, text?: string) => {
    const key = html ?? text ?? '';
    const value = values[key];
    if (value === undefined) throw new Error(`a page template asks for ${key}, which has no value`);
    return html === undefined ? escapeHtml(value) : value;
  });
}

/** Fills the named values into a sentence; names that are not given stay, for the browser to fill in. */
export function fillSentence(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
