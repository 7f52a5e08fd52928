import { STATUS_CODES } from 'node:http';
import { type Answer, jsonAnswer } from '../server.ts';

/** Texts by field. */
export type Faults = Map<string, string>;

/** Thrown by what refuses a call; becomes one of Fortis's two error bodies. */
export class Refusal extends Error {
  readonly status: number;
  /** Only of a validation. */
  readonly faults: Faults | undefined;

  constructor(status: number, message: string, faults?: Faults) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

export function invalid(status: number, faults: Faults): Refusal {
  return new Refusal(status, [...faults.values()].join(' '), faults);
}

/** "Amount Due cannot be blank." */
export function fault(faults: Faults, field: string, text: string): void {
  if (!faults.has(field)) faults.set(field, `${label(field)} ${text}`);
}

export const noContent: Answer = { status: 204, headers: {}, body: '' };

/** A missing record is told without a body where the sheet says so. */
export function refused({ status, message, faults }: Refusal, operation: string): Answer {
  if (faults) {
    const errors = Object.fromEntries([...faults].map(([field, text]) => [field, [text]]));
    return jsonAnswer(status, { errors });
  }
  return failure(status, message, operation);
}

export function failure(status: number, message: string, operation: string): Answer {
  if (status === 404 && (operation === 'delete' || operation === 'resend'))
    return { status, headers: {}, body: '' };
  return jsonAnswer(status, { name: STATUS_CODES[status] ?? 'Error', message, code: 0, status });
}

function label(field: string): string {
  return field
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
