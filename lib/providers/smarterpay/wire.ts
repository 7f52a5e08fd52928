import * as z from 'zod/mini';
import { isLoopbackUrl } from '../base-url.ts';

/** Schemas of what SmarterPay answers: only what is read, tolerant of everything else. */

const id = z.string().check(z.regex(/\S/));
const optionalText = z.nullish(z.string());
const optionalAmount = z.nullish(z.union([z.string(), z.number()]));
/** `false` in the samples, `"false"` in the table. */
const flag = z.nullish(
  z.union([
    z.boolean(),
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((word) => word === 'true'),
    ),
  ]),
);

export const PaymentLink = z.object({
  id,
  url: z.string().check(z.refine(isPageUrl)),
  amount: optionalAmount,
  status: z.string(),
  expiry: optionalText,
  visited_at: optionalText,
  completed_at: optionalText,
  created_at: optionalText,
  ecommerce_page: id,
  customer_account: optionalText,
  bank_account: optionalText,
  mandate: optionalText,
  recurrence_schedule: optionalText,
  auddis: optionalText,
  bank_account_custom_reference: optionalText,
  card_payment_custom_reference: optionalText,
  recurrence_schedule_custom_reference: optionalText,
  start_date: optionalText,
  end_date: optionalText,
  first_collection_amount: optionalAmount,
  first_collection_date: optionalText,
  account_validation_callback: flag,
});
export type PaymentLink = z.infer<typeof PaymentLink>;

export const LinkAnswer = z.object({ payment_link: PaymentLink });
export const LinksAnswer = z.object({ payment_links: z.array(PaymentLink) });

/** As assumed; any other body tells nothing. */
export const ErrorBody = z.object({ error: z.object({ code: optionalText, field: optionalText }) });

export const Notification = z.object({ events: z.array(z.unknown()) });

/** What is not named here, card numbers and their holders above all, is dropped unread. */
export const CardEvent = z.object({
  id,
  event_type: z.enum(['card_payment.create', 'card_payment.update']),
  created_at: optionalText,
  edited_at: optionalText,
  status: z.string(),
  currency_code: optionalText,
  initial_amount: optionalAmount,
  transaction_type: optionalText,
});
export type CardEvent = z.infer<typeof CardEvent>;

/** Where payers are sent; plain http only on the local stack. */
function isPageUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || isLoopbackUrl(url.origin));
}
