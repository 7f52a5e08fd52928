import type { AccountConfig, NewProviderLink } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/paypoint/fixtures.ts';
import { type PaypointSimulator, startPaypoint } from '../../local/providers/paypoint/index.ts';
import type { ProviderHarness, StatusRow } from './harness.ts';

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';
const LAG_MS = 30_000;
/** When a link of a status row can be read first. */
const READ_AT = Date.parse('2026-03-02T09:15:35.377Z');

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 4250, currency: 'GBP' },
  merchantReference: 'INV-1001',
  description: 'Water bill, February',
  customer: {
    name: 'Ada King Byron',
    email: 'ada@example.com',
    phone: '+447700900123',
    reference: 'ACC-204417',
  },
  expiresAt: Date.parse('2026-03-31T00:00:00.000Z'),
  booking: { reference: 'B-7' },
  createdBy: 'agent-17',
  metadata: { order: '42' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: { title: 'Dr' },
};

const customer = { name: 'Ada Byron', phone: '+447700900123', reference: 'ACC-1' };
const body = { amount: 4250, currency: 'GBP', description: 'Water bill', customer };

function configAt(url: string, wire: Readonly<Record<string, unknown>> = {}): AccountConfig {
  return {
    settings: { base_url: url },
    credentials: { subscription_key: fixtures.subscriptionKey, api_key: fixtures.apiKey },
    wire,
    baseUrls: 'loopback',
  };
}

/** A word of PayPoint's, and what it means. */
function word(status: string, observed: StatusRow<PaypointSimulator>['observed']) {
  const act: StatusRow<PaypointSimulator>['act'] = (sim, { providerUrl }, clock) => {
    sim.act({ action: 'status', link: providerUrl, status });
    clock.advance(1000);
  };
  return { name: `${status}: ${observed.status}`, act, observed: { providerStatus: status, ...observed } };
}

const at = { wordRead: READ_AT + 1000 };
const seen = { firstOpenedAt: at.wordRead };
const unconfirmed = { amountPaid: 4250, flags: ['amount_unconfirmed'] } as const;

