import { type Answer, jsonAnswer } from '../../../local/providers/server.ts';

/** Thrown by what refuses a call; becomes an error body, or a page. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, code: string, field?: string) {
    super(field === undefined ? code : `${code}: ${field}`);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function refused({ status, code, field }: Refusal): Answer {
  return jsonAnswer(status, { error: { code, ...(field !== undefined && { field }) } });
}

/** For faults on demand. */
export function failure(status: number): Answer {
  return refused(new Refusal(status, status === 404 ? 'not_found' : 'told_to_fail'));
}
