/** What is in a fresh account. */
export const fixtures = {
  subscriptionKey: 'sim-paypoint-subscription-key',
  /** Demanded only where the simulator was started with an `apiKey`; this one is meant for that. */
  apiKey: 'sim-paypoint-api-key',
  /** Whom the payment page says the money goes to. */
  merchant: 'Example Water',
} as const;
