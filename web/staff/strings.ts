import * as z from 'zod/mini';

// The page's content security policy forbids making functions from text, which the parser would else try.
z.config({ jitless: true });

type Sentences = string | { readonly [key: string]: Sentences };
const sentencesSchema: z.ZodMiniType<Sentences> = z.union([
  z.string(),
  z.record(
    z.string(),
    z.lazy(() => sentencesSchema),
  ),
]);

const sentences = sentencesSchema.parse(JSON.parse(document.getElementById('strings')?.textContent ?? '{}'));

/** A sentence by its dotted key, with `{{name}}` replaced; the last part of the key when there is no such sentence. */
export function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const sentence = find(key) ?? key.slice(key.lastIndexOf('.') + 1);
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A sentence that may be missing, such as one for a code that a newer server made. */
export function find(key: string): string | undefined {
  let found: Sentences | undefined = sentences;
  for (const part of key.split('.')) {
    found = typeof found === 'object' && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return typeof found === 'string' ? found : undefined;
}
