import { FIELDS } from './fields.ts';

/** `text/csv`: the columns that links of a provider need or mostly have, and one row as it may be. `undefined`: no such provider. */
export function templateCsv(provider: string): string | undefined {
  const row = templateRow(provider);
  if (!row) return undefined;
  // Nothing in it needs quotes; a test sees to that.
  return `${Object.keys(row).join(',')}\r\n${Object.values(row).join(',')}\r\n`;
}

/** Cells by our names. */
export function templateRow(provider: string): Readonly<Record<string, string>> | undefined {
  const own = OWN[provider];
  return own && { ...examples(COMMON), ...own };
}

const COMMON = [
  'reference',
  'amount_major',
  'currency',
  'description',
  'customer.first_name',
  'customer.last_name',
  'customer.email',
  'customer.phone',
  'customer.reference',
  'delivery.channels',
];

const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  allpay: { 'provider_options.client_code': '', 'provider_options.payment_reference_number': '' },
  felloh: { 'booking.id': '', 'methods.card': 'yes', 'methods.open_banking': 'yes' },
  fortis: { currency: 'USD', 'methods.card': 'yes' },
  paypoint: { 'provider_options.passphrase': '' },
  smarterpay: { 'provider_options.ecommerce_page': '' },
};

function examples(names: readonly string[]): Record<string, string> {
  const wanted = names.map((name) => FIELDS.find((field) => field.name === name));
  return Object.fromEntries(wanted.flatMap((field) => (field ? [[field.name, field.example]] : [])));
}
