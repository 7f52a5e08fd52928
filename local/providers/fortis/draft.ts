import type { Call } from '../server.ts';
import { type Faults, fault } from './answers.ts';
import { namesOf, type PaylinkFields, paylinkFields } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { centsOf } from './money.ts';
import { type Body, parameterFaults, type paylinkBody, refuse } from './request.ts';
import { type Fortis, type Link, today } from './state.ts';

/** What a paylink is to be after a POST or PUT. */
export type Draft = Pick<
  Link,
  | 'location_id'
  | 'cc_product_transaction_id'
  | 'ach_product_transaction_id'
  | 'paylink_api_id'
  | 'contact_id'
  | 'amount'
  | 'email'
  | 'cell_phone'
  | 'delivery_method'
  | 'expire_date'
  | 'status_id'
>;

const products = ['cc_product_transaction_id', 'ach_product_transaction_id'] as const;

/**
 * The draft that a body makes, of the current paylink on PUT; all its faults at once.
 * @param body what `paylinkBody` has read: broken JSON is told before a missing record
 * @returns also the names given, so that an empty change can be told
 */
export function readDraft(
  fortis: Fortis,
  call: Call,
  { paylink, beside }: ReturnType<typeof paylinkBody>,
  current?: Link,
): { draft: Draft; names: string[] } {
  const wire = fortis.wire();
  const faults = parameterFaults(call, [], wire);
  const names = namesOf(current ? 'update' : 'create', wire);
  const unknown = [...beside, ...Object.keys(paylink).filter((name) => !names.includes(name))];
  if (wire.unknown_fields === 'reject') for (const name of unknown) fault(faults, name, 'is not allowed.');

  const known = Object.fromEntries(
    Object.entries(paylink).filter(([name, value]) => names.includes(name) && (current || value !== null)),
  );
  const fields = readFields(known, fortis, faults);
  checkFixtures(fields, fortis, faults);
  const draft = applied(fields, fortis, current);
  if (current) checkCleared(fields, faults);
  else checkRequired(known, faults);
  checkTogether(fields, draft, fortis, faults, current);
  refuse(faults, wire);
  return { draft, names: Object.keys(known) };
}

/** Those that are well-formed; the others are faults. */
function readFields(given: Body, { wire }: Fortis, faults: Faults): PaylinkFields {
  const schema = paylinkFields(wire());
  const issues = schema.safeParse(given).error?.issues ?? [];
  for (const { path, message } of issues) fault(faults, String(path[0]), message);
  return schema.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !faults.has(name))));
}

/** The account has one location, one product of each kind and one contact. */
function checkFixtures(fields: PaylinkFields, fortis: Fortis, faults: Faults): void {
  const only: Readonly<Record<string, string>> = {
    location_id: fixtures.locationId,
    cc_product_transaction_id: fixtures.ccProductTransactionId,
    ach_product_transaction_id: fixtures.achProductTransactionId,
    contact_id: fixtures.contact.id,
    ...(fortis.wire().unknown_contact === 'reject'
      ? { contact_api_id: fixtures.contact.contact_api_id }
      : {}),
  };
  for (const [name, value] of Object.entries(fields))
    if (value !== null && Object.hasOwn(only, name) && only[name] !== value)
      fault(faults, name, 'is invalid.');
}

function applied(fields: PaylinkFields, fortis: Fortis, current: Link | undefined): Draft {
  const { default_delivery_method } = fortis.wire();
  const method =
    fields.delivery_method === undefined
      ? (current?.delivery_method ?? default_delivery_method)
      : (fields.delivery_method ?? default_delivery_method);
  return {
    location_id: current?.location_id ?? fields.location_id ?? '',
    cc_product_transaction_id: over(fields.cc_product_transaction_id, current?.cc_product_transaction_id),
    ach_product_transaction_id: over(fields.ach_product_transaction_id, current?.ach_product_transaction_id),
    // An empty one is none.
    paylink_api_id: over(fields.paylink_api_id, current?.paylink_api_id) || null,
    contact_id: over(contactOf(fields), current?.contact_id),
    amount: centsOf(fields.amount_due ?? Number.NaN) ?? current?.amount ?? 0,
    email: over(fields.email, current?.email),
    cell_phone: over(fields.cell_phone, current?.cell_phone),
    delivery_method: method,
    expire_date: over(fields.expire_date, current?.expire_date),
    status_id: fields.status_id ?? current?.status_id ?? 0,
  };
}

/** `contact_id` comes first where both are given; an own id that nobody has is as none. */
function contactOf({ contact_id, contact_api_id }: PaylinkFields): string | null | undefined {
  if (contact_id !== undefined) return contact_id;
  if (contact_api_id === null) return null;
  return contact_api_id === fixtures.contact.contact_api_id ? fixtures.contact.id : undefined;
}

function checkRequired(given: Body, faults: Faults): void {
  for (const name of ['location_id', 'amount_due'])
    if (given[name] === undefined) fault(faults, name, 'cannot be blank.');
}

function checkCleared(fields: PaylinkFields, faults: Faults): void {
  if (fields.amount_due === null) fault(faults, 'amount_due', 'cannot be blank.');
  if (fields.status_id === null) fault(faults, 'status_id', 'cannot be blank.');
}

/** What one field says about another, or about other paylinks. */
function checkTogether(
  { expire_date }: PaylinkFields,
  draft: Draft,
  fortis: Fortis,
  faults: Faults,
  current: Link | undefined,
): void {
  const { email_needed, past_expire_date, duplicate_api_id } = fortis.wire();
  if (products.every((name) => draft[name] === null && !faults.has(name)))
    for (const name of products) fault(faults, name, 'or the other product must be supplied.');
  const { delivery_method, email, cell_phone, paylink_api_id } = draft;
  if (email_needed && [1, 3].includes(delivery_method) && email === null)
    fault(faults, 'email', 'cannot be blank.');
  if ([2, 3].includes(delivery_method) && cell_phone === null)
    fault(faults, 'cell_phone', 'cannot be blank.');
  if (expire_date && past_expire_date === 'reject' && expire_date < today(fortis))
    fault(faults, 'expire_date', 'cannot be in the past.');
  const taken = Object.values(fortis.state.links).some(
    (link) => link.id !== current?.id && link.paylink_api_id === paylink_api_id,
  );
  if (paylink_api_id !== null && taken && duplicate_api_id === 'reject')
    fault(faults, 'paylink_api_id', 'has already been taken.');
}

/** What is given, null too, else what is there. */
function over<T>(given: T | null | undefined, there: T | null | undefined): T | null {
  return given === undefined ? (there ?? null) : given;
}
