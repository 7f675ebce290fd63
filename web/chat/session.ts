import { numberAt, parseJson, textAt } from './json.ts';
import type { Keep } from './storage.ts';
import { KEPT } from './storage.ts';

const BASE = '/v3/directline';
const DEADLINE_MS = 15_000;

/** The talk is not there any more: it expired, or was wiped. */
export class TalkGoneError extends Error {}

/** The server cannot be reached or cannot answer now; trying again later makes sense. */
export class UnreachableError extends Error {}

/** The server looked at what was sent and does not take it; trying again makes no sense. */
export class RefusedError extends Error {}

interface Pass {
  readonly token: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The resident's right to one talk. Kept over reloads: the talk's id and the long-lived resume token, nothing else.
 *
 * Errors: every request throws TalkGoneError, UnreachableError or RefusedError.
 */
export class Session {
  readonly conversationId: string;
  readonly #keep: Keep;
  #resumeToken: string;
  #pass: Pass | undefined;
  #traceless = false;
  #renewing: Promise<Pass> | undefined;

  private constructor(keep: Keep, conversationId: string, resumeToken: string, pass?: Pass) {
    this.#keep = keep;
    this.conversationId = conversationId;
    this.#resumeToken = resumeToken;
    this.#pass = pass;
  }

  /** The session this browser keeps, if any. */
  static kept(keep: Keep): Session | undefined {
    const kept = parseJson(keep.read(KEPT.session) ?? '');
    const conversationId = textAt(kept, 'conversationId');
    const resumeToken = textAt(kept, 'resumeToken');
    return conversationId && resumeToken ? new Session(keep, conversationId, resumeToken) : undefined;
  }

  /** Starts a new talk in a language, and keeps it. */
  static async start(keep: Keep, locale: string): Promise<Session> {
    const given = await request('POST', '/tokens/generate', undefined, { locale });
    const conversationId = textAt(given, 'conversationId');
    const pass = passOf(given);
    if (!conversationId || !pass) throw new UnreachableError('tokens/generate');
    const session = new Session(keep, conversationId, textAt(given, 'resumeToken') ?? pass.token, pass);
    const opened = await request('POST', '/conversations', pass.token, { locale });
    session.#pass = passOf(opened) ?? pass;
    session.#save();
    return session;
  }

  /** From now on writes nothing to the browser's storage any more. */
  leaveNoTrace(): void {
    this.#traceless = true;
  }

  /** Posts one activity. */
  async post(activity: object): Promise<void> {
    await this.#ask('POST', '/activities', activity);
  }

  /** What was said after `watermark`; everything when there is none. */
  activities(watermark: string | undefined): Promise<unknown> {
    return this.#ask('GET', `/activities${after(watermark)}`);
  }

  /** Address of the live stream that goes on after `watermark`, on the host of this page. */
  async streamAddress(watermark: string | undefined): Promise<string> {
    const opened = await this.#ask('GET', after(watermark));
    this.#pass = passOf(opened) ?? this.#pass;
    const given = textAt(opened, 'streamUrl');
    if (!given) throw new UnreachableError('streamUrl');
    const address = new URL(given, location.href);
    address.host = location.host;
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    return address.href;
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const pass = this.#pass && this.#pass.expiresAt > Date.now() ? this.#pass : await this.#renew();
    try {
      return await request(
        method,
        `/conversations/${encodeURIComponent(this.conversationId)}${path}`,
        pass.token,
        body,
      );
    } catch (thrown) {
      if (!(thrown instanceof TalkGoneError)) throw thrown;
      const fresh = await this.#renew();
      return request(
        method,
        `/conversations/${encodeURIComponent(this.conversationId)}${path}`,
        fresh.token,
        body,
      );
    }
  }

  #renew(): Promise<Pass> {
    this.#renewing ??= this.#askForPass().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #askForPass(): Promise<Pass> {
    const given = await request('POST', '/tokens/refresh', this.#resumeToken, {});
    const pass = passOf(given);
    if (!pass) throw new UnreachableError('tokens/refresh');
    this.#pass = pass;
    const resumeToken = textAt(given, 'resumeToken');
    if (resumeToken && resumeToken !== this.#resumeToken) {
      this.#resumeToken = resumeToken;
      this.#save();
    }
    return pass;
  }

  #save(): void {
    if (this.#traceless) return;
    const kept = { conversationId: this.conversationId, resumeToken: this.#resumeToken };
    this.#keep.write(KEPT.session, JSON.stringify(kept));
  }
}

/** A pass counts as over at three quarters of its life, so that it never ends in the middle of a request. */
function passOf(given: unknown): Pass | undefined {
  const token = textAt(given, 'token');
  const seconds = numberAt(given, 'expires_in') ?? 1800;
  return token ? { token, expiresAt: Date.now() + seconds * 750 } : undefined;
}

function after(watermark: string | undefined): string {
  return watermark === undefined ? '' : `?watermark=${encodeURIComponent(watermark)}`;
}

async function request(
  method: string,
  path: string,
  token: string | undefined,
  body?: object,
): Promise<unknown> {
  const answer = await fetch(BASE + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
    signal: deadline(),
  }).catch(() => {
    throw new UnreachableError(path);
  });
  if (answer.ok) {
    return parseJson(
      await answer.text().catch(() => {
        throw new UnreachableError(path);
      }),
    );
  }
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) throw new TalkGoneError(path);
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
    throw new UnreachableError(path);
  throw new RefusedError(path);
}

function deadline(): AbortSignal {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), DEADLINE_MS);
  return stop.signal;
}
