import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { z } from 'zod';

const activitySchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  text: z.string().optional(),
  name: z.string().optional(),
  value: z.unknown().optional(),
  locale: z.string().optional(),
  from: z.looseObject({ id: z.string(), role: z.string().optional() }),
  suggestedActions: z
    .object({ actions: z.array(z.looseObject({ title: z.string(), value: z.string() })) })
    .optional(),
  channelData: z
    .looseObject({ kind: z.string().optional(), clientActivityID: z.string().optional() })
    .optional(),
});
/** An activity as a Direct Line client gets it. */
export type SeenActivity = z.infer<typeof activitySchema>;

const grantSchema = z.looseObject({
  conversationId: z.string(),
  token: z.string(),
  resumeToken: z.string().optional(),
});
const pageSchema = z.object({ activities: z.array(activitySchema), watermark: z.string() });

/** How long a test waits for an answer before it says what is missing. */
const PATIENCE_MS = 8_000;

/** A resident on the web channel, over real HTTP. */
export class Person {
  readonly url: string;
  readonly conversation: string;
  token: string;
  #watermark = '';

  private constructor(url: string, conversation: string, token: string) {
    this.url = url;
    this.conversation = conversation;
    this.token = token;
  }

  /** Opens the page's talk and reads the welcome. */
  static async arrives(url: string, locale = 'nl'): Promise<Person> {
    const grant = grantSchema.parse(
      await (await post(`${url}/v3/directline/tokens/generate`, undefined, { locale })).json(),
    );
    const person = new Person(url, grant.conversationId, grant.token);
    const opened = await post(`${url}/v3/directline/conversations`, person.token, { locale });
    expect(opened.status).to.equal(201);
    await person.hears((activity) => activity.type === 'message');
    return person;
  }

  /** The same person and talk, reached at another instance. */
  through(url: string): Person {
    return new Person(url, this.conversation, this.token);
  }

  /** Types a text and returns what the bot said to it, in order. */
  async says(text: string): Promise<SeenActivity[]> {
    return this.#sends({ text });
  }

  /** Presses the button with this value. */
  async presses(value: string): Promise<SeenActivity[]> {
    return this.#sends({ text: value, value });
  }

  /** Sends an activity as it is; returns the answer to the request. */
  send(activity: object): Promise<Response> {
    return post(
      `${this.url}/v3/directline/conversations/${this.conversation}/activities`,
      this.token,
      activity,
    );
  }

  /** Reads on until an activity that was not read before fits; returns all that were read. */
  async hears(fits: (activity: SeenActivity) => boolean): Promise<SeenActivity[]> {
    const until = Date.now() + PATIENCE_MS;
    const heard: SeenActivity[] = [];
    while (Date.now() < until) {
      heard.push(...(await this.#reads()));
      if (heard.some(fits)) return heard;
      await wait(10);
    }
    throw new Error(`not heard within ${PATIENCE_MS} ms; heard ${heard.length} activities`);
  }

  /** Everything in the talk from the beginning. */
  async readsAll(): Promise<SeenActivity[]> {
    return pageSchema.parse(await (await this.#get('')).json()).activities;
  }

  async #sends(activity: { text: string; value?: string }): Promise<SeenActivity[]> {
    const clientActivityID = randomUUID();
    const response = await this.send({
      type: 'message',
      from: { id: 'me' },
      ...activity,
      channelData: { clientActivityID },
    });
    expect(response.status).to.equal(200);
    const heard = await this.hears(({ type, from }) => type === 'message' && from.role === 'bot');
    return heard.filter((one) => one.from.role !== 'user');
  }

  async #reads(): Promise<SeenActivity[]> {
    const { activities, watermark } = pageSchema.parse(await (await this.#get(this.#watermark)).json());
    this.#watermark = watermark;
    return activities;
  }

  #get(watermark: string): Promise<Response> {
    const query = watermark === '' ? '' : `?watermark=${watermark}`;
    return fetch(`${this.url}/v3/directline/conversations/${this.conversation}/activities${query}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }
}

/** The messages among activities, as text. */
export function texts(activities: readonly SeenActivity[]): string[] {
  return activities.flatMap(({ type, text }) => (type === 'message' && text !== undefined ? [text] : []));
}

/** The values of the buttons under the last message. */
export function choices(activities: readonly SeenActivity[]): string[] {
  const last = activities.findLast(({ type }) => type === 'message');
  return last?.suggestedActions?.actions.map(({ value }) => value) ?? [];
}

function post(url: string, token: string | undefined, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
}
