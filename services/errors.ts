/** The one catalogue of coded errors: what a caller gets as HTTP status, and which sentence a person reads. */
export const ERRORS = {
  bad_request: { httpStatus: 400 },
  malformed_json: { httpStatus: 400 },
  malformed_activity: { httpStatus: 400 },
  unauthorized: { httpStatus: 401 },
  forbidden: { httpStatus: 403 },
  not_found: { httpStatus: 404 },
  method_not_allowed: { httpStatus: 405 },
  not_acceptable: { httpStatus: 406 },
  request_timeout: { httpStatus: 408 },
  conflict: { httpStatus: 409 },
  gone: { httpStatus: 410 },
  length_required: { httpStatus: 411 },
  too_large: { httpStatus: 413 },
  uri_too_long: { httpStatus: 414 },
  unsupported_media_type: { httpStatus: 415 },
  attachments_refused: { httpStatus: 415 },
  unprocessable: { httpStatus: 422 },
  reply_required: { httpStatus: 422 },
  too_many_requests: { httpStatus: 429 },
  headers_too_large: { httpStatus: 431 },
  internal: { httpStatus: 500 },
  store_unavailable: { httpStatus: 503 },
  shutting_down: { httpStatus: 503 },
} as const satisfies Record<string, { httpStatus: number }>;

export type ErrorCode = keyof typeof ERRORS;

/**
 * An error with a code from the catalogue. Its message is for operators and tests: it never holds what a person typed.
 *
 * `retryAfterSeconds` is sent as Retry-After where the caller may try again.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string = code,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The HTTP status of this error's code. */
  get httpStatus(): number {
    return ERRORS[this.code].httpStatus;
  }
}

/** The store cannot take or give documents now; nothing was acknowledged, and the caller may try again soon. */
export class StoreUnavailableError extends CodedError {
  constructor(message: string, cause?: unknown) {
    super('store_unavailable', message, { cause, retryAfterSeconds: 5 });
    this.name = 'StoreUnavailableError';
  }
}

/** Turns anything thrown into a coded error; what is not ours becomes `internal`, its own text kept as cause only. */
export function asCodedError(thrown: unknown): CodedError {
  return thrown instanceof CodedError ? thrown : new CodedError('internal', 'internal', { cause: thrown });
}
