import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type PassCrashPoint, passUnharmed } from '../../services/delivery/crash-points.ts';
import { CodedError } from '../../services/errors.ts';
import type { Config } from '../config.ts';
import { preferredLocale } from '../problem.ts';
import { createRate } from '../rate.ts';
import type { GateRequest, Reply, Route } from '../route.ts';
import type { Upgrade } from '../server.ts';
import type { Talks } from './talks.ts';
import { readActivity } from './web-activity.ts';
import { WebStreams } from './web-stream.ts';
import {
  bearerToken,
  createIdentity,
  createWebTokens,
  TOKEN_SECONDS,
  type TokenClaims,
} from './web-token.ts';

const ROOT = '/v3/directline';
const CONVERSATION = `${ROOT}/conversations/:conversation`;
const STREAM = /^\/v3\/directline\/conversations\/([A-Za-z0-9_-]{1,100})\/stream$/;

const startSchema = z.looseObject({
  locale: z.string().max(35).nullish(),
  user: z.looseObject({}).nullish(),
});

/** What the web channel is made of. */
export interface WebChannelParts {
  readonly config: Pick<Config, 'masterKey' | 'publicUrl' | 'rates'>;
  readonly talks: Talks;
  readonly now?: () => Date;
  readonly pass?: PassCrashPoint;
}

/** The web channel: Direct Line 3.0, so that any Direct Line client works, Web Chat included. */
export interface WebChannel {
  readonly routes: readonly Route[];
  readonly upgrade: Upgrade;
  /** How many streams are open. */
  openStreams(): number;
  /** Closes the open streams; clients resume elsewhere or later. */
  close(): Promise<void>;
}

/**
 * Makes the web channel. A token binds one user to one conversation and opens nothing else.
 *
 * Source: Direct Line 3.0, https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference;
 * `resumeToken` is our own: it gets a new token for 30 days, so that a talk goes on after a night's sleep.
 */
export function createWebChannel(parts: WebChannelParts): WebChannel {
  const { config, talks, now = () => new Date(), pass = passUnharmed } = parts;
  const tokens = createWebTokens(config.masterKey, now);
  const streams = new WebStreams(talks);
  const rate = createRate(config.rates.messages);

  const grant = async (claims: TokenClaims) => ({
    conversationId: claims.conversation,
    token: await tokens.issue('token', claims),
    expires_in: TOKEN_SECONDS.token,
  });

  const claimsOf = (request: GateRequest) => tokens.read(bearerToken(request.headers.authorization), 'token');

  /** The claims of a request on a conversation in its path, which must be the token's own. */
  const admit = async (request: GateRequest): Promise<TokenClaims> => {
    const claims = await claimsOf(request);
    if (claims.conversation !== request.params.conversation) throw new CodedError('forbidden');
    return claims;
  };

  const mustExist = async (conversation: string): Promise<void> => {
    if (!(await talks.exists(conversation))) throw new CodedError('not_found');
  };

  const streamUrl = async (request: GateRequest, claims: TokenClaims, watermark: string): Promise<string> => {
    const base = config.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
    const url = new URL(`${base}${ROOT}/conversations/${claims.conversation}/stream`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('watermark', watermark);
    url.searchParams.set('t', await tokens.issue('stream', claims));
    return url.href;
  };

  const generate = async (request: GateRequest): Promise<Reply> => {
    const { locale } = readStart(request);
    const claims = { ...createIdentity(), ...(locale ? { locale: preferredLocale(locale) } : {}) };
    const resumeToken = await tokens.issue('resume', claims);
    return { status: 200, body: { ...(await grant(claims)), resumeToken } };
  };

  const refresh = async (request: GateRequest): Promise<Reply> => {
    const claims = await tokens.read(bearerToken(request.headers.authorization), 'token', 'resume');
    const resumeToken = await tokens.issue('resume', claims);
    return { status: 200, body: { ...(await grant(claims)), resumeToken } };
  };

  const start = async (request: GateRequest): Promise<Reply> => {
    const claims = await claimsOf(request);
    const wanted = readStart(request).locale ?? claims.locale ?? request.headers['accept-language'];
    const locale = preferredLocale(wanted);
    const began = await talks.begin(claims.conversation, { channel: 'web', userId: claims.user, locale });
    const body = { ...(await grant(claims)), streamUrl: await streamUrl(request, claims, '0') };
    return { status: began ? 201 : 200, body };
  };

  const resume = async (request: GateRequest): Promise<Reply> => {
    const claims = await admit(request);
    await mustExist(claims.conversation);
    const watermark = String(readWatermark(request.query));
    return {
      status: 200,
      body: { ...(await grant(claims)), streamUrl: await streamUrl(request, claims, watermark) },
    };
  };

  const post = async (request: GateRequest): Promise<Reply> => {
    const { conversation } = await admit(request);
    await rate.spend(conversation);
    const message = readActivity(request.json(), conversation, now());
    pass('after-validation');
    await (message ? talks.receive(conversation, message) : mustExist(conversation));
    return { status: 200, body: { id: message?.id ?? randomUUID() } };
  };

  const poll = async (request: GateRequest): Promise<Reply> => {
    const { conversation } = await admit(request);
    const { activities, last } = await talks.transcript(conversation, readWatermark(request.query));
    return { status: 200, body: { activities, watermark: String(last) } };
  };

  const refuseUpload = async (): Promise<Reply> => {
    throw new CodedError('attachments_refused');
  };

  return {
    routes: [
      { method: 'POST', path: `${ROOT}/tokens/generate`, handle: generate },
      { method: 'POST', path: `${ROOT}/tokens/refresh`, handle: refresh },
      { method: 'POST', path: `${ROOT}/conversations`, handle: start },
      { method: 'GET', path: CONVERSATION, handle: resume },
      { method: 'POST', path: `${CONVERSATION}/activities`, handle: post },
      { method: 'GET', path: `${CONVERSATION}/activities`, handle: poll },
      { method: 'POST', path: `${CONVERSATION}/upload`, handle: refuseUpload },
    ],
    async upgrade(handshake) {
      const conversation = STREAM.exec(handshake.path)?.[1];
      if (conversation === undefined) throw new CodedError('not_found');
      const claims = await tokens.read(handshake.query.get('t'), 'stream');
      if (claims.conversation !== conversation) throw new CodedError('forbidden');
      await mustExist(conversation);
      streams.open(handshake, conversation, readWatermark(handshake.query));
    },
    openStreams: () => streams.size,
    close: () => streams.close(),
  };
}

/** The body with which a client begins; it may be left out. The user it names is not used: ours is in the token. */
function readStart(request: GateRequest): z.infer<typeof startSchema> {
  if (request.body.length === 0) return {};
  const read = startSchema.safeParse(request.json());
  if (!read.success) throw new CodedError('bad_request');
  return read.data;
}

/** A watermark is the number of the last activity a client has; without one it has none. */
function readWatermark(query: URLSearchParams): number {
  const watermark = query.get('watermark') ?? '';
  if (watermark === '' || watermark === '-' || watermark === 'null' || watermark === 'undefined') return 0;
  if (!/^\d{1,12}$/.test(watermark)) throw new CodedError('bad_request');
  return Number(watermark);
}
