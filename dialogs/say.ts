import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Choice, Message } from './question.ts';
import { turnOf } from './turn.ts';

/** Says one message, in the language of the conversation. */
export async function say(context: TurnContext, message: Message | string): Promise<void> {
  const { text, choices = [], kind } = typeof message === 'string' ? { text: message } : message;
  const activity: Partial<Activity> = {
    type: ActivityTypes.Message,
    text,
    locale: turnOf(context).conversation.language,
    inputHint: 'acceptingInput',
    ...(kind ? { channelData: { kind } } : {}),
    ...(choices.length > 0 ? { suggestedActions: { to: [], actions: choices.map(asAction) } } : {}),
  };
  await context.sendActivity(activity);
}

/** Tells the client something that is not said aloud. */
export async function tellClient(
  context: TurnContext,
  name: 'transcript.cleared' | 'language',
  value?: string,
): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Event, name, ...(value === undefined ? {} : { value }) });
}

/** A button as Direct Line clients know it: it shows its title and sends a value that is the same in every language. */
function asAction({ value, title }: Choice) {
  return { type: 'messageBack', title, text: value, displayText: title, value };
}
