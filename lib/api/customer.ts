import * as z from 'zod/mini';
import type { LinkCustomer } from '../links/model/link.ts';
import { given, maybe, text } from './fields.ts';
import { Country, Email, Language, Timezone } from './person-fields.ts';
import { Phone } from './phone.ts';

const AddressInput = z.strictObject({
  line1: maybe(text(100)),
  line2: maybe(text(100)),
  city: maybe(text(100)),
  region: maybe(text(100)),
  postal_code: maybe(text(20)),
  country: maybe(Country),
});

/** `name` may be given as, or beside, `first_name` and `last_name`. */
export const CustomerInput = z.strictObject({
  name: maybe(text(140)),
  first_name: maybe(text(70)),
  last_name: maybe(text(70)),
  email: maybe(Email),
  phone: maybe(Phone),
  reference: maybe(text(100)),
  language: maybe(Language),
  timezone: maybe(Timezone),
  address: maybe(AddressInput),
});
type CustomerInput = z.infer<typeof CustomerInput>;

/** As a new link keeps it; the full name is made of its parts where it is not given. */
export function toCustomer(input: CustomerInput): LinkCustomer {
  const { first_name, last_name, address, ...rest } = given(input);
  const name = rest.name ?? [first_name, last_name].filter((part) => part !== undefined).join(' ');
  return {
    ...rest,
    ...(name === '' ? {} : { name }),
    ...(first_name === undefined ? {} : { firstName: first_name }),
    ...(last_name === undefined ? {} : { lastName: last_name }),
    ...(address === undefined ? {} : { address: toAddress(address) }),
  };
}

/** Changes member by member: missing stays, null is removed. */
export function toCustomerChanges(input: CustomerInput): {
  [K in keyof LinkCustomer]?: LinkCustomer[K] | null;
} {
  const { first_name, last_name, address, ...rest } = input;
  return {
    ...set('name', rest.name),
    ...set('email', rest.email),
    ...set('phone', rest.phone),
    ...set('reference', rest.reference),
    ...set('language', rest.language),
    ...set('timezone', rest.timezone),
    ...set('firstName', first_name),
    ...set('lastName', last_name),
    ...set('address', address ? toAddress(address) : address),
  };
}

function set<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const one: { [P in K]?: V } = {};
  if (value !== undefined) one[name] = value;
  return one;
}

function toAddress(input: z.infer<typeof AddressInput>): NonNullable<LinkCustomer['address']> {
  const { postal_code, ...rest } = given(input);
  return { ...rest, ...(postal_code === undefined ? {} : { postalCode: postal_code }) };
}
