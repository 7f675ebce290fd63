import type { HistoryEntry } from '../../services/contributions/contribution.ts';
import { CodedError } from '../../services/errors.ts';

/** Someone changed the contribution after what the sender saw; says who was first to. */
export class StaleVersionError extends CodedError {
  readonly changedBy: { readonly name: string; readonly action: string; readonly at: string };

  constructor(entry: HistoryEntry) {
    super('conflict', 'the contribution was changed meanwhile');
    this.name = 'StaleVersionError';
    this.changedBy = { name: entry.by.name, action: entry.action, at: entry.at };
  }
}
