import { setImmediate as nextRound } from 'node:timers/promises';

/** Waits for a place in a round of the event loop. */
export type Round = () => Promise<void>;

/**
 * Makes a gate that lets at most `atOnce` callers through in one round of the event loop, first come first served. In
 * between the process reads, writes and takes new connections, of which Node accepts one a round: work that is all done
 * in one round keeps them waiting.
 */
export function createRounds(atOnce: number): Round {
  const waiting: (() => void)[] = [];
  let running = false;
  const run = async () => {
    while (waiting.length > 0) {
      for (const pass of waiting.splice(0, atOnce)) pass();
      await nextRound();
    }
    running = false;
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (running) return;
      running = true;
      void run();
    });
}
