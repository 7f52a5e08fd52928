/** How a provider's own documents spell the fields of a link, so that a file made for it is read as it is. */
export interface Spelling {
  /** Its name → ours. */
  names: Readonly<Record<string, string>>;
  /** Words of its own in cells, by our field: its word in lower case → ours. */
  words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where a number without country code is at home. */
  phones?: 'GB' | 'US';
}

/** By provider id. Sources: section 2 of each wire sheet. Credentials and settings of an account are no columns. */
export const SPELLINGS: Readonly<Record<string, Spelling>> = {
  allpay: {
    names: {
      Amount: 'amount_major',
      paymentReferenceNumber: 'provider_options.payment_reference_number',
      PRN: 'provider_options.payment_reference_number',
      clientReference: 'customer.reference',
      CRN: 'customer.reference',
      clientCode: 'provider_options.client_code',
      firstName: 'customer.first_name',
      lastName: 'customer.last_name',
      validated: 'validate_account',
      createdBy: 'created_by',
      emailAddress: 'customer.email',
      mobileNumber: 'customer.phone',
      sendingMethod: 'delivery.channels',
    },
    words: { 'delivery.channels': { 1: 'email', 2: 'sms', 3: 'sms email' } },
    phones: 'GB',
  },
  felloh: {
    names: {
      customer_name: 'customer.name',
      email: 'customer.email',
      organisation: 'provider_options.organisation',
      type: 'provider_options.type',
      booking_id: 'booking.id',
      booking_reference: 'booking.reference',
      customer_id: 'provider_options.customer_id',
      address_1: 'customer.address.line1',
      address_2: 'customer.address.line2',
      city: 'customer.address.city',
      county: 'customer.address.region',
      post_code: 'customer.address.postal_code',
      open_banking_enabled: 'methods.open_banking',
      card_enabled: 'methods.card',
      excluded_card_types: 'methods.excluded_card_types',
      excluded_card_regions: 'methods.excluded_card_regions',
      authorisation_only: 'provider_options.authorisation_only',
      surcharging_enabled: 'provider_options.surcharging_enabled',
      dcc_enabled: 'provider_options.dcc_enabled',
      hide_store_card: 'provider_options.hide_store_card',
      store_card_forced: 'provider_options.store_card_forced',
      success_url: 'redirects.success',
      failure_url: 'redirects.failure',
      cancel_url: 'redirects.cancel',
    },
    words: { currency: { gbx: 'GBP', usx: 'USD', eux: 'EUR' } },
  },
  fortis: {
    names: {
      amount_due: 'amount_major',
      email: 'customer.email',
      cell_phone: 'customer.phone',
      paylink_api_id: 'reference',
      expire_date: 'expires_at',
      delivery_method: 'delivery.channels',
      location_id: 'provider_options.location_id',
      cc_product_transaction_id: 'provider_options.cc_product_transaction_id',
      ach_product_transaction_id: 'provider_options.ach_product_transaction_id',
      contact_id: 'provider_options.contact_id',
      contact_api_id: 'provider_options.contact_api_id',
    },
    words: { 'delivery.channels': { 0: 'none', 1: 'email', 2: 'sms', 3: 'sms email' } },
    phones: 'US',
  },
  paypoint: {
    names: {
      ClientTransactionRef: 'reference',
      Amount: 'amount_major',
      AccountReference: 'customer.reference',
      Reason: 'description',
      Passphrase: 'provider_options.passphrase',
      Title: 'provider_options.title',
      FirstName: 'customer.first_name',
      LastName: 'customer.last_name',
      MobileNumber: 'customer.phone',
      EmailAddress: 'customer.email',
      SendMethod: 'delivery.channels',
    },
    words: { 'delivery.channels': { both: 'sms email' } },
    phones: 'GB',
  },
  smarterpay: {
    names: {
      customer_custom_reference: 'reference',
      return_url: 'redirects.success',
      ...options(
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
        'metadata_account_validation',
        'metadata_bank_account',
        'metadata_card',
        'metadata_customer_account',
        'metadata_mandate',
        'metadata_recurrence_schedule',
      ),
    },
    phones: 'GB',
  },
};

/** These have no other name with us. */
function options(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `provider_options.${name}`]));
}
