import { CodedError, type ErrorCode } from '../../services/errors.ts';
import type { ProblemDetails } from './schemas.ts';

/** An error of the staff API whose problem body says more than its code. */
export class DetailedError extends CodedError {
  readonly details: ProblemDetails;

  constructor(code: ErrorCode, message: string, details: ProblemDetails) {
    super(code, message);
    this.name = 'DetailedError';
    this.details = details;
  }
}

/** The contribution was erased on request, at this moment (ISO 8601). */
export class ErasedError extends DetailedError {
  constructor(erasedAt: string) {
    super('gone', 'the contribution was erased', { erasedAt });
    this.name = 'ErasedError';
  }
}
