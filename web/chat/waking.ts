const TICK_MS = 10_000;
/** A gap longer than this between two ticks means that the machine slept. */
const SLEPT_MS = 30_000;

/** Calls `wake` whenever the network comes or goes, and when a hidden page or a sleeping machine comes back. */
export function listenForWaking(wake: () => void): void {
  let hiddenAt = Number.POSITIVE_INFINITY;
  let tickedAt = Date.now();
  window.addEventListener('online', wake);
  window.addEventListener('offline', wake);
  window.addEventListener('pageshow', (shown) => {
    if (shown.persisted) wake();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > SLEPT_MS) wake();
  });
  setInterval(() => {
    if (Date.now() - tickedAt > SLEPT_MS) wake();
    tickedAt = Date.now();
  }, TICK_MS);
}
