import type { InboundMessage } from '../../services/delivery/inbox.ts';

export type { InboundMessage };

/** What a channel needs of the talks it carries. */
export interface Talks {
  /** Creates the conversation if it does not exist and says welcome; false when it existed. */
  begin(
    conversationId: string,
    options: { channel: 'web'; userId: string; locale: string },
  ): Promise<boolean>;
  exists(conversationId: string): Promise<boolean>;
  /**
   * Stores the message durably, then resolves; the turn runs afterwards. A message with an id seen before is dropped.
   * Errors: StoreUnavailableError.
   */
  receive(conversationId: string, message: InboundMessage): Promise<void>;
  /** Activities with sequence number > after, in order; last is the highest sequence number returned or `after`. */
  transcript(conversationId: string, after: number): Promise<{ activities: readonly object[]; last: number }>;
  /** Calls back whenever there is something new (no payload); returns the unsubscribe function. */
  watch(conversationId: string, onNews: () => void): () => void;
}
