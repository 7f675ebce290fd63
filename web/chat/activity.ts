import { isObject, listAt, textAt, valueAt } from './json.ts';

/** An answer the resident may tap; `value` means the same in every language. */
export interface Choice {
  readonly title: string;
  readonly value: string;
  readonly displayText: string;
}

/** Something said in the talk. */
export interface Message {
  readonly type: 'message';
  readonly id: string;
  readonly from: 'resident' | 'municipality';
  readonly text: string;
  /** Language of the text, when the server tells. */
  readonly locale: string | undefined;
  /** What a message of the municipality is, for its look: `danger`, `followCode`, `feedback`, … */
  readonly kind: string | undefined;
  readonly choices: readonly Choice[];
  /** The id we gave our own message, the same over resends. */
  readonly clientActivityID: string | undefined;
  /** When it was said, in milliseconds since 1970; undefined when the server does not tell. */
  readonly saidAt: number | undefined;
}

/** Something that happened in the talk, such as `transcript.cleared`. */
export interface TalkEvent {
  readonly type: 'event';
  readonly id: string;
  readonly name: string;
  readonly value: unknown;
}

/** The municipality is preparing an answer. */
export interface Typing {
  readonly type: 'typing';
}

export type Activity = Message | TalkEvent | Typing;

/** Reads one activity of the transcript; undefined for what this page does not show. */
export function readActivity(value: unknown): Activity | undefined {
  const type = textAt(value, 'type');
  const id = textAt(value, 'id') ?? '';
  if (type === 'typing') return fromResident(value) ? undefined : { type };
  if (type === 'event')
    return { type, id, name: textAt(value, 'name') ?? '', value: valueAt(value, 'value') };
  return type === 'message' ? readMessage(value, id) : undefined;
}

function readMessage(value: unknown, id: string): Message | undefined {
  const channelData = valueAt(value, 'channelData');
  const resident = fromResident(value);
  const shown = resident ? textAt(valueAt(channelData, 'messageBack'), 'displayText') : undefined;
  const text = shown ?? textAt(value, 'text') ?? '';
  const saidAt = Date.parse(textAt(value, 'timestamp') ?? '');
  if (text === '') return undefined;
  return {
    type: 'message',
    id,
    from: resident ? 'resident' : 'municipality',
    text,
    locale: textAt(value, 'locale'),
    kind: resident ? undefined : textAt(channelData, 'kind'),
    choices: resident ? [] : listAt(valueAt(value, 'suggestedActions'), 'actions').flatMap(readChoice),
    clientActivityID: textAt(channelData, 'clientActivityID'),
    saidAt: Number.isNaN(saidAt) ? undefined : saidAt,
  };
}

function fromResident(value: unknown): boolean {
  const from = valueAt(value, 'from');
  const role = textAt(from, 'role');
  if (role !== undefined) return role === 'user';
  return (
    textAt(valueAt(value, 'channelData'), 'clientActivityID') !== undefined ||
    (textAt(from, 'id') ?? '').startsWith('dl_')
  );
}

function readChoice(action: unknown): Choice[] {
  const title = textAt(action, 'title');
  if (!isObject(action) || title === undefined) return [];
  const value = textAt(action, 'value') ?? textAt(action, 'text') ?? title;
  return [{ title, value, displayText: textAt(action, 'displayText') ?? title }];
}
