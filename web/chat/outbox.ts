import { isObject, parseJson, textAt, valueAt } from './json.ts';
import { backoffMs, Pause } from './pause.ts';
import type { Session } from './session.ts';
import { RefusedError } from './session.ts';
import type { Keep } from './storage.ts';
import { KEPT } from './storage.ts';

/** Something to send. `id` stays the same over resends, so that the server takes it once. */
export interface Letter {
  readonly id: string;
  /** What the resident sees of it; undefined for what is not said, such as a change of language. */
  readonly shown: string | undefined;
  readonly activity: Readonly<Record<string, unknown>>;
}

/** How a letter fares: `late` means it did not get through yet and is tried again. */
export type Fate = 'sent' | 'late' | 'refused';

/**
 * What the resident said and the server has not acknowledged. Kept in the browser, sent in order, one at a time, again
 * and again until it is taken; another tab of the same talk may do the same without harm, as the ids are the same.
 */
export class Outbox {
  readonly #keep: Keep;
  readonly #tell: (letter: Letter, fate: Fate) => void;
  readonly #pause = new Pause();
  #session: Session | undefined;
  #sending = false;

  constructor(keep: Keep, tell: (letter: Letter, fate: Fate) => void) {
    this.#keep = keep;
    this.#tell = tell;
  }

  /** What waits, oldest first. */
  waiting(): Letter[] {
    const kept = parseJson(this.#keep.read(KEPT.outbox) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap(readLetter) : [];
  }

  /** Takes an activity to send and gives it its id. */
  add(activity: Readonly<Record<string, unknown>>, shown?: string): Letter {
    const id = freshId();
    const channelData = {
      ...(isObject(activity.channelData) ? activity.channelData : {}),
      clientActivityID: id,
    };
    const letter: Letter = { id, shown, activity: { ...activity, channelData } };
    this.#save([...this.waiting(), letter]);
    void this.#send();
    return letter;
  }

  /** From now on sends to this talk. */
  use(session: Session): void {
    this.#session = session;
    void this.#send();
  }

  /** Tries again at once. */
  wake(): void {
    this.#pause.wake();
  }

  /** Seen in the transcript: no need to send it any more. */
  settled(id: string): void {
    this.#drop(id);
  }

  /** Sends no more and forgets what waits. */
  clear(): void {
    this.#session = undefined;
    this.#keep.remove(KEPT.outbox);
    this.#pause.wake();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    let failures = 0;
    for (let letter = this.waiting()[0]; letter && this.#session; letter = this.waiting()[0]) {
      const fate = await attempt(this.#session, letter);
      if (fate !== 'late') this.#drop(letter.id);
      this.#tell(letter, fate);
      failures = fate === 'late' ? failures + 1 : 0;
      if (fate === 'late') await this.#pause.wait(backoffMs(failures));
    }
    this.#sending = false;
  }

  #drop(id: string): void {
    this.#save(this.waiting().filter((letter) => letter.id !== id));
  }

  #save(letters: readonly Letter[]): void {
    if (letters.length === 0) this.#keep.remove(KEPT.outbox);
    else this.#keep.write(KEPT.outbox, JSON.stringify(letters));
  }
}

async function attempt(session: Session, letter: Letter): Promise<Fate> {
  try {
    await session.post(letter.activity);
    return 'sent';
  } catch (thrown) {
    return thrown instanceof RefusedError ? 'refused' : 'late';
  }
}

function readLetter(kept: unknown): Letter[] {
  const id = textAt(kept, 'id');
  const activity = valueAt(kept, 'activity');
  return id && isObject(activity) ? [{ id, shown: textAt(kept, 'shown'), activity }] : [];
}

function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
