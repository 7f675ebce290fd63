/** Waiting that can be cut short: `wake` ends the wait under way, or else the next one. */
export class Pause {
  #end: (() => void) | undefined;
  #woken = false;

  /** Waits for at most `ms` milliseconds. */
  wait(ms: number): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#end = end;
    });
  }

  /** Ends the wait. */
  wake(): void {
    if (this.#end) this.#end();
    else this.#woken = true;
  }
}

/** How long to wait after `failures` in a row: 0.5 s, doubling to 20 s, spread by a third so that not all come at once. */
export function backoffMs(failures: number): number {
  return Math.min(20_000, 250 * 2 ** failures) * (1 + Math.random() / 3);
}
