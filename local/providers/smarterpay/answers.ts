import { type Answer, jsonAnswer } from '../server.ts';

/** Thrown by what refuses a call; becomes SmarterPay's error body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** The property or parameter at fault. */
  readonly field: string | null;

  constructor(status: number, code: string, message: string, field: string | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function refusal(status: number, code: string, message: string, field?: string): Refusal {
  return new Refusal(status, code, message, field ?? null);
}

/** The first thing that is wrong, and nothing else. */
export function failure({ status, code, message, field }: Refusal): Answer {
  return jsonAnswer(status, { error: { message, code, field } });
}

/** The body that goes with a status when nothing more is known: for faults on demand. */
export function usualFailure(status: number): Answer {
  return failure(refusal(status, usualCode(status), 'The simulator was told to fail'));
}

function usualCode(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorised';
    case 404:
      return 'not_found';
    case 405:
      return 'method_not_allowed';
    case 409:
      return 'idempotency_clash';
    case 429:
      return 'rate_limited';
    default:
      return status < 500 ? 'invalid_value' : 'server_error';
  }
}
