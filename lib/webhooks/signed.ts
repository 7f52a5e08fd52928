import { Webhook } from 'standardwebhooks';
import type { ToldEvent } from './model/delivery.ts';
import { payloadOf } from './payload.ts';

/** A request's body and headers, ready to be sent. */
export interface Signed {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * An event as Standard Webhooks has it (specification 1.0.0): `webhook-id` is the same in every try, `webhook-timestamp` is
 * that of the try, and there is one signature for each secret that is good now.
 */
export function signed(event: ToldEvent, secrets: readonly string[], now: number): Signed {
  const body = JSON.stringify(payloadOf(event));
  const at = new Date(now);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Paylinks-Webhooks/1',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(event.id, at, body)).join(' '),
    },
  };
}
