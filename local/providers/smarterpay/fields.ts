import * as z from 'zod/mini';
import { refusal } from './answers.ts';
import { fixtures, pageNamed } from './fixtures.ts';
import { toMinor } from './money.ts';
import type { RecordId } from './properties.ts';
import { isDay } from './times.ts';
import type { Wire } from './wire.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Says "is required" of what is missing and `otherwise` of what is wrong. */
function says(otherwise: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? 'is required' : otherwise) };
}

const text = () => z.string(says('must be a string'));
/** Characters as people count them, not halves of a pair. */
const upTo = (limit: number) =>
  text().check(z.refine((value) => [...value].length <= limit, `may have at most ${limit} characters`));
const record = (name: RecordId) =>
  z.optional(text().check(z.refine((value) => value === fixtures.records[name], 'is not a known record')));
const day = () => z.optional(text().check(z.refine(isDay, 'must be a date, YYYY-MM-DD')));

function amount({ amount_unit, max_amount_minor }: Wire) {
  const form = amount_unit === 'minor_string' ? 'a string of digits' : 'a string such as 27.50';
  return z.optional(
    z.union([z.string(), z.number()], `must be ${form}`).check(
      z.refine((value) => toMinor(value, amount_unit) !== undefined, {
        error: `must be ${form}`,
        abort: true,
      }),
      z.refine((value) => {
        const minor = toMinor(value, amount_unit) ?? 0;
        return minor >= 1 && minor <= max_amount_minor;
      }, `must be from 1 to ${max_amount_minor} pence`),
    ),
  );
}

/** POST `/paymentlink`, in the sheet's order, in which the first fault is looked for. */
export function newLinkFields(wire: Wire) {
  return {
    ecommerce_page: text().check(
      z.refine((value) => pageNamed(value) !== undefined, 'is not a known Ecommerce Page'),
    ),
    customer_account: record('customer_account'),
    bank_account: record('bank_account'),
    mandate: record('mandate'),
    recurrence_schedule: record('recurrence_schedule'),
    amount: amount(wire),
    description: z.optional(upTo(255)),
    auddis: z.optional(text()),
    bank_account_custom_reference: z.optional(upTo(100)),
    card_payment_custom_reference: z.optional(upTo(100)),
    recurrence_schedule_custom_reference: z.optional(upTo(100)),
    customer_custom_reference: z.optional(upTo(100)),
    start_date: day(),
    end_date: day(),
    first_collection_amount: amount(wire),
    first_collection_date: day(),
    return_url: z.optional(
      upTo(2048).check(
        z.refine(isReturnUrl, 'must be an https URL without a parameter named page or payment'),
      ),
    ),
    metadata: z.optional(upTo(1000)),
    metadata_account_validation: z.optional(upTo(1000)),
    metadata_bank_account: z.optional(upTo(1000)),
    metadata_card: z.optional(upTo(1000)),
    metadata_customer_account: z.optional(upTo(1000)),
    metadata_mandate: z.optional(upTo(1000)),
    metadata_recurrence_schedule: z.optional(upTo(1000)),
  };
}

const clearable = () => z.optional(z.nullable(upTo(1000)));

/** PUT `/paymentlink/{ID}`; null clears a metadata string. */
export const updateFields = {
  metadata: clearable(),
  metadata_account_validation: clearable(),
  metadata_bank_account: clearable(),
  metadata_card: clearable(),
  metadata_customer_account: clearable(),
  metadata_mandate: clearable(),
  metadata_recurrence_schedule: clearable(),
  status: z.optional(z.literal('expired', 'can only be set to expired')),
};

/** These properties as the table has them, or a refusal that names the first fault: known ones come before unknown ones. */
export function parseFields<T extends z.core.$ZodLooseShape>(
  body: Body,
  fields: T,
  wire: Wire,
): z.infer<z.ZodMiniObject<T>> {
  const schema = wire.unknown_property === 'reject' ? z.strictObject(fields) : z.object(fields);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknownProperty(issue.keys[0] ?? '', wire);
  const name = String(issue?.path[0]);
  const code = issue?.message === 'is required' ? 'required' : 'invalid_value';
  throw refusal(wire.validation_status, code, `${name} ${issue?.message}`, name);
}

export function unknownProperty(name: string, wire: Wire) {
  return refusal(wire.validation_status, 'unknown_property', `${name} is not a known property`, name);
}

function isReturnUrl(value: string): boolean {
  const url = URL.parse(value);
  if (!url || url.searchParams.has('page') || url.searchParams.has('payment')) return false;
  const loopback =
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return value.startsWith('https://') || (value.startsWith('http://') && loopback);
}
