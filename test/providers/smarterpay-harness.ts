import type { AccountConfig, NewProviderLink } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/smarterpay/fixtures.ts';
import { type SmarterpaySimulator, startSmarterpay } from '../../local/providers/smarterpay/index.ts';
import type { ProviderHarness } from './harness.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';
const { records } = fixtures;

export const onPage = {
  single: { ecommerce_page: 'EP02CARDSINGLE000001' },
  expiring: { ecommerce_page: 'EP02CARDEXPIRE000001' },
  multi: { ecommerce_page: 'EP02CARDMULTI0000001' },
  mandate: { ecommerce_page: 'EP02DDMANDATE0000001', customer_account: records.customer_account },
  schedule: {
    ecommerce_page: 'EP02SCHEDULE00000001',
    customer_account: records.customer_account,
    mandate: records.mandate,
  },
  validation: { ecommerce_page: 'EP02VALIDATION000001', bank_account: records.bank_account },
} as const;

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 2750, currency: 'GBP' },
  merchantReference: 'INV-20417',
  description: 'Boiler service',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', reference: 'C-77' },
  expiresAt: Date.parse('2026-03-31T00:00:01.000Z'),
  booking: { id: 'B-1', reference: 'TOUR-0077' },
  createdBy: 'agent-17',
  metadata: { order: '20417' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: {
    ...onPage.single,
    customer_account: records.customer_account,
    metadata_account_validation: 'of the validation',
    metadata_bank_account: 'of the bank account',
    metadata_card: 'of the card',
    metadata_customer_account: 'of the customer',
    metadata_mandate: 'of the mandate',
    metadata_recurrence_schedule: 'of the schedule',
  },
};

const body = { amount: 2750, currency: 'GBP', customer: { name: 'Ada Byron' } };

export function configAt(
  url: string,
  wire: Readonly<Record<string, unknown>> = {},
  pages: readonly string[] = fixtures.pages.map(({ id }) => id),
): AccountConfig {
  return {
    settings: {
      base_url: url,
      pages: fixtures.pages
        .filter(({ id }) => pages.includes(id))
        .map(({ id, kind, single_use }) => ({ id, kind, single_use })),
    },
    credentials: { api_token: fixtures.apiToken, webhook_key: fixtures.webhookKey },
    wire,
    baseUrls: 'loopback',
  };
}

