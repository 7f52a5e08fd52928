import type { Form } from '../model/columns.ts';

export interface Field {
  /** Dotted: `customer.address.city`. */
  name: string;
  form: Form;
  example: string;
  /** For people, in the documentation. */
  about: string;
}

/**
 * Every field of a create body (`POST /v1/links`) that a column can hold, by its path in the body; and the amount in
 * major units. Besides: `metadata.<key>` and `provider_options.<name>`.
 */
export const FIELDS: readonly Field[] = [
  field('connection', 'text', 'felloh-main', "The batch's own connection; any other is refused."),
  field('amount', 'minor', '4250', 'Minor units (pence, cents): digits only.'),
  field('amount_major', 'major', '42.50', 'The same in major units. A file has one of the two.'),
  field('currency', 'code', 'GBP', 'ISO 4217.'),
  field('reference', 'text', 'INV-1001', 'Names the row: no two rows of a file may have the same.'),
  field('description', 'text', 'Deposit for Bali', 'Shown to the payer.'),
  field('customer.name', 'text', 'Ada Byron', 'Where two names are needed, its last word is the last name.'),
  field('customer.first_name', 'text', 'Ada', ''),
  field('customer.last_name', 'text', 'Byron', ''),
  field('customer.email', 'text', 'ada@example.com', ''),
  field('customer.phone', 'phone', '+447700900123', 'With its country code.'),
  field('customer.reference', 'text', 'C77', "The customer's account number."),
  field('customer.language', 'text', 'en-GB', 'BCP 47.'),
  field('customer.timezone', 'text', 'Europe/London', 'IANA name.'),
  field('customer.address.line1', 'text', '1 High St', ''),
  field('customer.address.line2', 'text', 'Flat 2', ''),
  field('customer.address.city', 'text', 'Leeds', ''),
  field('customer.address.region', 'text', 'West Yorkshire', ''),
  field('customer.address.postal_code', 'text', 'LS1 1AA', ''),
  field('customer.address.country', 'code', 'GB', 'ISO 3166-1, two letters.'),
  field('due_on', 'text', '2026-12-10', 'A date as YYYY-MM-DD.'),
  field(
    'expires_at',
    'end',
    '2026-12-20',
    'A date, then to its end in the zone of the organisation; or an instant.',
  ),
  field('delivery.channels', 'channels', 'sms email', '`none`: nothing is sent.'),
  field('delivery.sender', 'word', 'service', '`service` or `provider`.'),
  field('delivery.override_reason', 'text', 'Asked for it by phone', ''),
  field('delivery.send_at', 'text', '2026-12-01T09:00:00Z', 'An instant with its zone.'),
  field('delivery.fallback', 'word', 'on_undelivered', ''),
  field('reminders', 'word', 'default', '`default` or `none`. A plan of its own is given in `defaults`.'),
  field('redirects.success', 'text', 'https://shop.example/ok', ''),
  field('redirects.failure', 'text', 'https://shop.example/failed', ''),
  field('redirects.cancel', 'text', 'https://shop.example/cancelled', ''),
  field('methods.card', 'boolean', 'yes', ''),
  field('methods.open_banking', 'boolean', 'no', ''),
  field('methods.excluded_card_types', 'list', 'amex', ''),
  field('methods.excluded_card_regions', 'list', 'inter|intra', ''),
  field('booking.id', 'text', '226009ab-ffe9-4c80-922b-982e8e7849f8', ''),
  field('booking.reference', 'text', 'FEL-00012', ''),
  field('validate_account', 'boolean', 'false', ''),
  field('created_by', 'text', 'agent-17', ''),
  field('on_duplicate', 'word', 'reject', '`allow` or `reject`.'),
];

/** Members of their own naming. */
export const METADATA = 'metadata.';
export const OPTIONS = 'provider_options.';

/** The path in the create body: both amounts are one there, and a key of metadata may have dots. */
export function pathOf(name: string): readonly string[] {
  if (name === 'amount_major') return ['amount'];
  for (const family of [METADATA, OPTIONS]) {
    if (name.startsWith(family)) return [family.slice(0, -1), name.slice(family.length)];
  }
  return name.split('.');
}

function field(name: string, form: Form, example: string, about: string): Field {
  return { name, form, example, about };
}
