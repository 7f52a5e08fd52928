/** The properties of a payment link by what they are for, each group in the sheet's order. */
export const recordIds = ['customer_account', 'bank_account', 'mandate', 'recurrence_schedule'] as const;

export const customReferences = [
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'recurrence_schedule_custom_reference',
  'customer_custom_reference',
] as const;

/** What the page or the system sets, unless the request does and the page's options permit it. */
export const overrides = [
  'amount',
  'description',
  'auddis',
  ...customReferences,
  'start_date',
  'end_date',
  'first_collection_amount',
  'first_collection_date',
  'return_url',
] as const;

export const metadataStrings = [
  'metadata',
  'metadata_account_validation',
  'metadata_bank_account',
  'metadata_card',
  'metadata_customer_account',
  'metadata_mandate',
  'metadata_recurrence_schedule',
] as const;

export type RecordId = (typeof recordIds)[number];
export type Override = (typeof overrides)[number];
export type MetadataString = (typeof metadataStrings)[number];
