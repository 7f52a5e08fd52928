import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { NotificationRequest, NotificationVerdict } from '../contract.ts';
import type { FellohAccount } from './account.ts';
import { Notification } from './wire.ts';

/**
 * A notification is only a hint which link to read again: its signature carries no time, so an old one can be sent again.
 * Verified on the raw bytes, in constant time, before a byte of it is parsed.
 */
export function verifyNotification(
  { rawBody, headers }: NotificationRequest,
  { webhookSecret }: FellohAccount,
): NotificationVerdict {
  if (webhookSecret === undefined) return { kind: 'refused', status: 401 };
  const wanted = Buffer.from(createHmac('sha256', webhookSecret.reveal()).update(rawBody).digest('hex'));
  const given = Buffer.from(headers['x-signature'] ?? '');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return { kind: 'refused', status: 401 };

  const parsed = z.safeParse(Notification, parsedJson(rawBody));
  // Genuine, but of a kind that is none of ours: nothing is gained by having it sent again.
  if (!parsed.success) return { kind: 'ignored', status: 204 };
  const notification = parsed.data;
  if ('event' in notification) return accepted({ paymentId: notification.data.id });
  const paymentId = notification.transaction?.id;
  return accepted({
    providerLinkId: notification.payment_link.id,
    ...(paymentId !== undefined && { paymentId }),
  });
}

function accepted(hint: { providerLinkId?: string; paymentId?: string }): NotificationVerdict {
  return { kind: 'accepted', status: 204, hints: [hint] };
}

function parsedJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
}
