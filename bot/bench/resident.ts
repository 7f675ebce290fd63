import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { z } from 'zod';
import type { Answer, Requests } from './requests.ts';
import type { Act } from './script.ts';

/** Where the service is; its address changes when it is started again elsewhere. */
export interface Place {
  url: string;
}

const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.string().optional(),
  from: z.object({ role: z.string().optional() }),
  channelData: z.object({ clientActivityID: z.string().optional() }).optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ value: z.string() })) }).optional(),
});
/** An activity as the stream or the transcript gives it. */
export type Heard = z.infer<typeof activitySchema>;

const pageSchema = z.object({ activities: z.array(activitySchema), watermark: z.string() });
const grantSchema = z.object({ conversationId: z.string(), token: z.string() });
const openedSchema = z.object({ streamUrl: z.string() });

const RETRY_MS = 50;
const GIVE_UP_MS = 60_000;

/** How long one message took, from the moment it was due. */
export interface Timing {
  /** Until the service said that it has it. */
  readonly acknowledgedMs: number;
  /** Until the bot's answer came over the stream. */
  readonly answeredMs: number;
}

/**
 * A resident on the web: posts over HTTP, hears over a WebSocket. What is not acknowledged is sent again under the same
 * id, and a stream that is cut is taken up where it was, so that a service may be killed and started meanwhile.
 */
export class Resident {
  readonly conversation: string;
  /** Ids of the messages that were sent, in order; all were acknowledged once the talk is over. */
  readonly sent: string[] = [];
  /** Everything the stream brought, in order. */
  readonly heard: Heard[] = [];
  /** Values of the buttons under the last message. */
  offered: readonly string[] = [];
  /** How often a message or the stream had to be tried again. */
  retries = 0;
  readonly #place: Place;
  readonly #requests: Requests;
  readonly #token: string;
  readonly #waiting = new Map<string, () => void>();
  #socket: WebSocket | undefined;
  #watermark = '';
  /** The message that what the bot says now is an answer to. */
  #lastKey = 'welcome';
  #left = false;

  private constructor(place: Place, requests: Requests, grant: z.infer<typeof grantSchema>) {
    this.#place = place;
    this.#requests = requests;
    this.conversation = grant.conversationId;
    this.#token = grant.token;
  }

  /** Gets a token, opens the conversation and its stream, and hears the welcome. */
  static async arrive(place: Place, requests: Requests): Promise<Resident> {
    const granted = await tried(() => requests.post(`${place.url}/v3/directline/tokens/generate`, null, {}));
    const resident = new Resident(place, requests, grantSchema.parse(granted.body));
    const welcomed = new Promise<void>((resolve) => resident.#waiting.set('welcome', resolve));
    const opened = await tried(() =>
      requests.post(`${place.url}/v3/directline/conversations`, resident.#token, { locale: 'nl' }),
    );
    resident.#listen(openedSchema.parse(opened.body).streamUrl);
    await inTime(welcomed, 'no welcome');
    return resident;
  }

  /** Sends one message and resolves when the bot has answered it; times count from `dueAt` (performance.now()). */
  async say(act: Act, dueAt = performance.now()): Promise<Timing> {
    const key = randomUUID();
    this.sent.push(key);
    let answeredMs = 0;
    const answered = new Promise<void>((resolve) =>
      this.#waiting.set(key, () => {
        answeredMs = performance.now() - dueAt;
        resolve();
      }),
    );
    const activity = { type: 'message', from: { id: 'me' }, ...act, channelData: { clientActivityID: key } };
    const path = `/v3/directline/conversations/${this.conversation}/activities`;
    await tried(() => this.#requests.post(`${this.#place.url}${path}`, this.#token, activity), {
      onRetry: () => {
        this.retries += 1;
      },
    });
    const acknowledgedMs = performance.now() - dueAt;
    await inTime(answered, 'no answer');
    return { acknowledgedMs, answeredMs };
  }

  /** The whole talk as the service has it. */
  async transcript(): Promise<Heard[]> {
    const path = `/v3/directline/conversations/${this.conversation}/activities`;
    const { body } = await tried(() => this.#requests.get(`${this.#place.url}${path}`, this.#token));
    return pageSchema.parse(body).activities;
  }

  /** Closes the stream. */
  leave(): void {
    this.#left = true;
    this.#socket?.terminate();
  }

  #listen(url: string): void {
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
    this.#socket = socket;
    socket.on('message', (frame) => this.#hear(String(frame)));
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      if (!this.#left) void this.#listenAgain();
    });
  }

  async #listenAgain(): Promise<void> {
    this.retries += 1;
    const path = `/v3/directline/conversations/${this.conversation}?watermark=${this.#watermark}`;
    await wait(RETRY_MS);
    const resumed = await tried(() => this.#requests.get(`${this.#place.url}${path}`, this.#token), {
      until: () => this.#left,
    }).catch(() => undefined);
    if (resumed && !this.#left) this.#listen(openedSchema.parse(resumed.body).streamUrl);
  }

  #hear(frame: string): void {
    if (frame === '') return;
    const { activities, watermark } = pageSchema.parse(JSON.parse(frame));
    this.#watermark = watermark;
    for (const activity of activities) {
      this.heard.push(activity);
      const key = activity.channelData?.clientActivityID;
      if (activity.from.role === 'user') this.#lastKey = key ?? '';
      else if (activity.type === 'message') this.#hearBot(activity);
    }
  }

  #hearBot({ suggestedActions }: Heard): void {
    this.offered = suggestedActions?.actions.map(({ value }) => value) ?? [];
    // Several messages may answer one; the rest of the frame is read before the resident goes on.
    const tell = this.#waiting.get(this.#lastKey);
    if (tell) queueMicrotask(tell);
    this.#waiting.delete(this.#lastKey);
  }
}

/** Asks until the answer is a good one; rejects for a refusal that will not change, after a minute, and `until` then. */
async function tried(
  ask: () => Promise<Answer>,
  { onRetry, until }: { onRetry?: () => void; until?: () => boolean } = {},
): Promise<Answer> {
  const latest = performance.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer && answer.status < 300) return answer;
    if (answer && answer.status < 500 && answer.status !== 429) throw new Error(`refused: ${answer.status}`);
    if (performance.now() > latest || until?.())
      throw new Error(`given up: ${answer?.status ?? 'no answer'}`);
    onRetry?.();
    await wait(RETRY_MS);
  }
}

async function inTime(happens: Promise<void>, otherwise: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), GIVE_UP_MS);
  });
  try {
    await Promise.race([happens, late]);
  } finally {
    clearTimeout(timer);
  }
}
