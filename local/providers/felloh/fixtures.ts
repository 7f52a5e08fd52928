/** What is in a fresh account, as the sheet's examples have it. */
export const fixtures = {
  publicKey: 'sim-felloh-public-key',
  privateKey: 'sim-felloh-private-key',
  webhookSecret: 'sim-felloh-webhook-secret',
  organisation: 'X1234',
  /** Belongs to X1234; its links are listed with `show-child-organisations`. */
  childOrganisation: 'X1235',
  types: ['UNKNOWN', 'CARD'],
  typeCreatedAt: '2025-11-03T10:00:00.000Z',
  user: { id: 'e19b5d73-2c80-46fa-b1d8-64a0c7f93e52', email: 'api@example.com' },
  booking: {
    id: 'c3a5e7f9-1b2d-4c6e-8f0a-9d8c7b6a5f4e',
    organisation: 'X1234',
    email: 'traveller@example.com',
    customer_name: 'Sample Traveller',
    booking_reference: 'TOUR-0042',
    created_at: '2026-02-20T11:05:31.204Z',
  },
  customer: {
    id: '84f2c6a0-d19e-4b73-9a58-2e07f1c3b6d5',
    customer_name: 'Sample Traveller',
    email: 'traveller@example.com',
    address_1: '1 Sample Street',
    address_2: null,
    city: 'Lincoln',
    county: 'Lincolnshire',
    country: 'United Kingdom',
    post_code: 'LN1 1AA',
  },
} as const;

/** The organisations these keys may act for, with their names. */
export const organisations: Readonly<Record<string, string>> = {
  X1234: 'Example Travel',
  X1235: 'Example Travel North',
};

export const cardTypes = ['AMEX', 'VISA', 'MASTER'] as const;
export const cardRegions = ['DOMESTIC', 'INTER', 'INTRA'] as const;
