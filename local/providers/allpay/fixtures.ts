/** What is in a fresh account, as the sheet's examples have it. */
export const fixtures = {
  /** Identifies the caller to the gateway. */
  apimSubscriptionKey: 'sim-allpay-apim-key',
  /** Identifies the caller to the application. */
  subscriptionKey: 'sim-allpay-subscription-key',
  organisationId: '1042',
  organisationPersonId: '20417',
  organisationName: 'Example Housing',
  clientCode: 'RENT',
  /** A reference that ends so belongs to no account; told only about validated links. */
  unknownAccountEnding: '0000',
  /** The first link's; each one after it is one higher. */
  firstPaymentUrlId: 884120,
} as const;
