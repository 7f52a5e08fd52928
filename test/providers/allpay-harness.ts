import type { AccountConfig, NewProviderLink } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/allpay/fixtures.ts';
import { type AllpaySimulator, startAllpay } from '../../local/providers/allpay/index.ts';
import type { ProviderHarness } from './harness.ts';

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';
const HIDDEN = '[secret]';

/** A minute after the create, when the lists tell it. */
const SEEN_AT = Date.parse('2026-03-02T09:16:04.377Z');

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 8640, currency: 'GBP' },
  merchantReference: 'INV-1001',
  description: 'Rent for March',
  customer: {
    name: 'Ada King Byron',
    email: 'ada@example.com',
    phone: '+447700900123',
    reference: 'TEN0048213',
  },
  expiresAt: Date.parse('2026-03-31T00:00:01.000Z'),
  booking: { id: 'BK-1' },
  createdBy: 'agent-17',
  validateAccount: false,
  metadata: { order: '42' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: { client_code: 'HEAT' },
};

const body = {
  amount: 8640,
  currency: 'GBP',
  customer: { name: 'Ada Byron', reference: 'TEN0048213' },
};
const prn = '9826001234567890123';

function configAt(url: string, wire: Readonly<Record<string, unknown>> = {}): AccountConfig {
  return {
    settings: {
      base_url: url,
      organisation_id: fixtures.organisationId,
      organisation_person_id: fixtures.organisationPersonId,
      organisation_name: fixtures.organisationName,
      client_code: fixtures.clientCode,
    },
    credentials: {
      apim_subscription_key: fixtures.apimSubscriptionKey,
      subscription_key: fixtures.subscriptionKey,
    },
    wire,
    baseUrls: 'loopback',
  };
}

/** Any 2xx is success, whatever its body (section 2 of the sheet). */
const anySuccess = { '200 with HTML': 'done', 'an empty 200': 'done', 'a truncated 200': 'done' } as const;

