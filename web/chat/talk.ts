import type { Activity, Choice, TalkEvent } from './activity.ts';
import type { Listener } from './connection.ts';
import { Connection } from './connection.ts';
import type { Fate, Letter } from './outbox.ts';
import { Outbox } from './outbox.ts';
import { backoffMs, Pause } from './pause.ts';
import { Session, TalkGoneError } from './session.ts';
import type { Keep } from './storage.ts';

const ERASE_MS = 5_000;

/** What a talk tells the page. */
export interface TalkListener {
  heard(activities: readonly Activity[], whole: boolean): void;
  pending(letter: Letter): void;
  fared(letter: Letter, fate: Fate): void;
  reachable(yes: boolean): void;
  /** The talk was wiped on the server; what is shown goes. */
  cleared(): void;
  /** The talk was over, and a new one begins. */
  expired(): void;
  /** The talk goes on in another language. */
  language(code: string): void;
}

/** One resident's talk with the municipality, over reloads, cuts and expiry. */
export class Talk {
  readonly #keep: Keep;
  readonly #listener: TalkListener;
  readonly #outbox: Outbox;
  readonly #pause = new Pause();
  readonly #locale: () => string;
  #session: Session | undefined;
  #connection: Connection | undefined;
  #onCleared: (() => void) | undefined;
  #ended = false;

  constructor(keep: Keep, locale: () => string, listener: TalkListener) {
    this.#keep = keep;
    this.#locale = locale;
    this.#listener = listener;
    this.#outbox = new Outbox(keep, (letter, fate) => listener.fared(letter, fate));
  }

  /** Goes on with the kept talk, or starts one; shows what still waits to be sent. */
  async begin(): Promise<void> {
    const session = Session.kept(this.#keep) ?? (await this.#start());
    if (session) this.#follow(session);
  }

  /** Says something typed. */
  say(text: string): void {
    this.#post({ type: 'message', text }, text);
  }

  /** Answers with a choice. */
  choose({ value, displayText }: Choice): void {
    const channelData = { messageBack: { displayText } };
    this.#post({ type: 'message', text: value, value, channelData }, displayText);
  }

  /** Asks to go on in a language. */
  speak(code: string): void {
    this.#post({ type: 'event', name: 'language', value: code });
  }

  /** Looks at once whether the world is back: network, or a phone that slept. */
  wake(): void {
    this.#pause.wake();
    this.#outbox.wake();
    this.#connection?.wake();
  }

  /** Wipes the talk on the server; false when that could not be done within five seconds. May be asked again. */
  async erase(): Promise<boolean> {
    this.#outbox.clear();
    const session = this.#session;
    if (!session) return true;
    session.leaveNoTrace();
    const cleared = new Promise<boolean>((resolve) => {
      this.#onCleared = () => resolve(true);
    });
    const asked = session
      .post({
        type: 'message',
        text: 'erase:now',
        value: 'erase:now',
        locale: this.#locale(),
        channelData: { clientActivityID: `erase-${session.conversationId}` },
      })
      .then(
        () => cleared,
        (thrown) => thrown instanceof TalkGoneError,
      );
    const late = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), ERASE_MS);
    });
    return Promise.race([asked, cleared, late]);
  }

  /** Ends here, without a word to the server. */
  end(): void {
    this.#ended = true;
    this.#outbox.clear();
    this.#connection?.stop();
    this.#pause.wake();
  }

  #post(activity: Readonly<Record<string, unknown>>, shown?: string): void {
    this.#listener.pending(this.#outbox.add({ ...activity, locale: this.#locale() }, shown));
  }

  async #start(): Promise<Session | undefined> {
    for (let failures = 0; !this.#ended; failures += 1) {
      try {
        return await Session.start(this.#keep, this.#locale());
      } catch {
        this.#listener.reachable(false);
        await this.#pause.wait(backoffMs(failures + 1));
      }
    }
    return undefined;
  }

  #reactions(): Listener {
    return {
      heard: (activities, whole) => this.#heard(activities, whole),
      reachable: (yes) => this.#listener.reachable(yes),
      gone: () => {
        if (this.#onCleared) return this.#onCleared();
        this.#session = undefined;
        this.#listener.expired();
        void this.#start().then((session) => session && this.#follow(session));
      },
    };
  }

  #follow(session: Session): void {
    if (this.#ended) return;
    this.#session = session;
    this.#connection = new Connection(session, this.#reactions());
    void this.#connection.follow();
  }

  #heard(activities: readonly Activity[], whole: boolean): void {
    const wiped = activities
      .map((activity) => activity.type === 'event' && activity.name === 'transcript.cleared')
      .lastIndexOf(true);
    if (wiped >= 0) {
      this.#onCleared?.();
      this.#listener.cleared();
    }
    if (this.#onCleared) return;
    const rest = activities.slice(wiped + 1);
    for (const activity of rest) {
      if (activity.type === 'message' && activity.clientActivityID)
        this.#outbox.settled(activity.clientActivityID);
      if (activity.type === 'event') this.#happened(activity);
    }
    this.#listener.heard(rest, whole);
    if (whole && this.#session) {
      for (const letter of this.#outbox.waiting()) this.#listener.pending(letter);
      this.#outbox.use(this.#session);
    }
  }

  #happened({ name, value }: TalkEvent): void {
    if (name === 'language' && typeof value === 'string') this.#listener.language(value);
  }
}
