import { AppError } from '../errors.ts';

export function unknownConnection(pointer = '/connection'): AppError {
  return new AppError('validation_error', {
    detail: 'The request names a connection that the organisation does not have.',
    errors: [{ pointer, code: 'unknown_connection', detail: 'There is no such connection.' }],
  });
}

/** What is stored no longer fits the rules of its provider, as after an update of ours. */
export function unfitConnection(cause: unknown): AppError {
  return new AppError(
    'validation_error',
    {
      detail: "The connection does not fit its provider's present rules; put it anew.",
      errors: [{ pointer: '/connection', code: 'connection_invalid', detail: 'Put this connection anew.' }],
    },
    cause,
  );
}
