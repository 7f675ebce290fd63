/** A text under way: what was typed, and the id it will have, so that sending it again after a cut adds it once. */
export interface Draft {
  text: string;
  id: string;
}

const drafts = new Map<string, Draft>();

/** What was being typed for a contribution, kept in memory only, so that nothing is lost when the page shows it anew. */
export function draftOf(contributionId: string, name: string): Draft {
  const key = `${contributionId} ${name}`;
  const draft = drafts.get(key) ?? { text: '', id: crypto.randomUUID() };
  drafts.set(key, draft);
  return draft;
}

/** Forgets a text that arrived. */
export function forget(contributionId: string, name: string): void {
  drafts.delete(`${contributionId} ${name}`);
}
