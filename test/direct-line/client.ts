/** A conversation as the endpoints give it. */
export interface Granted {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly resumeToken: string;
  readonly streamUrl: string;
}

/** One call of an endpoint, its body read as JSON. */
export interface Called<T> {
  readonly status: number;
  readonly body: T;
}

/** An activity as a client is shown it. */
export interface Shown {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from?: { readonly id: string; readonly role?: string };
  readonly channelData?: { readonly clientActivityID?: string };
  readonly suggestedActions?: {
    readonly actions: readonly { readonly value: string; readonly title: string }[];
  };
}

/** Calls the Direct Line endpoints of a service as any HTTP client would. */
export class DirectLineClient {
  readonly root: string;

  constructor(url: string) {
    this.root = `${url}/v3/directline`;
  }

  async call<T>(method: string, path: string, token: string | null, body?: unknown): Promise<Called<T>> {
    const response = await fetch(`${this.root}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async generate(): Promise<Granted> {
    return (await this.call<Granted>('POST', '/tokens/generate', null)).body;
  }

  /** A conversation that has begun, with the token that opens it. */
  async begin(locale = 'nl'): Promise<Granted> {
    const granted = await this.generate();
    const { body } = await this.call<Granted>('POST', '/conversations', granted.token, { locale });
    return { ...granted, ...body };
  }

  post(
    { conversationId, token }: Granted,
    activity: unknown,
  ): Promise<Called<{ id: string; code?: string }>> {
    return this.call('POST', `/conversations/${conversationId}/activities`, token, activity);
  }

  async read(
    { conversationId, token }: Granted,
    watermark = '',
  ): Promise<{ activities: Shown[]; watermark: string }> {
    const path = `/conversations/${conversationId}/activities?watermark=${watermark}`;
    return (await this.call<{ activities: Shown[]; watermark: string }>('GET', path, token)).body;
  }

  /** Reads until `found` says it is there; what was shown so far. */
  async readUntil(granted: Granted, found: (activities: readonly Shown[]) => boolean): Promise<Shown[]> {
    for (;;) {
      const { activities } = await this.read(granted);
      if (found(activities)) return activities;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A message as our own page and Web Chat send it. */
export function message(text: string, clientActivityID: string): object {
  return { type: 'message', text, locale: 'nl', from: { id: 'me' }, channelData: { clientActivityID } };
}
