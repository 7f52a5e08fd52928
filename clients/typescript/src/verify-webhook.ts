import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * The event of a webhook, once its signature and its time (5 minutes either way) are what they should be. Throws a
 * WebhookVerificationError for anything else: answer that with 401 and act on nothing of it.
 *
 * `rawBody`: as it came, before any parser. `secret`: `whsec_…`, or several while one takes the place of another.
 */
export function verifyWebhook(
  rawBody: string,
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  secret: string | readonly string[],
): WebhookEvent {
  const signed = {
    'webhook-id': headerOf(headers, 'webhook-id'),
    'webhook-timestamp': headerOf(headers, 'webhook-timestamp'),
    'webhook-signature': headerOf(headers, 'webhook-signature'),
  };
  const secrets = typeof secret === 'string' ? [secret] : secret;
  let failure: unknown = new WebhookVerificationError('No secret');
  for (const one of secrets) {
    try {
      const event = new Webhook(one).verify(rawBody, signed);
      if (isEvent(event)) return event;
      failure = new WebhookVerificationError('Signed, but no event of Paylinks');
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function headerOf(
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const found = Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : (found?.join(' ') ?? '');
}

function isEvent(value: unknown): value is WebhookEvent {
  if (typeof value !== 'object' || value === null) return false;
  if (!('type' in value && 'timestamp' in value && 'data' in value)) return false;
  const { type, timestamp, data } = value;
  return (
    typeof type === 'string' &&
    typeof timestamp === 'string' &&
    typeof data === 'object' &&
    data !== null &&
    'event_id' in data &&
    typeof data.event_id === 'string'
  );
}
