import * as z from 'zod/mini';

/** Schemas of what Felloh answers: only what is read, tolerant of everything else. */

const id = z.string().check(z.regex(/\S/));
const optionalText = z.nullish(z.string());
const named = z.nullish(z.object({ id: z.nullish(z.string()) }));
/** Some answers print `"COMPLETE"`, some `{"id": "COMPLETE"}`. */
const word = z.nullish(z.union([z.string(), z.object({ id: z.string() })]));
const amount = z.int().check(z.nonnegative());
const digits = z.string().check(z.regex(/^\d{1,15}$/));
const wholeNumber = z.union([z.int(), z.pipe(digits, z.transform(Number))]);

export const TokenAnswer = envelope(
  z.object({
    // Visible ASCII: anything else cannot stand in a header.
    token: z.string().check(z.regex(/^[\x21-\x7e]+$/)),
    expiry_time: z.nullish(wholeNumber),
  }),
);

export const Transaction = z.object({
  id,
  amount: z.nullish(amount),
  currency: optionalText,
  status: word,
  completed_at: z.nullish(z.union([z.string(), z.number()])),
  created_at: optionalText,
  payment_link: named,
});
export type Transaction = z.infer<typeof Transaction>;

export const PaymentLink = z.object({
  id,
  booking: z.nullish(z.object({ id: optionalText, booking_reference: optionalText })),
  customer: named,
  user: named,
  organisation: named,
  type: word,
  email: optionalText,
  customer_name: optionalText,
  description: optionalText,
  amount,
  currency: z.string(),
  success_url: optionalText,
  transactions: z.nullish(z.array(Transaction)),
  expires_at: optionalText,
  created_at: optionalText,
  hide_store_card: z.nullish(z.boolean()),
  store_card_forced: z.nullish(z.boolean()),
});
export type PaymentLink = z.infer<typeof PaymentLink>;

export const CreateAnswer = envelope(z.object({ id }));
export const LinkAnswer = envelope(PaymentLink);
export const LinksAnswer = listEnvelope(PaymentLink);
export const TransactionAnswer = envelope(Transaction);
export const TransactionsAnswer = listEnvelope(Transaction);
/** Assign and delete: `data` says nothing, but the answer is Felloh's. */
export const DoneAnswer = envelope(z.unknown());

export const ErrorBody = z.object({
  errors: z.array(z.object({ code: optionalText })),
});

/** Of both notification shapes; what is not read may be anything. */
export const Notification = z.union([
  z.object({ payment_link: z.object({ id }), transaction: z.nullish(z.object({ id })) }),
  z.object({ event: z.string(), data: z.object({ id }) }),
]);

function envelope<T extends z.ZodMiniType>(data: T) {
  return z.object({ data });
}

function listEnvelope<T extends z.ZodMiniType>(record: T) {
  return z.object({
    data: z.array(record),
    // A string on the wire; the SDK's tests have a number.
    meta: z.nullish(z.object({ count: z.nullish(wholeNumber) })),
  });
}
