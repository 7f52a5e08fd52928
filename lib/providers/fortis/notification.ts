import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { NotificationRequest, NotificationVerdict } from '../contract.ts';
import type { FortisAccount } from './account.ts';

const Payment = z.looseObject({ id: z.optional(z.string()) });

/**
 * A postback has no signature: whoever knows the hook's address, and the password where one is set, can send one. So it is
 * only ever a hint which link to read again.
 */
export function verifyNotification(
  { rawBody, headers }: NotificationRequest,
  { postbackAuthorization, profile }: FortisAccount,
): NotificationVerdict {
  const wanted = postbackAuthorization?.reveal();
  if (wanted !== undefined && !isSame(headers.authorization ?? '', wanted)) {
    return { kind: 'refused', status: 401 };
  }
  const form = new URLSearchParams(Buffer.from(rawBody).toString('utf8'));
  const payment = form.get('resource') === 'transaction' ? parsedPayment(form.get('data')) : undefined;
  const providerLinkId = payment?.[profile.transaction_paylink_field];
  // Of something else, or a payment without a paylink: nothing is gained by having it sent again.
  if (typeof providerLinkId !== 'string' || !/\S/.test(providerLinkId)) {
    return { kind: 'ignored', status: 204 };
  }
  const hint = { providerLinkId, ...(payment?.id !== undefined && { paymentId: payment.id }) };
  return { kind: 'accepted', status: 204, hints: [hint] };
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parsedPayment(text: string | null): z.infer<typeof Payment> | undefined {
  try {
    const parsed = z.safeParse(Payment, JSON.parse(text ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
