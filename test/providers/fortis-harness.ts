import type { AccountConfig, NewProviderLink } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/fortis/fixtures.ts';
import { type FortisSimulator, startFortis } from '../../local/providers/fortis/index.ts';
import type { ProviderHarness } from './harness.ts';

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 15050, currency: 'USD' },
  merchantReference: 'INV-1001',
  description: 'Deposit for Bali',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+12025550143', reference: 'C-77' },
  // At midnight: still the day before.
  expiresAt: Date.parse('2026-04-01T00:00:00.000Z'),
  methods: { card: true, openBanking: true },
  booking: { id: fixtures.contact.id },
  createdBy: 'agent-17',
  metadata: { order: '42' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: { location_id: fixtures.locationId, contact_api_id: fixtures.contact.contact_api_id },
};

const body = {
  amount: 15050,
  currency: 'USD',
  customer: { name: 'Ada Byron', email: 'ada@example.com' },
  expires_at: '2026-03-31T23:59:59Z',
};

function configAt(url: string, wire: Readonly<Record<string, unknown>> = {}): AccountConfig {
  return {
    settings: {
      base_url: url,
      user_id: fixtures.userId,
      developer_id: fixtures.developerId,
      location_id: fixtures.locationId,
      cc_product_transaction_id: fixtures.ccProductTransactionId,
      ach_product_transaction_id: fixtures.achProductTransactionId,
      postback_username: fixtures.postbackUsername,
    },
    credentials: { user_api_key: fixtures.userApiKey, postback_password: fixtures.postbackPassword },
    wire,
    baseUrls: 'loopback',
  };
}

/** 409 says of a record that it was deleted; a delete then has what it wanted, and no body is its whole answer. */
const deleting = {
  '409': 'done',
  'an empty 200': 'done',
  'a truncated 200, after the effect': 'done',
} as const;
const SECOND = '2026-03-02T09:16:04.000Z';

