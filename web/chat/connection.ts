import type { Activity } from './activity.ts';
import { readActivity } from './activity.ts';
import { listAt, parseJson, textAt } from './json.ts';
import { backoffMs, Pause } from './pause.ts';
import type { Session } from './session.ts';
import { TalkGoneError } from './session.ts';

const PING_MS = 20_000;
const POLL_MS = 1_500;
/** A stream that ended sooner did not work; after three of them the page polls for a while. */
const SHORT_MS = 3_000;
/** So many polls before the stream is tried again. */
const POLLS = 20;

/** What a connection tells its page. */
export interface Listener {
  /** The transcript went on; `whole` when it was everything from the first word (after a load). */
  heard(activities: readonly Activity[], whole: boolean): void;
  /** Whether the server can be reached. */
  reachable(yes: boolean): void;
  /** The talk is not there any more. */
  gone(): void;
}

/**
 * Keeps a page up to date with its talk: fetches what was said, follows the live stream, goes on by watermark after a
 * cut, and polls where no WebSocket gets through. Nothing is told twice.
 */
export class Connection {
  readonly #session: Session;
  readonly #listener: Listener;
  readonly #pause = new Pause();
  #socket: WebSocket | undefined;
  #watermark: string | undefined;
  #stopped = false;

  constructor(session: Session, listener: Listener) {
    this.#session = session;
    this.#listener = listener;
  }

  /** Follows the talk until `stop`, or until it is gone. */
  async follow(): Promise<void> {
    let failures = 0;
    let shortStreams = 0;
    while (!this.#stopped) {
      try {
        await this.#catchUp();
        failures = 0;
        if (shortStreams < 3) shortStreams = (await this.#stream()) < SHORT_MS ? shortStreams + 1 : 0;
        else {
          await this.#poll();
          shortStreams = 0;
        }
        if (shortStreams > 0) await this.#pause.wait(backoffMs(shortStreams));
      } catch (thrown) {
        if (this.#stopped) return;
        if (thrown instanceof TalkGoneError) return this.#listener.gone();
        failures += 1;
        this.#listener.reachable(false);
        await this.#pause.wait(backoffMs(failures));
      }
    }
  }

  /** Something suggests that the world changed (network back, phone awake): looks at once. */
  wake(): void {
    this.#socket?.close();
    this.#pause.wake();
  }

  /** Ends for good; nothing is told afterwards. */
  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  /** Fetches what was said since the last word heard. */
  async #catchUp(): Promise<void> {
    const whole = this.#watermark === undefined;
    const heard: Activity[] = [];
    for (;;) {
      const before = this.#watermark;
      const set = await this.#session.activities(before);
      const activities = listAt(set, 'activities');
      heard.push(...this.#read(set));
      if (activities.length === 0 || this.#watermark === before) break;
    }
    this.#watermark ??= '0';
    if (this.#stopped) return;
    this.#listener.reachable(true);
    if (heard.length > 0 || whole) this.#listener.heard(heard, whole);
  }

  #read(set: unknown): Activity[] {
    this.#watermark = textAt(set, 'watermark') ?? this.#watermark;
    return listAt(set, 'activities').flatMap((raw) => readActivity(raw) ?? []);
  }

  /** Follows the stream until it ends; tells how many milliseconds it was open. */
  async #stream(): Promise<number> {
    const address = await this.#session.streamAddress(this.#watermark);
    if (this.#stopped) return 0;
    return new Promise((resolve) => {
      const socket = new WebSocket(address);
      let openedAt = Number.NaN;
      const ping = setInterval(() => {
        if (socket.readyState === WebSocket.OPEN) socket.send('');
      }, PING_MS);
      this.#socket = socket;
      socket.onopen = () => {
        openedAt = Date.now();
      };
      socket.onmessage = (frame) => {
        if (this.#stopped || typeof frame.data !== 'string' || frame.data === '') return;
        const heard = this.#read(parseJson(frame.data));
        if (heard.length > 0) this.#listener.heard(heard, false);
      };
      socket.onclose = () => {
        clearInterval(ping);
        if (this.#socket === socket) this.#socket = undefined;
        resolve(Number.isNaN(openedAt) ? 0 : Date.now() - openedAt);
      };
    });
  }

  async #poll(): Promise<void> {
    for (let turn = 0; turn < POLLS && !this.#stopped; turn += 1) {
      await this.#catchUp();
      await this.#pause.wait(document.hidden ? POLL_MS * 10 : POLL_MS);
    }
  }
}
