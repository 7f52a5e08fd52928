import { STATUS_CODES } from 'node:http';
import type { Fault as WantedFault } from '../faults.ts';
import { type Answer, jsonAnswer } from '../server.ts';

/** A field as the wire names it, and what is wrong with it. */
export interface Fault {
  field: string;
  message: string;
}

/** Thrown by what refuses a call; becomes an error body of the application, or a page. */
export class Refusal extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];

  constructor(status: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

/** PayByLink's own error body. */
export function applicationError({ status, message, faults }: Refusal): Answer {
  const Errors = faults.map(({ field, message }) => ({ Field: field, Message: message }));
  return jsonAnswer(status, { Message: message, Errors });
}

/** The body of the gateway in front of it. */
export function gatewayError(status: number, message: string, headers: Record<string, string> = {}): Answer {
  const answer = jsonAnswer(status, { statusCode: status, message });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function unauthorised(what: 'missing' | 'invalid', baseUrl: string): Answer {
  const message =
    what === 'missing'
      ? 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.'
      : 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.';
  return gatewayError(401, message, {
    'www-authenticate': `AzureApiManagementKey realm="${baseUrl}",name="Ocp-Apim-Subscription-Key",type="header"`,
  });
}

/** The blob store's errors. */
export function blobError(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

/** The body that goes with a status that a fault asks for; 403 with `retry_after` is the gateway's quota. */
export function wantedFailure(
  status: number,
  operation: string,
  baseUrl: string,
  fault: WantedFault | undefined,
): Answer {
  const seconds = fault?.retry_after;
  const told = 'The simulator was told to fail';
  if (operation === 'batch_upload') return blobError(status, blobCode(status), told);
  if (status === 401) return unauthorised('invalid', baseUrl);
  if (status === 429)
    return gatewayError(429, `Rate limit is exceeded. Try again in ${seconds ?? 12} seconds.`);
  if (status === 403 && seconds !== undefined)
    return gatewayError(403, 'Out of call volume quota. Quota will be replenished later.');
  if (status >= 500) return gatewayError(status, STATUS_CODES[status] ?? 'Error');
  return applicationError(new Refusal(status, told));
}

function blobCode(status: number): string {
  if (status === 403) return 'AuthenticationFailed';
  if (status === 400) return 'MissingRequiredHeader';
  return status < 500 ? 'InvalidInput' : 'InternalError';
}
