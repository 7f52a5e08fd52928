import { randomBytes } from 'node:crypto';
import { type Answer, type Call, jsonAnswer } from '../server.ts';
import { refusal } from './answers.ts';
import { type Body, newLinkFields, parseFields, updateFields } from './fields.ts';
import { type EcommercePage, pageNamed } from './fixtures.ts';
import { toMinor } from './money.ts';
import { type MetadataString, metadataStrings, overrides } from './properties.ts';
import { linkRecord } from './records.ts';
import { linkOf, parameters, wrapped } from './request.ts';
import { type Link, newId, type Smarterpay } from './state.ts';
import { dayMs, wholeSecond } from './times.ts';
import type { Wire } from './wire.ts';

/** POST `/paymentlink` */
export function createLink(smarterpay: Smarterpay, call: Call, _id: string, body: Body): Answer {
  const wire = smarterpay.wire();
  // null is the same as nothing here.
  const given = Object.fromEntries(Object.entries(wrapped(body, wire)).filter(([, value]) => value !== null));
  const fields = parseFields(given, newLinkFields(wire), wire);
  const page = pageNamed(fields.ecommerce_page);
  if (!page) throw new Error('a page that is not known has been refused');
  const ignored = checkPage(page, given, wire);
  parameters(call, [], wire);

  const set = <N extends keyof typeof fields>(name: N) =>
    ignored.includes(name) ? null : (fields[name] ?? null);
  const pence = (name: 'amount' | 'first_collection_amount') => {
    const value = set(name);
    return value === null ? null : (toMinor(value, wire.amount_unit) ?? null);
  };
  const now = smarterpay.clock.now();
  const link: Link = {
    id: newId('PL'),
    ecommerce_page: page.id,
    setup: randomBytes(96).toString('base64'),
    token: randomBytes(96).toString('base64'),
    customer_account: set('customer_account'),
    bank_account: set('bank_account'),
    mandate: set('mandate'),
    recurrence_schedule: set('recurrence_schedule'),
    amount: pence('amount'),
    description: set('description'),
    auddis: set('auddis'),
    bank_account_custom_reference: set('bank_account_custom_reference'),
    card_payment_custom_reference: set('card_payment_custom_reference'),
    recurrence_schedule_custom_reference: set('recurrence_schedule_custom_reference'),
    customer_custom_reference: set('customer_custom_reference'),
    start_date: set('start_date'),
    end_date: set('end_date'),
    first_collection_amount: pence('first_collection_amount'),
    first_collection_date: set('first_collection_date'),
    return_url: set('return_url'),
    metadata: set('metadata'),
    metadata_account_validation: set('metadata_account_validation'),
    metadata_bank_account: set('metadata_bank_account'),
    metadata_card: set('metadata_card'),
    metadata_customer_account: set('metadata_customer_account'),
    metadata_mandate: set('metadata_mandate'),
    metadata_recurrence_schedule: set('metadata_recurrence_schedule'),
    created_at: now,
    // From the second that `created_at` shows, so that the two agree.
    expires_at: page.days === null ? null : wholeSecond(now) + page.days * dayMs,
    visited_at: null,
    completed_at: null,
    expired: false,
    status: null,
    deleted_at: null,
    transactions: [],
  };
  smarterpay.state.links[link.id] = link;
  smarterpay.changed();
  return answer(smarterpay, link, wire.create_status);
}

/** GET `/paymentlink/{ID}` */
export function getLink(smarterpay: Smarterpay, call: Call, id: string): Answer {
  const link = linkOf(smarterpay, id);
  parameters(call, [], smarterpay.wire());
  return answer(smarterpay, link, 200);
}

/** PUT `/paymentlink/{ID}`: the metadata strings, and the end of the link, which is for ever. */
export function updateLink(smarterpay: Smarterpay, call: Call, id: string, body: Body): Answer {
  const wire = smarterpay.wire();
  const link = linkOf(smarterpay, id);
  const { status, ...strings } = parseFields(wrapped(body, wire), updateFields, wire);
  parameters(call, [], wire);
  if (status === 'expired' && link.completed_at !== null && wire.expire_completed === 'reject')
    throw refusal(wire.validation_status, 'invalid_value', 'status of a completed link stays', 'status');
  const changes: Partial<Record<MetadataString, string | null>> = {};
  for (const name of metadataStrings) {
    const value = strings[name];
    if (value !== undefined) changes[name] = value;
  }
  Object.assign(link, changes);
  if (status === 'expired') link.expired = true;
  smarterpay.changed();
  return answer(smarterpay, link, 200);
}

/** Refuses what the page lacks or does not permit; gives the overrides to leave out where that is the account's way. */
function checkPage(page: EcommercePage, given: Body, wire: Wire): readonly string[] {
  const missing = [...page.needs, ...page.requires].find((name) => given[name] === undefined);
  if (missing)
    throw refusal(
      wire.validation_status,
      'required',
      `${missing} is required by this Ecommerce Page`,
      missing,
    );
  const notAllowed = overrides.filter((name) => given[name] !== undefined && !page.allows.includes(name));
  const [first] = notAllowed;
  if (first && wire.override_not_allowed === 'reject')
    throw refusal(
      wire.validation_status,
      'override_not_allowed',
      `${first} may not be set for this Ecommerce Page`,
      first,
    );
  return notAllowed;
}

function answer(smarterpay: Smarterpay, link: Link, status: number): Answer {
  return jsonAnswer(status, { payment_link: linkRecord(smarterpay, link) });
}
