/** Where the page keeps what it needs to go on after a reload; a value is text. */
export interface Keep {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
}

/** Names of what is kept. In `localStorage`: session, outbox, language. In `sessionStorage`: the draft. */
export const KEPT = {
  session: 'meepraten.session',
  outbox: 'meepraten.outbox',
  language: 'meepraten.language',
  draft: 'meepraten.draft',
} as const;

/** A keep over the browser's own storage; where the browser refuses it, the memory of this page. */
export function browserKeep(open: () => Storage): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(open());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key), null),
    write(key, value) {
      const kept = attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false);
      if (kept) memory.delete(key);
      else memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
  };
}

/** Leaves nothing of this page in the browser: storage of both kinds, caches, databases and readable cookies. */
export async function leaveNothing(): Promise<void> {
  const attempts: (() => unknown)[] = [
    () => localStorage.clear(),
    () => sessionStorage.clear(),
    async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))),
    async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    },
    () => {
      for (const pair of document.cookie.split(';')) {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there in every browser, and asynchronous.
        document.cookie = `${pair.split('=')[0]}=; Max-Age=0; Path=/`;
      }
    },
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch {
      // A browser that refuses a kind of storage holds nothing in it.
    }
  }
}