export const allpayHarness: ProviderHarness<AllpaySimulator> = {
  start: (clock, wire) => startAllpay({ clock, wire: { ...wire } }),
  config: (sim, wire) => configAt(sim.url, wire),
  configAt,
  input,
  createOnWire: {
    method: 'POST',
    path: '/CreateLinks',
    body: {
      subscriptionKey: HIDDEN,
      organisationId: '1042',
      organisationPersonId: '20417',
      clientReference: 'TEN0048213',
      clientCode: 'HEAT',
      firstName: 'Ada King',
      lastName: 'Byron',
      validated: false,
      amount: 86.4,
      createdBy: 'agent-17:01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
    },
  },
  wireOperations: {
    createLink: 'create',
    fetchLink: 'list_active',
    listLinks: 'list_pending',
    findByReference: 'list_pending',
    cancelLink: 'delete',
    deleteLink: 'delete',
  },
  // A call that names no record has a wrong path, if anything.
  notFound: {
    createLink: 'bad-response',
    fetchLink: 'bad-response',
    listLinks: 'bad-response',
    findByReference: 'bad-response',
    cancelLink: 'done',
    deleteLink: 'done',
  },
  otherwise: { cancelLink: anySuccess, deleteLink: anySuccess },
  refreshesToken: false,
  smallPages: {},
  listLagMs: 60_000,
  readLagMs: 60_000,
  unordered: true,
  secrets: [fixtures.apimSubscriptionKey, fixtures.subscriptionKey],
  statuses: [
    {
      name: '153 Link Paid: paid, amount_unconfirmed',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl }),
      observed: {
        status: 'paid',
        providerStatus: '153',
        amountPaid: 8640,
        paidAt: SEEN_AT,
        flags: ['amount_unconfirmed'],
      },
    },
    {
      name: '155 Link Partially Paid: partially_paid, without an amount',
      act: (sim, { providerUrl }) => sim.act({ action: 'partial', link: providerUrl, amount: 4000 }),
      observed: { status: 'partially_paid', providerStatus: '155', amountPaid: undefined, paidAt: undefined },
    },
    {
      name: 'the last part: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'partial', link: providerUrl, amount: 4000 });
        sim.act({ action: 'pay', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 8640, flags: ['amount_unconfirmed'] },
    },
    {
      name: '154 Link Downloaded: active, with the instant',
      act: (sim, { providerUrl }) => sim.act({ action: 'download', link: providerUrl }),
      observed: {
        status: 'active',
        providerStatus: '154',
        downloadedAt: SEEN_AT,
        firstOpenedAt: undefined,
      },
    },
    {
      name: '152 Link Opened: active, with the instant',
      act: (sim, { providerUrl }) => sim.act({ action: 'open', link: providerUrl }),
      observed: { status: 'active', providerStatus: '152', firstOpenedAt: SEEN_AT, firstSentAt: undefined },
    },
    {
      name: '151 Link Sent: active, with the instant',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: '151' }),
      observed: { status: 'active', providerStatus: '151', firstSentAt: SEEN_AT, firstOpenedAt: undefined },
    },
    {
      name: 'any other number: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: '156' }),
      observed: { status: undefined, providerStatus: '156', flags: ['provider_status_unknown'] },
    },
    {
      name: 'a word for a number: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: 'PAID' }),
      observed: { status: undefined, providerStatus: 'PAID', flags: ['provider_status_unknown'] },
    },
    {
      name: 'no number: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: 'null' }),
      observed: { status: undefined, providerStatus: 'none', flags: ['provider_status_unknown'] },
    },
    {
      name: 'pending: active',
      observed: {
        status: 'active',
        providerStatus: 'pending',
        amountPaid: undefined,
        firstSentAt: undefined,
        firstOpenedAt: undefined,
      },
    },
    {
      name: 'failed at the page: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'fail', link: providerUrl }),
      observed: { status: 'active', amountPaid: undefined },
    },
    {
      name: 'paid, and looked at once more: paid',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl });
        clock.advance(400 * 24 * 3600 * 1000);
      },
      observed: { status: 'paid', amountPaid: 8640, flags: ['amount_unconfirmed'] },
    },
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'EUR' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 400_001 }, pointers: ['/amount'] },
    {
      name: 'nobody, without a reference',
      body: { ...body, customer: {} },
      pointers: ['/customer/first_name', '/customer/last_name', '/customer/reference'],
    },
    {
      name: 'a name of one word',
      body: { ...body, customer: { ...body.customer, name: 'Ada' } },
      pointers: ['/customer/first_name', '/customer/last_name'],
    },
    {
      name: 'names that are too long',
      body: { ...body, customer: { ...body.customer, name: `${'A'.repeat(51)} ${'B'.repeat(51)}` } },
      pointers: ['/customer/first_name', '/customer/last_name'],
    },
    {
      name: 'no name that is too long, where options replace it',
      body: {
        ...body,
        customer: { ...body.customer, name: 'A'.repeat(51) },
        provider_options: { first_name: 'Ada', last_name: 'Byron' },
      },
      pointers: [],
    },
    {
      name: 'a client reference of another form',
      body: { ...body, customer: { ...body.customer, reference: 'TEN-48213' } },
      pointers: ['/customer/reference'],
    },
    {
      name: 'no reference of another form beside a payment reference',
      body: {
        ...body,
        customer: { name: 'Ada Byron', reference: 'TEN-48213' },
        provider_options: { payment_reference_number: prn },
      },
      pointers: [],
    },
    {
      name: 'a payment reference of 18 digits',
      body: { ...body, provider_options: { payment_reference_number: prn.slice(1) } },
      pointers: ['/provider_options/payment_reference_number'],
    },
    {
      name: 'a client code beside a payment reference, and one that is too long',
      body: {
        ...body,
        provider_options: { payment_reference_number: prn, client_code: 'R'.repeat(21) },
      },
      pointers: ['/provider_options/client_code', '/provider_options/client_code'],
    },
    {
      name: 'switches of the page',
      body: { ...body, methods: { card: false } },
      pointers: ['/methods'],
    },
    {
      name: 'ways back from the page',
      body: { ...body, redirects: { success: 'https://shop.example/ok', failure: null } },
      pointers: ['/redirects/success'],
    },
    {
      name: 'a number abroad, where allpay is to send the SMS',
      body: {
        ...body,
        customer: { ...body.customer, phone: '+33612345678' },
        delivery: { sender: 'provider', channels: ['sms'] },
      },
      pointers: ['/customer/phone'],
    },
    {
      name: 'no number abroad, where we send',
      body: {
        ...body,
        customer: { ...body.customer, phone: '+33612345678' },
        delivery: { sender: 'service', channels: ['sms'] },
      },
      pointers: [],
    },
    {
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown and mistyped options',
      body: { ...body, provider_options: { client_code: 7, dcc_enabled: true } },
      pointers: ['/provider_options/client_code', '/provider_options/dcc_enabled'],
    },
  ],
};
