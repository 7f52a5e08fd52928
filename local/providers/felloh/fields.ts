import * as z from 'zod/mini';
import { type Fault, Refusal } from './answers.ts';
import { dayStart, resolveExpiry } from './dates.ts';
import { cardRegions, cardTypes, fixtures } from './fixtures.ts';
import { transactionStatuses } from './records.ts';
import type { Wire } from './wire.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Says "is required" of what is missing and `otherwise` of what is wrong. */
function says(otherwise: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? 'is required' : otherwise) };
}

const text = () => z.string(says('must be a string'));
const notBlank = () => text().check(z.refine((value) => value.trim() !== '', 'must not be blank'));
const email = () => text().check(z.regex(/^[^@\s]+@[^@\s]+$/, 'must be an e-mail address'));
const flag = () => z.optional(z.boolean(says('must be true or false')));
const whole = () =>
  z.number(says('must be an integer')).check(z.refine(Number.isInteger, 'must be an integer'));
const someOf = (values: readonly string[]) =>
  z.array(
    z.enum(values, `must be an array of ${values.join(', ')}`),
    says(`must be an array of ${values.join(', ')}`),
  );
const day = () =>
  z.optional(text().check(z.refine((value) => dayStart(value) !== undefined, 'must be a date, YYYY-MM-DD')));
const redirect = () => z.optional(text().check(z.refine(isRedirect, 'must be an https URL')));

/** PUT `/agent/payment-links`. */
export function newLinkFields(wire: Wire, now: number) {
  const currencies = Object.values(wire.currencies);
  return {
    customer_name: notBlank(),
    email: email(),
    organisation: text(),
    amount: whole().check(
      z.gte(1, 'must be greater than zero'),
      z.lte(wire.max_amount_minor, `must not be greater than ${wire.max_amount_minor}`),
    ),
    type: text().check(
      z.refine((value) => fixtures.types.some((type) => type === value), 'is not a payment link type'),
    ),
    booking_id: z.optional(text()),
    customer_id: z.optional(text()),
    open_banking_enabled: flag(),
    card_enabled: flag(),
    description: z.optional(text()),
    expires_at: z.optional(
      text().check(
        z.refine((value) => resolveExpiry(value, wire) !== undefined, {
          error: 'must be an ISO 8601 date',
          abort: true,
        }),
        z.refine(
          (value) => wire.past_expires_at === 'ignore' || (resolveExpiry(value, wire) ?? 0) > now,
          'must not be in the past',
        ),
      ),
    ),
    currency: z.optional(
      text().check(z.refine((value) => currencies.includes(value), 'is not a known currency')),
    ),
    authorisation_only: flag(),
    surcharging_enabled: flag(),
    dcc_enabled: flag(),
    excluded_card_types: z.optional(someOf(cardTypes)),
    excluded_card_regions: z.optional(someOf(cardRegions)),
    hide_store_card: flag(),
    store_card_forced: flag(),
    success_url: redirect(),
    failure_url: redirect(),
    cancel_url: redirect(),
  };
}

const pageFields = (wire: Wire) => ({
  skip: z.optional(whole().check(z.gte(0, 'must not be negative'))),
  take: z.optional(
    whole().check(
      z.gte(1, `must be from 1 to ${wire.take_max}`),
      z.lte(wire.take_max, `must be from 1 to ${wire.take_max}`),
    ),
  ),
});

/** POST `/agent/payment-links`. */
export const linkListFields = (wire: Wire) => ({
  organisation: text(),
  keyword: z.optional(text()),
  ...pageFields(wire),
  'show-child-organisations': flag(),
  date_from: day(),
  date_to: day(),
  filter_booking_exists: flag(),
});

/** POST `/agent/transactions`. */
export const transactionListFields = (wire: Wire) => ({
  organisation: text(),
  statuses: z.optional(someOf(transactionStatuses(wire))),
  ...pageFields(wire),
});

/** POST `/agent/payment-links/:id/assign`, to a booking that exists. */
export const assignFields = { booking_id: text() };

/** The same by reference, which makes the booking where there is none. */
export const assignByReferenceFields = {
  organisation: text(),
  customer_name: notBlank(),
  email: email(),
  booking_reference: notBlank(),
};

export const tokenFields = { public_key: z.optional(text()), private_key: z.optional(text()) };

/**
 * The body as these fields have it, or a refusal that names every faulty one.
 * @param faults what the caller has already found, told along with the rest
 */
export function parseFields<T extends z.core.$ZodLooseShape>(
  body: Body,
  fields: T,
  options: { wire: Wire; prefix: string; faults?: readonly Fault[] },
): z.infer<z.ZodMiniObject<T>> {
  const { wire, prefix, faults = [] } = options;
  const schema = wire.unknown_property === 'reject' ? z.strictObject(fields) : z.object(fields);
  const result = schema.safeParse(body);
  const found = new Map(faults.map((fault) => [fault.code, fault]));
  for (const issue of result.error?.issues ?? []) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];
    const message = issue.code === 'unrecognized_keys' ? 'is not a known property' : issue.message;
    for (const name of names) {
      const code = `${prefix}.${name}`;
      if (!found.has(code)) found.set(code, { code, message: `${name} ${message}` });
    }
  }
  if (found.size > 0 || !result.success) throw new Refusal(wire.validation_status, [...found.values()]);
  return result.data;
}

function isRedirect(value: string): boolean {
  const url = URL.parse(value);
  if (!url) return false;
  const loopback =
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}
