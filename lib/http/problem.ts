import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { AppError, type ErrorCode, type ErrorFacts } from '../errors.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';

/** The HTTP side of every problem; nothing else knows these statuses. `retryable`: the same request may succeed later. */
export const PROBLEMS: Readonly<Record<ErrorCode, { status: number; title: string; retryable?: true }>> = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  page_token_invalid: { status: 400, title: 'The page token does not belong to this list' },
  unauthenticated: { status: 401, title: 'No valid API key' },
  forbidden: { status: 403, title: 'The API key may not do this' },
  not_found: { status: 404, title: 'No such resource' },
  method_not_allowed: { status: 405, title: 'The path has no such method' },
  conflict_state: { status: 409, title: 'Not possible in this state' },
  operation_in_progress: { status: 409, title: 'Another operation is under way', retryable: true },
  duplicate_active_link: { status: 409, title: 'An open link has this reference' },
  recipient_suppressed: { status: 409, title: 'The recipient must not be messaged' },
  report_not_ready: { status: 409, title: 'The report is not there yet', retryable: true },
  idempotency_in_progress: {
    status: 409,
    title: 'The first request with this key still runs',
    retryable: true,
  },
  version_conflict: { status: 412, title: 'It has been changed in between' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is not application/json' },
  validation_error: { status: 422, title: 'The request is not valid' },
  capability_not_supported: { status: 422, title: 'The provider cannot do this' },
  provider_rejected: { status: 422, title: 'The provider refused the request' },
  idempotency_key_reused: { status: 422, title: 'The key was used for another request' },
  card_number_refused: { status: 422, title: 'A card number must not be sent here' },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  internal: { status: 500, title: 'A fault of ours', retryable: true },
  provider_bad_response: { status: 502, title: 'The provider answered out of its protocol' },
  provider_unavailable: { status: 503, title: 'The provider cannot be reached', retryable: true },
};

/** Seconds, where the error does not say. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Any error as `application/problem+json` (RFC 9457). What is not an error of ours on purpose becomes `internal`, without a
 * word of the inside. Members have a fixed order and `request_id` is the only one that differs between two requests: so
 * the 404 of an unknown, a foreign and a deleted id are the same bytes apart from that one id, which has the same length
 * in all of them.
 */
export function toProblem(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { code, facts } = toAppError(error);
  const { status, title, retryable } = PROBLEMS[code];
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
      ...(facts.allow ? { allow: facts.allow.join(', ') } : {}),
      ...(status === 429 || status === 503 || (status === 409 && retryable)
        ? { 'retry-after': String(facts.retryAfterSeconds ?? RETRY_AFTER_SECONDS) }
        : {}),
    },
    body: JSON.stringify({
      type: `urn:paylinks:problem:${code}`,
      title,
      status,
      detail: facts.detail,
      code,
      request_id: requestId,
      retryable: retryable ?? false,
      ...members(facts),
    }),
  };
}

/** The error as one of the closed list. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ProviderError) return providerProblem(error);
  return new AppError('internal', 'Something went wrong on our side.', error);
}

function members({
  errors,
  provider,
  linkId,
  conflictingLinkId,
  from,
  to,
}: ErrorFacts): Record<string, unknown> {
  return {
    ...(errors?.length ? { errors } : {}),
    ...(provider ? { provider } : {}),
    ...(linkId === undefined ? {} : { link_id: linkId }),
    ...(conflictingLinkId === undefined ? {} : { conflicting_link_id: conflictingLinkId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
