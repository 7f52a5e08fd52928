/** What is in a fresh account, as the sheet's examples have it. */
export const fixtures = {
  userId: '5b0f7c92-6d1e-4c38-8a47-2e9d1f6b3a70',
  userApiKey: 'sim-fortis-user-api-key',
  developerId: 'simdev01',
  locationId: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
  locationName: 'Example Travel',
  ccProductTransactionId: '11ef2c7a9d0b4e6c8a1f3b57',
  achProductTransactionId: '11ef2c7a9d0b4e6c8a1f3b58',
  contact: {
    id: '11ef939cccb05bf494a312a1',
    location_id: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
    contact_api_id: 'cust-1001',
    first_name: 'Ada',
    last_name: 'Byron',
    email: 'ada@example.com',
    cell_phone: '2025550143',
  },
  user: {
    id: '5b0f7c92-6d1e-4c38-8a47-2e9d1f6b3a70',
    username: 'api-user',
    first_name: 'Sample',
    last_name: 'User',
    email: 'api@example.com',
  },
  /** Postbacks carry them as Basic until others are set. */
  postbackUsername: 'sim-fortis-postback',
  postbackPassword: 'sim-fortis-postback-password',
} as const;