export const smarterpayHarness: ProviderHarness<SmarterpaySimulator> = {
  start: (clock, wire) => startSmarterpay({ clock, wire: { ...wire } }),
  config: (sim, wire) => configAt(sim.url, wire),
  configAt,
  input,
  createOnWire: {
    method: 'POST',
    path: '/service.svc/paymentlink',
    body: {
      payment_link: {
        ecommerce_page: 'EP02CARDSINGLE000001',
        customer_account: records.customer_account,
        amount: '2750',
        description: 'Boiler service',
        card_payment_custom_reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
        customer_custom_reference: 'INV-20417',
        return_url: `${back}/success`,
        metadata: '{"order":"20417"}',
        metadata_account_validation: 'of the validation',
        metadata_bank_account: 'of the bank account',
        metadata_card: 'of the card',
        metadata_customer_account: 'of the customer',
        metadata_mandate: 'of the mandate',
        metadata_recurrence_schedule: 'of the schedule',
      },
    },
  },
  wireOperations: {
    createLink: 'create',
    fetchLink: 'get',
    listLinks: 'list',
    findByReference: 'list',
    cancelLink: 'update',
  },
  notFound: {
    // No record is named in these.
    createLink: 'bad-response',
    listLinks: 'bad-response',
    findByReference: 'bad-response',
    fetchLink: 'not-found',
    cancelLink: 'not-found',
  },
  refreshesToken: false,
  smallPages: {},
  pageSize: 3,
  listLagMs: 5000,
  secrets: [fixtures.apiToken, fixtures.webhookKey],
  statuses: [
    {
      name: 'untouched: active',
      observed: {
        status: 'active',
        providerStatus: 'active',
        amountPaid: undefined,
        firstOpenedAt: undefined,
      },
    },
    {
      name: 'visited: active, with the first instant',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
      },
      observed: { status: 'active', firstOpenedAt: Date.parse('2026-03-02T09:16:04Z') },
    },
    {
      name: 'card journey done: processing, for the link alone proves no money',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl }),
      observed: {
        status: 'processing',
        providerStatus: 'expired',
        amountPaid: undefined,
        paidAt: undefined,
        firstOpenedAt: Date.parse('2026-03-02T09:15:04Z'),
      },
    },
    {
      name: 'card journey done, its payment pending: processing',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay_pending', link: providerUrl }),
      observed: { status: 'processing', amountPaid: undefined },
    },
    {
      name: 'card declined: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'fail', link: providerUrl }),
      observed: { status: 'active', amountPaid: undefined },
    },
    {
      name: 'payer gave up: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'cancel', link: providerUrl }),
      observed: { status: 'active' },
    },
    ...(['mandate', 'schedule', 'validation'] as const).map((kind) => ({
      name: `${kind} done: paid, no money proved`,
      options: onPage[kind],
      act: (sim: SmarterpaySimulator, { providerUrl }: { providerUrl: string }) =>
        sim.act({ action: 'pay', link: providerUrl }),
      observed: { status: 'paid', amountPaid: 0, paidAt: Date.parse('2026-03-02T09:15:04Z') } as const,
    })),
    {
      name: 'a page for many, paid: active',
      options: onPage.multi,
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl }),
      observed: { status: 'active', amountPaid: undefined },
    },
    {
      name: 'a page for many, paid and over: expired',
      options: onPage.multi,
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl });
        sim.act({ action: 'expire', link: providerUrl });
      },
      observed: { status: 'expired', amountPaid: undefined },
    },
    {
      name: "past the page's own end: expired",
      options: onPage.expiring,
      act: (_sim, { providerExpiresAt = 0 }, clock) => clock.advance(providerExpiresAt - clock.now()),
      observed: { status: 'expired', providerStatus: 'expired' },
    },
    {
      name: "just before the page's own end: active",
      options: onPage.expiring,
      act: (_sim, { providerExpiresAt = 0 }, clock) => clock.advance(providerExpiresAt - clock.now() - 1),
      observed: { status: 'active' },
    },
    {
      name: 'expired in the portal: expired',
      act: (sim, { providerUrl }) => sim.act({ action: 'expire', link: providerUrl }),
      observed: { status: 'expired' },
    },
    {
      name: 'a status unheard of: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: 'asleep' }),
      observed: { status: undefined, providerStatus: 'asleep', flags: ['provider_status_unknown'] },
    },
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'EUR' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 10_000_000_000 }, pointers: ['/amount'] },
    {
      name: 'texts that are too long',
      body: {
        ...body,
        description: 'd'.repeat(256),
        reference: 'r'.repeat(101),
        metadata: { order: 'm'.repeat(990) },
        provider_options: { metadata_card: 'c'.repeat(1001), bank_account_custom_reference: 'b'.repeat(101) },
      },
      pointers: [
        '/description',
        '/provider_options/bank_account_custom_reference',
        '/reference',
        '/metadata',
        '/provider_options/metadata_card',
      ],
    },
    {
      name: 'what the page decides, and what has no place on the wire',
      body: {
        ...body,
        methods: { card: false },
        validate_account: true,
        redirects: {
          success: 'https://a.example',
          failure: 'https://b.example',
          cancel: 'https://c.example',
        },
      },
      pointers: ['/methods', '/validate_account', '/redirects/failure', '/redirects/cancel'],
    },
    {
      name: 'native sending',
      body: { ...body, delivery: { sender: 'provider' } },
      pointers: ['/delivery/sender'],
    },
    {
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown and mistyped options',
      body: {
        ...body,
        provider_options: {
          mandate: 7,
          start_date: '2026-02-30',
          end_date: '1 May',
          first_collection_amount: '2750',
          location_id: 'x',
        },
      },
      pointers: [
        '/provider_options/mandate',
        '/provider_options/start_date',
        '/provider_options/end_date',
        '/provider_options/first_collection_amount',
        '/provider_options/location_id',
      ],
    },
  ],
  notifications: [
    {
      name: 'card payment made',
      // The account has pages of both uses, so the link is looked at; lists tell it late.
      wire: { list_lag_seconds: 0 },
      stale: 'accepted',
      holdsFacts: true,
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.configure({ webhook_url });
        sim.act({ action: 'pay', link: providerUrl });
      },
    },
    {
      name: 'card payment pending, in pounds, under another name',
      wire: {
        list_lag_seconds: 0,
        webhook_reference_field: 'merchant_reference',
        webhook_amount_unit: 'major_string',
      },
      stale: 'accepted',
      holdsFacts: true,
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.configure({ webhook_url });
        sim.act({ action: 'pay_pending', link: providerUrl });
      },
    },
  ],
};
