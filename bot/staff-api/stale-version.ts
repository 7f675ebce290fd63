import type { HistoryEntry } from '../../services/contributions/contribution.ts';
import { DetailedError } from './detailed-error.ts';

/** Someone changed the contribution after what the sender saw; says who was first to. */
export class StaleVersionError extends DetailedError {
  constructor(entry: HistoryEntry) {
    const changedBy = { name: entry.by.name, action: entry.action, at: entry.at };
    super('conflict', 'the contribution was changed meanwhile', { changedBy });
    this.name = 'StaleVersionError';
  }
}
