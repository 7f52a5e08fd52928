import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Answer, jsonAnswer } from '../server.ts';
import type { Wire } from './wire.ts';

export interface Fault {
  code: string;
  message: string;
}

/** Thrown by what refuses a call; becomes Felloh's error body. */
export class Refusal extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];

  constructor(status: number, faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join('; '));
    this.status = status;
    this.faults = faults;
  }
}

export function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, [{ code, message }]);
}

type EmptyErrors = Wire['success_errors'];

export function success(
  data: unknown,
  options: { status?: number; errors: EmptyErrors; count?: number | string },
): Answer {
  const { status = 200, errors, count } = options;
  return jsonAnswer(status, {
    data,
    ...(errors === 'missing' ? {} : { errors: errors === 'array' ? [] : {} }),
    meta: {
      code: status,
      reason: STATUS_CODES[status] ?? 'OK',
      message: 'The request was successful',
      request_id: randomUUID(),
      ...(count === undefined ? {} : { count }),
    },
  });
}

export function failure(status: number, faults: readonly Fault[], errorMeta: Wire['error_meta']): Answer {
  return jsonAnswer(status, {
    data: {},
    errors: faults.map(({ code, message }) => ({
      title: titleOf(typeOf(code)),
      message,
      documentation_url: 'https://developers.felloh.com/errors',
      type: typeOf(code),
      code,
    })),
    meta: {
      ...(errorMeta === 'status' ? {} : { code: status }),
      ...(errorMeta === 'code' ? {} : { status }),
      reason: STATUS_CODES[status] ?? 'Error',
      message: status < 500 ? 'The request was not valid' : 'The request could not be answered',
      request_id: randomUUID(),
    },
  });
}

/** The code that goes with a status when nothing more is known: for faults on demand. */
export function usualCode(status: number): string {
  switch (status) {
    case 401:
      return 'authentication.invalid';
    case 403:
      return 'organisation.forbidden';
    case 404:
      return 'payment_link.not_found';
    case 409:
      return 'payment_link.has_transactions';
    case 422:
      return 'payment_link.amount';
    case 429:
      return 'rate_limited';
    default:
      return status < 500 ? 'bad_request' : 'server_error';
  }
}

function typeOf(code: string): string {
  if (code === 'authentication.invalid') return 'authentication_error';
  if (code === 'organisation.forbidden') return 'forbidden';
  if (code.endsWith('.not_found')) return 'not_found';
  return code.includes('.') ? 'validation_error' : code;
}

function titleOf(type: string): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1).replaceAll('_', ' ')}`;
}
