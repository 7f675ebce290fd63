/** Runs tasks one after another for each key, in the order they were given; tasks of different keys run side by side. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** Makes a serial runner of its own. A task that fails does not stop the ones behind it. */
export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const before = tails.get(key) ?? Promise.resolve();
    const run = before.then(task, task);
    const tail = run.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return run;
  };
}
