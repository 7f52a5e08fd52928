import type { SmarterpayProfile } from './profile.ts';

/** Metadata that is set on the records a payer's journey makes. `metadata` itself is the link's. */
export const RECORD_METADATA = [
  'metadata_account_validation',
  'metadata_bank_account',
  'metadata_card',
  'metadata_customer_account',
  'metadata_mandate',
  'metadata_recurrence_schedule',
] as const;

/** Longest text by property, in characters. */
export const MAX_LENGTHS: Readonly<Record<string, number>> = {
  description: 255,
  bank_account_custom_reference: 100,
  card_payment_custom_reference: 100,
  recurrence_schedule_custom_reference: 100,
  customer_custom_reference: 100,
  return_url: 2048,
  metadata: 1000,
  ...Object.fromEntries(RECORD_METADATA.map((name) => [name, 1000])),
};

/** What only `provider_options` has. */
const OPTIONS: ReadonlySet<string> = new Set([
  'ecommerce_page',
  'customer_account',
  'bank_account',
  'mandate',
  'recurrence_schedule',
  'auddis',
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'recurrence_schedule_custom_reference',
  'start_date',
  'end_date',
  'first_collection_amount',
  'first_collection_date',
  ...RECORD_METADATA,
]);

/** SmarterPay's property → ours, as a JSON pointer; undefined: nobody of ours gave it. */
export function pointerOf(field: string, profile: SmarterpayProfile): string | undefined {
  if (field === profile.merchant_reference_field) return '/reference';
  if (field === 'amount' || field === 'description' || field === 'metadata') return `/${field}`;
  return OPTIONS.has(field) ? `/provider_options/${field}` : undefined;
}