export const fortisHarness: ProviderHarness<FortisSimulator> = {
  start: (clock, wire) => startFortis({ clock, wire: { ...wire } }),
  config: (sim, wire) => configAt(sim.url, wire),
  configAt,
  input,
  createOnWire: {
    method: 'POST',
    path: '/v2/paylinks',
    body: {
      paylink: {
        location_id: fixtures.locationId,
        cc_product_transaction_id: fixtures.ccProductTransactionId,
        ach_product_transaction_id: fixtures.achProductTransactionId,
        amount_due: 150.5,
        email: 'ada@example.com',
        cell_phone: '2025550143',
        contact_api_id: 'cust-1001',
        delivery_method: 0,
        expire_date: '2026-03-31',
        paylink_api_id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      },
    },
  },
  wireOperations: {
    createLink: 'create',
    fetchLink: 'get',
    listLinks: 'list',
    findByReference: 'list',
    cancelLink: 'delete',
    deleteLink: 'delete',
    assignLink: 'update',
  },
  notFound: {
    createLink: 'bad-response',
    fetchLink: 'not-found',
    listLinks: 'bad-response',
    findByReference: 'bad-response',
    cancelLink: 'done',
    deleteLink: 'done',
    assignLink: 'not-found',
  },
  otherwise: {
    fetchLink: { '409': 'not-found' },
    assignLink: { '409': 'not-found' },
    cancelLink: deleting,
    deleteLink: deleting,
  },
  refreshesToken: false,
  smallPages: { page_size_default: 3, page_size_max: 3 },
  listLagMs: 5000,
  secrets: [
    fixtures.userApiKey,
    fixtures.postbackPassword,
    btoa(`${fixtures.postbackUsername}:${fixtures.postbackPassword}`),
  ],
  statuses: [
    {
      name: 'untouched: active',
      observed: { status: 'active', providerStatus: '0', amountPaid: undefined, firstSentAt: undefined },
    },
    {
      name: 'opened: active, for that is not reported',
      act: (sim, { providerUrl }) => sim.act({ action: 'open', link: providerUrl }),
      observed: { status: 'active', firstOpenedAt: undefined },
    },
    {
      name: 'paid by card: paid',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
      },
      observed: {
        status: 'paid',
        providerStatus: '1 (101)',
        amountPaid: 15050,
        paidAt: Date.parse(SECOND),
      },
    },
    {
      name: 'paid in part: paid, amount_mismatch',
      act: (sim, { providerUrl }) =>
        sim.act({ action: 'pay', link: providerUrl, method: 'card', amount: 5000 }),
      observed: { status: 'paid', amountPaid: 5000, flags: ['amount_mismatch'] },
    },
    {
      name: 'paid, and 191: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'status', link: providerUrl, status: '191' });
      },
      observed: { status: 'paid', amountPaid: 15050 },
    },
    {
      name: 'ACH under way: processing',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, method: 'bank' }),
      observed: { status: 'processing', providerStatus: '1 (131)', amountPaid: undefined, paidAt: undefined },
    },
    ...['132', '133'].map((status) => ({
      name: `ACH further under way (${status}): processing`,
      act: (sim: FortisSimulator, { providerUrl }: { providerUrl: string }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'bank' });
        sim.act({ action: 'status', link: providerUrl, status });
      },
      observed: { status: 'processing' as const },
    })),
    {
      name: 'ACH settled: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'bank' });
        sim.act({ action: 'settle', link: providerUrl });
      },
      observed: { status: 'paid', providerStatus: '1 (134)', amountPaid: 15050 },
    },
    {
      name: 'ACH charged back: paid, charged_back',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'bank' });
        sim.act({ action: 'charge_back', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['charged_back'] },
    },
    {
      name: 'voided: paid, voided',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'void', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['voided'] },
    },
    {
      name: 'refunded: paid, refunded',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'fail', link: providerUrl, method: 'card' });
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'refund', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['refunded'] },
    },
    {
      name: 'authorised: processing, authorised',
      act: (sim, { providerUrl }) => sim.act({ action: 'authorise', link: providerUrl, method: 'card' }),
      observed: { status: 'processing', providerStatus: '1 (102)', flags: ['authorised'] },
    },
    {
      name: 'authorised and captured: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'authorise', link: providerUrl, method: 'card' });
        sim.act({ action: 'complete', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 15050 },
    },
    {
      name: 'paid by a payment unheard of: paid, amount_unconfirmed',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'status', link: providerUrl, status: '999' });
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['amount_unconfirmed'] },
    },
    {
      name: 'paid without a payment: paid, amount_unconfirmed',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'paylink_status', link: providerUrl, status: '1' });
        clock.advance(6000);
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['amount_unconfirmed'] },
    },
    {
      name: 'paid, and this account may not read payments: paid, amount_unconfirmed',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.fail({ operation: 'transactions', kind: 'status', status: 403 });
      },
      observed: { status: 'paid', amountPaid: undefined, flags: ['amount_unconfirmed'] },
    },
    {
      name: 'declined: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'fail', link: providerUrl, method: 'card' }),
      observed: { status: 'active', amountPaid: undefined },
    },
    {
      name: 'made inactive at Fortis: cancelled',
      act: (sim, { providerUrl }) => sim.act({ action: 'deactivate', link: providerUrl }),
      observed: { status: 'cancelled' },
    },
    {
      name: 'a status unheard of: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'paylink_status', link: providerUrl, status: '7' }),
      observed: { status: undefined, providerStatus: '7', flags: ['provider_status_unknown'] },
    },
    {
      name: 'on the last day: active',
      act: (_sim, { providerExpiresAt = 0 }, clock) => clock.advance(providerExpiresAt - clock.now()),
      observed: { status: 'active' },
    },
    {
      name: 'after the last day: expired',
      act: (_sim, { providerExpiresAt = 0 }, clock) => clock.advance(providerExpiresAt - clock.now() + 1),
      observed: { status: 'expired' },
    },
    {
      name: 'paid, and then past the end: paid',
      act: (sim, { providerUrl, providerExpiresAt = 0 }, clock) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        clock.advance(providerExpiresAt - clock.now() + 1);
      },
      observed: { status: 'paid', amountPaid: 15050 },
    },
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'GBP' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 10_000_000_000 }, pointers: ['/amount'] },
    {
      name: 'an address with two @',
      body: { ...body, customer: { email: 'a@b@example.com' } },
      pointers: ['/customer/email'],
    },
    {
      name: 'a short address',
      body: { ...body, customer: { email: 'a@bc' } },
      pointers: ['/customer/email'],
    },
    {
      name: 'a long address',
      body: { ...body, customer: { email: `${'a'.repeat(121)}@b.c.com` } },
      pointers: ['/customer/email'],
    },
    {
      name: 'account validation',
      body: { ...body, validate_account: true },
      pointers: ['/validate_account'],
    },
    {
      name: 'excluded cards',
      body: { ...body, methods: { excluded_card_types: ['amex'], excluded_card_regions: ['inter'] } },
      pointers: ['/methods/excluded_card_types', '/methods/excluded_card_regions'],
    },
    {
      name: 'redirects',
      body: { ...body, redirects: { success: 'https://shop.example/ok', failure: null, cancel: null } },
      pointers: ['/redirects/success'],
    },
    {
      name: 'no method at all',
      body: { ...body, methods: { card: false, open_banking: false } },
      pointers: ['/methods/card'],
    },
    {
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown and mistyped options',
      body: { ...body, provider_options: { location_id: 'short', dcc_enabled: true } },
      pointers: ['/provider_options/location_id', '/provider_options/dcc_enabled'],
    },
  ],
  notifications: [
    {
      name: 'CREATE',
      wire: {},
      proof: 'authorization',
      stale: 'accepted',
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.configure({ webhook_url });
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
      },
    },
    {
      name: 'UPDATE',
      wire: {},
      proof: 'authorization',
      stale: 'accepted',
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'bank' });
        sim.configure({ webhook_url });
        sim.act({ action: 'settle', link: providerUrl });
      },
    },
  ],
};
