/** One field that is wrong. */
export interface FieldIssue {
  /** JSON pointer into the request body. */
  pointer: string;
  code: string;
  detail: string;
}

/** Every problem that a caller can meet, as `code` in the answer. The HTTP side of it is in `http/problem.ts` alone. */
export type ErrorCode =
  | 'malformed_json'
  | 'page_token_invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict_state'
  | 'operation_in_progress'
  | 'duplicate_active_link'
  | 'recipient_suppressed'
  | 'report_not_ready'
  | 'idempotency_in_progress'
  | 'version_conflict'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'validation_error'
  | 'capability_not_supported'
  | 'provider_rejected'
  | 'idempotency_key_reused'
  | 'card_number_refused'
  | 'rate_limited'
  | 'provider_bad_response'
  | 'provider_unavailable'
  | 'internal';

export interface ErrorFacts {
  /** A sentence for a developer, without personal data, secrets or a provider's words. */
  detail: string;
  /** One per field that is wrong. */
  errors?: readonly FieldIssue[];
  linkId?: string;
  /** With `duplicate_active_link`. */
  conflictingLinkId?: string;
  /** With `conflict_state`. */
  from?: string;
  to?: string;
  retryAfterSeconds?: number;
  /** Which provider refused or failed, how, and with which HTTP status and code of its own. */
  provider?: { name: string; category: string; status?: number; code?: string };
  /** With `method_not_allowed`. */
  allow?: readonly string[];
}

/** The one error that use cases and borders throw on purpose; anything else is a fault of ours. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts | string, cause?: unknown) {
    const known = typeof facts === 'string' ? { detail: facts } : facts;
    super(`${code}: ${known.detail}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = known;
  }
}

/** The same words for an id that is unknown, another organisation's, or deleted: they cannot be told apart. */
export function notFound(): AppError {
  return new AppError('not_found', 'There is no such resource.');
}
