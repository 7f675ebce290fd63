import type { Query } from '../store/collection.ts';

const ROWS_AT_ONCE = 200;

/** Goes through everything on which something is pending, longest waiting first, page by page. */
export async function eachPending(
  collection: { find(query: Query): Promise<{ id: string; pendingSince: string | null }[]> },
  act: (id: string) => Promise<void>,
): Promise<void> {
  let after: { value: string | null; id: string } | undefined;
  for (;;) {
    const page = await collection.find({
      where: { pendingSince: { gt: '' } },
      sort: { by: 'pendingSince', order: 'asc' },
      limit: ROWS_AT_ONCE,
      ...(after && { after }),
    });
    for (const { id } of page) await act(id);
    const last = page.at(-1);
    if (!last || page.length < ROWS_AT_ONCE) return;
    after = { value: last.pendingSince, id: last.id };
  }
}
