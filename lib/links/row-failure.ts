import { AppError, type ErrorCode } from '../errors.ts';
import type { Failure } from './model/link.ts';

/** Problems of a row that do not pass by themselves; whatever else fails before its intent is tried again by its message. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'validation_error',
  'capability_not_supported',
  'card_number_refused',
  'duplicate_active_link',
  'recipient_suppressed',
]);

/** What a link says whose provider was never asked, since this stood in the way. Throws what is no lasting problem of it. */
export function failureOf(error: unknown, at: number): Failure {
  if (!(error instanceof AppError) || !LASTING.has(error.code)) throw error;
  const { errors = [], conflictingLinkId } = error.facts;
  const [issue] = errors;
  return {
    category: error.code,
    at,
    ...(issue ? { code: issue.code, pointer: issue.pointer } : {}),
    ...(conflictingLinkId === undefined ? {} : { conflict: conflictingLinkId }),
  };
}
