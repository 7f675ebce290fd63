import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../services/errors.ts';
import { maskBsn } from '../../services/privacy/personal-data.ts';
import type { InboundMessage } from './talks.ts';

/** A longer message is not kept: the resident is asked to split it. In UTF-16 code units, as browsers count. */
export const MAX_TEXT_LENGTH = 4_096;
const MAX_LABEL_LENGTH = 200;

/** Every activity type of the Bot Framework (botframework-schema, ActivityTypes). */
const TYPES = [
  'message',
  'contactRelationUpdate',
  'conversationUpdate',
  'typing',
  'endOfConversation',
  'event',
  'invoke',
  'invokeResponse',
  'deleteUserData',
  'messageUpdate',
  'messageDelete',
  'installationUpdate',
  'messageReaction',
  'suggestion',
  'trace',
  'handoff',
  'command',
  'commandResult',
  'delay',
  'streamItem',
] as const;

const label = z.string().max(1_000).nullish();
const account = z.looseObject({ id: label, name: label, role: label }).nullish();

const activitySchema = z.looseObject({
  type: z.enum(TYPES),
  id: label,
  name: label,
  text: z.string().nullish(),
  textFormat: label,
  locale: label,
  timestamp: label,
  localTimestamp: label,
  channelId: label,
  serviceUrl: label,
  replyToId: label,
  from: account,
  recipient: account,
  conversation: account,
  attachments: z.array(z.looseObject({})).nullish(),
  entities: z.array(z.looseObject({})).nullish(),
  channelData: z
    .looseObject({
      clientActivityID: z
        .string()
        .regex(/^[\x20-\x7e]{1,100}$/)
        .nullish(),
      messageBack: z.looseObject({ displayText: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
type Activity = z.infer<typeof activitySchema>;

/** The values of our own buttons; anything else a client sends as value is not read. */
const VALUE = /^[a-z][a-z0-9_:.-]{0,99}$/i;

/**
 * Reads an activity that a client posted. Returns null for one that is right but asks nothing of us (typing, and most
 * of the other types). Burgerservicenummers are taken out here, before anything is stored.
 *
 * Errors: CodedError `malformed_activity`.
 */
export function readActivity(raw: unknown, conversationId: string, now: Date): InboundMessage | null {
  const read = activitySchema.safeParse(raw);
  if (!read.success) throw new CodedError('malformed_activity');
  const activity = read.data;
  if (activity.type === 'message') return readMessage(activity, conversationId, now);
  if (activity.type === 'event' && activity.name === 'language')
    return readLanguage(activity, conversationId, now);
  return null;
}

function readMessage(activity: Activity, conversationId: string, now: Date): InboundMessage {
  const attachments = (activity.attachments ?? []).length > 0;
  const value = typeof activity.value === 'string' && VALUE.test(activity.value) ? activity.value : null;
  const told = typeof activity.text === 'string';
  if (!told && value === null && !attachments) throw new CodedError('malformed_activity');
  const whole = cleanText(activity.text ?? value ?? '');
  const tooLong = whole.length > MAX_TEXT_LENGTH;
  const text = maskBsn(tooLong ? '' : whole);
  const shown = cleanText(activity.channelData?.messageBack?.displayText ?? '').slice(0, MAX_LABEL_LENGTH);
  return {
    ...common(activity, conversationId, now),
    type: 'message',
    text: text.text,
    value: value !== null && maskBsn(value).masked ? null : value,
    displayText: shown === '' ? null : cleanText(maskBsn(shown).text),
    masked: text.masked,
    tooLong,
    attachments,
  };
}

function readLanguage(activity: Activity, conversationId: string, now: Date): InboundMessage {
  const code =
    typeof activity.value === 'string' ? /^[a-z]{2}(?![a-z])/i.exec(activity.value)?.[0] : undefined;
  if (code === undefined) throw new CodedError('malformed_activity');
  return {
    ...common(activity, conversationId, now),
    type: 'language',
    text: '',
    value: code.toLowerCase(),
    displayText: null,
    masked: false,
    tooLong: false,
    attachments: false,
  };
}

function common(activity: Activity, conversationId: string, now: Date) {
  const clientActivityId = activity.channelData?.clientActivityID ?? null;
  return {
    id: messageId(conversationId, clientActivityId),
    clientActivityId,
    locale: /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(activity.locale ?? '')
      ? (activity.locale ?? null)
      : null,
    at: now.toISOString(),
  };
}

/** The same message sent again has the same id; one without an id of the client's is always new. */
function messageId(conversationId: string, clientActivityId: string | null): string {
  if (clientActivityId === null) return randomUUID();
  return createHash('sha256').update(`${conversationId}\n${clientActivityId}`).digest('base64url');
}

/** Makes a text well-formed (no half surrogate pairs), NFC, and free of control characters but line ends and tabs. */
export function cleanText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .normalize('NFC');
}
