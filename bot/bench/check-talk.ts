import type { Heard } from './resident.ts';

/** What went wrong in a talk; both are 0 when it is as it should be. */
export interface Damage {
  readonly lost: number;
  readonly doubled: number;
}

/**
 * Compares what was heard with the messages that were sent and acknowledged: each is there once, answered in one turn,
 * and no activity came twice. What one turn says has one timestamp.
 */
export function checkTalk(sent: readonly string[], heard: readonly Heard[]): Damage {
  const echoes = new Map<string, number>();
  const answers = new Map<string, Set<string>>();
  let answered = '';
  for (const { from, channelData, timestamp = '' } of heard) {
    if (from.role === 'user') {
      answered = channelData?.clientActivityID ?? '';
      echoes.set(answered, (echoes.get(answered) ?? 0) + 1);
    } else answers.set(answered, (answers.get(answered) ?? new Set()).add(timestamp));
  }
  const absent = sent.filter((key) => !echoes.has(key)).length;
  const unanswered = [...echoes.keys()].filter((key) => !answers.has(key)).length;
  const echoedAgain = sum([...echoes.values()].map((count) => count - 1));
  const answeredAgain = sum([...answers.values()].map(({ size }) => size - 1));
  const shownAgain = heard.length - new Set(heard.map(({ id }) => id)).size;
  return { lost: absent + unanswered, doubled: echoedAgain + answeredAgain + shownAgain };
}

/** The damage of several talks together. */
export function addUp(damages: readonly Damage[]): Damage {
  return { lost: sum(damages.map(({ lost }) => lost)), doubled: sum(damages.map(({ doubled }) => doubled)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
