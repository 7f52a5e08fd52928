import type { OpenedConnection } from '../../connections/open.ts';
import { providerOf } from '../../providers/registry.ts';
import { sessionFor } from '../../providers/session.ts';

/** Settings and credentials as the demo connections of the local stack have them, for tests. */
const ACCOUNTS: Readonly<Record<string, { settings: object; credentials: object }>> = {
  allpay: {
    settings: {
      base_url: 'http://127.0.0.1:9',
      organisation_id: '1042',
      organisation_person_id: '20417',
      organisation_name: 'Example Housing',
      client_code: 'RENT',
    },
    credentials: { apim_subscription_key: 'key', subscription_key: 'key' },
  },
  felloh: {
    settings: { base_url: 'https://sandbox.felloh.com', organisation: 'X1234' },
    credentials: { public_key: 'key', private_key: 'key' },
  },
  fortis: {
    settings: {
      base_url: 'https://api.sandbox.zeamster.com',
      user_id: 'user',
      developer_id: 'developer',
      location_id: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
      cc_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b57',
      ach_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b58',
    },
    credentials: { user_api_key: 'key' },
  },
  paypoint: { settings: { base_url: 'http://127.0.0.1:9' }, credentials: { subscription_key: 'key' } },
  smarterpay: {
    settings: { pages: [{ id: 'EP02CARDSINGLE000001', kind: 'card_payment', single_use: true }] },
    credentials: { api_token: 'token' },
  },
};

export const PROVIDERS = Object.keys(ACCOUNTS);

/** The connection `<provider>-main` of an organisation, opened. */
export function openedAt(
  id: string,
  changes: Partial<OpenedConnection['connection']> = {},
): OpenedConnection {
  const provider = providerOf(id);
  const config = ACCOUNTS[id];
  if (!provider || !config) throw new Error(`${id} is not installed`);
  const { settings, credentials } = config;
  const { wire } = changes;
  const account = provider.openAccount({
    settings: { ...settings },
    credentials: { ...credentials },
    wire,
    baseUrls: 'loopback',
  });
  return {
    provider,
    account,
    session: sessionFor(id),
    limits: provider.limitsOf(account),
    connection: {
      org: 'ORG1',
      id: `${id}-main`,
      provider: id,
      settings: {},
      credentials: '',
      expiresInDays: 30,
      hookToken: '',
      version: 1,
      writer: '',
      createdAt: 0,
      updatedAt: 0,
      ...changes,
    },
  };
}
