import { AppError } from '../errors.ts';

export function unknownConnection(pointer = '/connection'): AppError {
  return new AppError('validation_error', {
    detail: 'The request names a connection that the organisation does not have.',
    errors: [{ pointer, code: 'unknown_connection', detail: 'There is no such connection.' }],
  });
}
