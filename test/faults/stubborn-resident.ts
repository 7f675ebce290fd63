import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Act, isFiled, nextAct } from '../../bot/bench/script.ts';

const heardSchema = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.string(),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  from: z.object({ role: z.string() }),
  channelData: z.object({ clientActivityID: z.string().optional() }).optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ value: z.string() })) }).optional(),
});
/** An activity of the transcript. */
export type Heard = z.infer<typeof heardSchema>;

const pageSchema = z.object({ activities: z.array(heardSchema), watermark: z.string() });
const grantSchema = z.object({ conversationId: z.string(), token: z.string() });

const ROOT = '/v3/directline';
const LONGEST_TALK = 30;
const GIVE_UP_MS = 15_000;
const SHORTEST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 120;
const MORE = 'En elke keer dat ik bel moet ik alles opnieuw vertellen.';

/** Where the service is now; changes when it is started again on another port. */
export interface Place {
  url: string;
}

/**
 * A resident who does not give up while the service is away: what was not acknowledged is sent again under the same id.
 * The first two messages are sent without waiting for an answer in between.
 */
export class StubbornResident {
  readonly conversation: string;
  /** Ids of the messages that were acknowledged, in the order in which they were sent. */
  readonly acknowledged: string[] = [];
  onAcknowledged: () => void = () => {};
  readonly #place: Place;
  readonly #token: string;
  #heard: Heard[] = [];
  #watermark = '';

  private constructor(place: Place, conversation: string, token: string) {
    this.#place = place;
    this.conversation = conversation;
    this.#token = token;
  }

  /** Gets a token and opens the conversation. */
  static async arrives(place: Place): Promise<StubbornResident> {
    const granted = await persist(() => ask(`${place.url}${ROOT}/tokens/generate`, undefined, {}));
    const { conversationId, token } = grantSchema.parse(granted);
    await persist(() => ask(`${place.url}${ROOT}/conversations`, token, { locale: 'nl' }));
    return new StubbornResident(place, conversationId, token);
  }

  /** Talks from the welcome to the confirmed end; `number` picks the story. */
  async talks(number: number): Promise<void> {
    let offered = await this.#hearsAnswerTo(undefined);
    for (let said = 0; !isFiled(offered); said += 1) {
      if (said === LONGEST_TALK) throw new Error('the talk does not end');
      const first = await this.sends(nextAct(offered, said, number));
      offered = await this.#hearsAnswerTo(said === 0 ? await this.sends({ text: MORE }) : first);
    }
  }

  /** Sends a message until it is acknowledged; resolves to its id. */
  async sends(act: Act): Promise<string> {
    const clientActivityID = randomUUID();
    const activity = { type: 'message', from: { id: 'me' }, ...act, channelData: { clientActivityID } };
    await persist(() => ask(this.#activities(), this.#token, activity));
    this.acknowledged.push(clientActivityID);
    this.onAcknowledged();
    return clientActivityID;
  }

  /** The whole talk as the service has it. */
  async transcript(): Promise<Heard[]> {
    return pageSchema.parse(await persist(() => ask(this.#activities(), this.#token))).activities;
  }

  /** The path and headers of its messages, for a request made by hand. */
  get credentials(): { path: string; authorization: string } {
    const path = `${ROOT}/conversations/${this.conversation}/activities`;
    return { path, authorization: `Bearer ${this.#token}` };
  }

  #activities(): string {
    return `${this.#place.url}${this.credentials.path}`;
  }

  /** Resolves to the buttons under the answer; without a key, under the welcome. */
  async #hearsAnswerTo(key: string | undefined): Promise<string[]> {
    const until = performance.now() + GIVE_UP_MS;
    for (let pause = SHORTEST_WAIT_MS; performance.now() < until; pause *= 2) {
      const query = `?watermark=${this.#watermark}`;
      const page = pageSchema.parse(await persist(() => ask(`${this.#activities()}${query}`, this.#token)));
      this.#watermark = page.watermark;
      this.#heard = [...this.#heard, ...page.activities];
      const from = key === undefined ? 0 : this.#heard.findIndex((one) => keyOf(one) === key);
      const answer = from < 0 ? [] : this.#heard.slice(from).filter(({ from: { role } }) => role === 'bot');
      const last = answer.findLast(({ type }) => type === 'message');
      if (last) return last.suggestedActions?.actions.map(({ value }) => value) ?? [];
      await wait(Math.min(pause, LONGEST_WAIT_MS));
    }
    throw new Error(key === undefined ? 'no welcome' : 'no answer');
  }
}

/** The id that a client gave its message; undefined for what the bot says. */
export function keyOf({ from, channelData }: Heard): string | undefined {
  return from.role === 'user' ? channelData?.clientActivityID : undefined;
}

/** One request; undefined when the service was away, and said so or said nothing. Errors: any other refusal. */
async function ask(url: string, token: string | undefined, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    .then(async (response) => ({ status: response.status, read: await response.json() }))
    .catch(() => undefined);
  if (answer === undefined || answer.status === 503) return undefined;
  if (answer.status >= 300) throw new Error(`refused: ${answer.status}`);
  return answer.read;
}

async function persist(attempt: () => Promise<unknown>): Promise<unknown> {
  const until = performance.now() + GIVE_UP_MS;
  for (let pause = SHORTEST_WAIT_MS; performance.now() < until; pause *= 2) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
    await wait(Math.min(pause, LONGEST_WAIT_MS));
  }
  throw new Error('the service stayed away');
}
