import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';

const SAID = Symbol('said in this turn');

/**
 * The Bot Framework adapter of our own channels: what dialogs send is collected, and only stored and shown once the
 * turn is committed. Nothing goes over a network here.
 */
export class TurnAdapter extends BotAdapter {
  /** A context for one activity. */
  createContext(activity: Partial<Activity>): TurnContext {
    const context = new TurnContext(this, activity);
    context.turnState.set(SAID, []);
    return context;
  }

  /** What was sent in this context, in order. */
  said(context: TurnContext): Partial<Activity>[] {
    return context.turnState.get<Partial<Activity>[]>(SAID) ?? [];
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    this.said(context).push(...activities);
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<void> {
    throw new Error('our channels do not update what was said');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('our channels do not delete what was said');
  }

  override async continueConversation(
    _reference: Partial<ConversationReference>,
    _logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    throw new Error('answers of staff go through services/delivery');
  }
}
