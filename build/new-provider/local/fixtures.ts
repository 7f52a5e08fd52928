/** What is in a fresh account. */
export const fixtures = { apiKey: 'sim-sample-provider-api-key', merchant: 'Example Travel' } as const;
