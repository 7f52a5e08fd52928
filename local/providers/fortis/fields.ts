import * as z from 'zod/mini';
import { isDay } from './dates.ts';
import { centsOf } from './money.ts';
import type { Wire } from './wire.ts';

const text = () => z.string('should be a string.');
const between = (min: number, max: number) => {
  const says = `should contain ${min} to ${max} characters.`;
  return text().check(z.minLength(min, says), z.maxLength(max, says));
};
const id = () => between(24, 36);
const integer = () => z.number('should be an integer.').check(z.int('should be an integer.'));
/** null is what a PUT clears with; of a POST it is taken out before. */
const given = <T extends z.core.$ZodType>(schema: T) => z.optional(z.nullable(schema));

/** What a request may say of a paylink; which operation takes which name is told apart below. */
export function paylinkFields({ min_amount_minor }: Wire) {
  return z.object({
    location_id: given(id()),
    cc_product_transaction_id: given(id()),
    ach_product_transaction_id: given(id()),
    amount_due: given(
      z.number('should be a number.').check(
        z.refine((value) => centsOf(value) !== undefined, {
          error: 'should have at most 8 digits and 2 decimals.',
          abort: true,
        }),
        z.refine((value) => (centsOf(value) ?? -1) >= min_amount_minor, 'is too small.'),
      ),
    ),
    email: given(between(5, 128).check(z.regex(/^[^@\s]+@[^@\s]+$/, 'is not a valid email address.'))),
    cell_phone: given(text().check(z.regex(/^\d{10}$/, 'should contain 10 digits.'))),
    contact_id: given(id()),
    contact_api_id: given(between(1, 64)),
    delivery_method: given(
      integer().check(z.gte(0, 'should be from 0 to 3.'), z.lte(3, 'should be from 0 to 3.')),
    ),
    expire_date: given(text().check(z.refine(isDay, 'should be a date, YYYY-MM-DD.'))),
    paylink_api_id: given(between(0, 64)),
    status_id: given(integer().check(z.gte(0, 'should be 0 or 1.'), z.lte(1, 'should be 0 or 1.'))),
  });
}
export type PaylinkFields = z.infer<ReturnType<typeof paylinkFields>>;

const both = [
  'cc_product_transaction_id',
  'ach_product_transaction_id',
  'email',
  'cell_phone',
  'contact_id',
  'contact_api_id',
  'delivery_method',
  'expire_date',
  'paylink_api_id',
];

/** The names that a POST, or a PUT, takes; every other one is as unknown. */
export function namesOf(operation: 'create' | 'update', { amount_on_put }: Wire): readonly string[] {
  if (operation === 'create') return ['location_id', 'amount_due', ...both];
  return [...(amount_on_put ? ['amount_due'] : []), 'status_id', ...both];
}
