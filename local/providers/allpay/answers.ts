import { STATUS_CODES } from 'node:http';
import { type Answer, jsonAnswer } from '../server.ts';
import type { Wire } from './wire.ts';

/** Thrown by what refuses a call; becomes the application's error body, or a page. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** 400, or what the wire profile has in its place. */
export function invalid(wire: Wire, message: string): Refusal {
  return new Refusal(wire.validation_status, message);
}

/** The application's error body. */
export function application(status: number, message: string): Answer {
  return jsonAnswer(status, { message });
}

/** The body of the gateway in front of it, told apart by its `statusCode`. */
export function gateway(status: number, message: string, headers: Record<string, string> = {}): Answer {
  const answer = jsonAnswer(status, { statusCode: status, message });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The gateway's word on a missing or wrong APIM key. */
export function keyRefused(given: string | undefined, realm: string, wire: Wire): Answer {
  const message =
    given === undefined
      ? 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.'
      : 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.';
  return gateway(401, message, {
    'www-authenticate': `AzureApiManagementKey realm="${realm}",name="${wire.apim_key_header}",type="header"`,
  });
}

/** For faults on demand: the writer who usually answers this status. */
export function failure(status: number, realm: string, wire: Wire): Answer {
  if (status === 401) return keyRefused('wrong', realm, wire);
  if (status === 429) return gateway(429, 'Rate limit is exceeded. Try again later.');
  if (status === 408 || status >= 500) return gateway(status, STATUS_CODES[status] ?? 'Error');
  return application(status, 'The simulator was told to fail');
}
