import type { TurnContext } from 'botbuilder';
import { tellClient } from './say.ts';
import { turnOf } from './turn.ts';

/** Forgets what was said in this talk, and erases the contributions named; the client clears its screen. */
export async function wipeTalk(context: TurnContext, contributions: readonly string[]): Promise<void> {
  turnOf(context).wipe(contributions);
  await tellClient(context, 'transcript.cleared');
}