export const paypointHarness: ProviderHarness<PaypointSimulator> = {
  start: (clock, wire) => startPaypoint({ clock, wire: { ...wire }, apiKey: fixtures.apiKey }),
  config: (sim, wire) => configAt(sim.url, wire),
  configAt,
  input,
  createOnWire: {
    method: 'POST',
    path: '/paybylink/v1/requests',
    body: {
      ClientTransactionRef: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      Amount: 42.5,
      AccountReference: 'ACC-204417',
      Reason: 'Water bill, February',
      SendMethod: 'None',
      Customer: {
        Title: 'Dr',
        FirstName: 'Ada King',
        LastName: 'Byron',
        MobileNumber: '07700900123',
        EmailAddress: 'ada@example.com',
      },
    },
  },
  wireOperations: {
    createLink: 'create',
    fetchLink: 'list',
    listLinks: 'list',
    findByReference: 'list',
    cancelLink: 'update',
  },
  notFound: {
    createLink: 'not-found',
    fetchLink: 'not-found',
    listLinks: 'not-found',
    findByReference: 'not-found',
    cancelLink: 'not-found',
  },
  refreshesToken: false,
  // No paging is documented: all matches come in one answer.
  smallPages: {},
  listLagMs: LAG_MS,
  readLagMs: LAG_MS + 1000,
  listFilter: { keyword: 'Byron' },
  unreadableWrite: 'outcome-unknown',
  secrets: [fixtures.subscriptionKey, fixtures.apiKey],
  statuses: [
    {
      name: 'untouched: active',
      observed: {
        status: 'active',
        providerStatus: 'Created',
        amountPaid: undefined,
        firstSentAt: undefined,
        firstOpenedAt: undefined,
      },
    },
    {
      name: 'opened: active, with the instant',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'open', link: providerUrl });
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
      },
      observed: {
        status: 'active',
        providerStatus: 'Viewed',
        firstOpenedAt: Date.parse('2026-03-02T09:15:35Z'),
      },
    },
    {
      name: 'paid: paid, with the sum and the instant',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl });
        clock.advance(60_000);
      },
      observed: {
        status: 'paid',
        providerStatus: 'Paid',
        amountPaid: 4250,
        paidAt: Date.parse('2026-03-02T09:15:35Z'),
      },
    },
    {
      name: 'paid without a sum: paid, amount_unconfirmed',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl });
        sim.act({ action: 'hide_amount', link: providerUrl });
      },
      observed: { status: 'paid', ...unconfirmed },
    },
    {
      name: 'paid in part: partially_paid',
      act: (sim, { providerUrl }) => sim.act({ action: 'partial', link: providerUrl, amount: 1001 }),
      observed: {
        status: 'partially_paid',
        providerStatus: 'PartPaid',
        amountPaid: 1001,
        paidAt: undefined,
      },
    },
    {
      name: 'paid in part without a sum: partially_paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'partial', link: providerUrl, amount: 1001 });
        sim.act({ action: 'hide_amount', link: providerUrl });
      },
      observed: { status: 'partially_paid', amountPaid: undefined },
    },
    {
      name: 'paid in two parts: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'partial', link: providerUrl, amount: 1001 });
        sim.act({ action: 'partial', link: providerUrl, amount: 3249 });
      },
      observed: { status: 'paid', amountPaid: 4250 },
    },
    {
      name: 'cancelled there: cancelled',
      act: (sim, { providerUrl }) => sim.act({ action: 'withdraw', link: providerUrl }),
      observed: { status: 'cancelled', providerStatus: 'Cancelled' },
    },
    {
      name: 'cancelled, and then paid late: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'withdraw', link: providerUrl });
        sim.act({ action: 'pay_late', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 4250 },
    },
    {
      name: 'expired there: expired',
      act: (sim, { providerUrl }) => sim.act({ action: 'expire', link: providerUrl }),
      observed: { status: 'expired', providerStatus: 'Expired' },
    },
    {
      name: 'not delivered: active, undelivered',
      act: (sim, { providerUrl }) => sim.act({ action: 'undeliver', link: providerUrl }),
      observed: { status: 'active', providerStatus: 'Failed', flags: ['undelivered'] },
    },
    {
      name: 'declined, and left: active',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'fail', link: providerUrl });
        sim.act({ action: 'cancel', link: providerUrl });
      },
      observed: { status: 'active', providerStatus: 'Viewed', amountPaid: undefined },
    },
    {
      name: 'a status unheard of: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: 'MOONSHINE' }),
      observed: { status: undefined, providerStatus: 'MOONSHINE', flags: ['provider_status_unknown'] },
    },
    word('Complete', { status: 'paid', ...unconfirmed }),
    word('completed', { status: 'paid', ...unconfirmed }),
    word('SUCCESS', { status: 'paid', ...unconfirmed }),
    word('Partial', { status: 'partially_paid', amountPaid: undefined }),
    word('Plan active', { status: 'partially_paid', amountPaid: undefined }),
    word('Processing', { status: 'processing' }),
    word('Authorised', { status: 'processing' }),
    word('Withdrawn', { status: 'cancelled' }),
    word('Revoked', { status: 'cancelled' }),
    word('Lapsed', { status: 'expired' }),
    word('Viewed', { status: 'active', ...seen }),
    word('Opened', { status: 'active', ...seen }),
    word('Clicked', { status: 'active', ...seen }),
    word('Sent', { status: 'active', firstSentAt: at.wordRead }),
    word('Delivered', { status: 'active', firstSentAt: at.wordRead }),
    word('Pending', { status: 'active', firstSentAt: undefined }),
    word('Requested', { status: 'active' }),
    word('Queued', { status: 'active' }),
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'EUR' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 100_000_000 }, pointers: ['/amount'] },
    {
      name: 'nobody',
      body: { ...body, customer: {} },
      pointers: ['/customer/phone', '/customer/first_name', '/customer/last_name', '/customer/reference'],
    },
    {
      name: 'a name of one word',
      body: { ...body, customer: { ...customer, name: 'Ada' } },
      pointers: ['/customer/first_name', '/customer/last_name'],
    },
    {
      name: 'names that are too long',
      body: {
        ...body,
        customer: { ...customer, first_name: 'A'.repeat(51), last_name: 'B'.repeat(51) },
        provider_options: { first_name: 'C'.repeat(51), title: 'D'.repeat(51) },
      },
      pointers: ['/customer/last_name', '/provider_options/title', '/provider_options/first_name'],
    },
    {
      name: 'no account',
      body: { ...body, customer: { ...customer, reference: null } },
      pointers: ['/customer/reference'],
    },
    {
      name: 'an account that is none',
      body: { ...body, customer: { ...customer, reference: 'ACC 1' }, reference: 'ABC/1' },
      pointers: ['/customer/reference'],
    },
    {
      name: 'a reference that is no account, where it stands for one',
      body: { ...body, customer: { ...customer, reference: null }, reference: 'ABC/1' },
      pointers: ['/reference'],
    },
    {
      name: 'neither reason nor passphrase',
      body: { ...body, description: null },
      pointers: ['/description'],
    },
    {
      name: 'a reason and a passphrase that are too long',
      body: { ...body, description: 'x'.repeat(101), provider_options: { passphrase: 'x'.repeat(101) } },
      pointers: ['/description', '/provider_options/passphrase'],
    },
    {
      name: 'a phone of another country',
      body: { ...body, customer: { ...customer, phone: '+33612345678' } },
      pointers: ['/customer/phone', '/customer/phone'],
    },
    {
      name: 'a phone that is no mobile',
      body: { ...body, customer: { ...customer, phone: '+442079460123' } },
      pointers: ['/customer/phone'],
    },
    {
      name: 'an address with two @',
      body: { ...body, customer: { ...customer, email: 'a@b@c' } },
      pointers: ['/customer/email'],
    },
    {
      name: 'account validation',
      body: { ...body, validate_account: true },
      pointers: ['/validate_account'],
    },
    {
      name: 'methods, switched off too',
      body: { ...body, methods: { card: false } },
      pointers: ['/methods'],
    },
    {
      name: 'ways back',
      body: { ...body, redirects: { success: 'https://shop.example/ok', failure: null, cancel: null } },
      pointers: ['/redirects/success'],
    },
    {
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown and mistyped options',
      body: { ...body, provider_options: { passphrase: 7, title: ' ', moon: 'x' } },
      pointers: ['/provider_options/passphrase', '/provider_options/title', '/provider_options/moon'],
    },
  ],
};
