import * as z from 'zod/mini';
import { toCents } from './amounts.ts';

/** Schemas of what Fortis answers: only what is read, tolerant of everything else. */

const id = z.string().check(z.regex(/\S/));
const optionalText = z.nullish(z.string());
const digits = z.string().check(z.regex(/^\d{1,15}$/));
const wholeNumber = z.union([z.int(), z.pipe(digits, z.transform(Number))]);
const amount = z.union([z.string(), z.number()]).check(z.refine((value) => toCents(value) !== undefined));
/** The document's boolean is printed as a number; some readers of it have met texts and booleans. */
const flag = z.nullish(z.union([z.number(), z.string(), z.boolean()]));

/** Loose: every column can be a filter, and is then compared. */
export const Paylink = z.looseObject({
  id,
  location_id: optionalText,
  cc_product_transaction_id: optionalText,
  ach_product_transaction_id: optionalText,
  paylink_api_id: optionalText,
  contact_id: optionalText,
  amount_due: amount,
  cell_phone: optionalText,
  email: optionalText,
  expire_date: optionalText,
  status_id: flag,
  active: flag,
  delivery_method: z.nullish(wholeNumber),
  created_ts: z.nullish(wholeNumber),
  modified_ts: z.nullish(wholeNumber),
  payment_url: optionalText,
});
export type Paylink = z.infer<typeof Paylink>;

/** A payment; which field names its paylink the wire profile says. */
export const Transaction = z.looseObject({
  id,
  payment_method: optionalText,
  transaction_amount: z.nullish(z.union([z.string(), z.number()])),
  status_id: wholeNumber,
  created_ts: z.nullish(wholeNumber),
});
export type Transaction = z.infer<typeof Transaction>;

export const PaylinkAnswer = z.object({ paylink: Paylink });
export const CreateAnswer = z.object({ paylink: z.object({ id }) });
export const PaylinksAnswer = z.object({ paylinks: z.array(Paylink), meta: meta() });
export const TransactionsAnswer = z.object({ transactions: z.array(Transaction), meta: meta() });
/** Delete and resend: a status and no body. */
export const NoAnswer = z.undefined();

export const ValidationBody = z.object({ errors: z.record(z.string(), z.unknown()) });

/** Anything but `links.next` is not to be trusted; no `meta` is a list without a further page. */
function meta() {
  return z.nullish(
    z.object({
      pagination: z.nullish(z.object({ links: z.nullish(z.object({ next: z.nullish(z.unknown()) })) })),
    }),
  );
}
