import type { AccountConfig, NewProviderLink } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/felloh/fixtures.ts';
import { type FellohSimulator, startFelloh } from '../../local/providers/felloh/index.ts';
import type { ProviderHarness } from './harness.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 12500, currency: 'GBP' },
  merchantReference: 'INV-1001',
  description: 'Deposit for Bali',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', reference: 'C-77' },
  // A second after midnight: still the day that has just begun.
  expiresAt: Date.parse('2026-03-31T00:00:01.000Z'),
  methods: { card: true, openBanking: true, excludedCardTypes: ['amex'], excludedCardRegions: ['inter'] },
  booking: { id: fixtures.booking.id, reference: fixtures.booking.booking_reference },
  createdBy: 'agent-17',
  metadata: { order: '42' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: {
    customer_id: fixtures.customer.id,
    type: 'CARD',
    authorisation_only: false,
    surcharging_enabled: false,
    dcc_enabled: true,
    hide_store_card: true,
    store_card_forced: false,
  },
};

const body = {
  amount: 12500,
  currency: 'GBP',
  customer: { name: 'Ada Byron', email: 'ada@example.com' },
  expires_at: '2026-03-31T00:00:01Z',
};

function configAt(
  url: string,
  pageBaseUrl = `${url}/pay`,
  wire: Readonly<Record<string, unknown>> = {},
): AccountConfig {
  return {
    settings: { base_url: url, organisation: fixtures.organisation, page_base_url: pageBaseUrl },
    credentials: {
      public_key: fixtures.publicKey,
      private_key: fixtures.privateKey,
      webhook_secret: fixtures.webhookSecret,
    },
    wire,
    baseUrls: 'loopback',
  };
}

export const fellohHarness: ProviderHarness<FellohSimulator> = {
  start: (clock, wire) => startFelloh({ clock, wire: { ...wire } }),
  config: (sim, wire) => configAt(sim.url, sim.pageBaseUrl, wire),
  configAt,
  input,
  createOnWire: {
    method: 'PUT',
    path: '/agent/payment-links',
    body: {
      customer_name: 'Ada Byron',
      email: 'ada@example.com',
      organisation: 'X1234',
      amount: 12500,
      type: 'CARD',
      currency: 'GBX',
      booking_id: fixtures.booking.id,
      customer_id: fixtures.customer.id,
      open_banking_enabled: true,
      card_enabled: true,
      description: 'Deposit for Bali',
      expires_at: '2026-03-31',
      authorisation_only: false,
      surcharging_enabled: false,
      dcc_enabled: true,
      excluded_card_types: ['AMEX'],
      excluded_card_regions: ['INTER'],
      hide_store_card: true,
      store_card_forced: false,
      success_url: `${back}/success`,
      failure_url: `${back}/failure`,
      cancel_url: `${back}/cancel`,
    },
  },
  wireOperations: {
    createLink: 'create',
    fetchLink: 'get',
    listLinks: 'list',
    findByReference: 'list',
    cancelLink: 'delete',
    deleteLink: 'delete',
    assignLink: 'assign',
  },
  notFound: {
    createLink: 'not-found',
    fetchLink: 'not-found',
    listLinks: 'not-found',
    findByReference: 'not-found',
    cancelLink: 'done',
    deleteLink: 'done',
    assignLink: 'not-found',
  },
  refreshesToken: true,
  smallPages: { take_max: 3, take_default: 3 },
  listLagMs: 10_000,
  secrets: [fixtures.publicKey, fixtures.privateKey, fixtures.webhookSecret],
  statuses: [
    {
      name: 'untouched: active',
      observed: { status: 'active', amountPaid: undefined, firstOpenedAt: undefined },
    },
    {
      name: 'opened: active, with the instant',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
      },
      observed: {
        status: 'active',
        providerStatus: 'PENDING',
        firstOpenedAt: Date.parse('2026-03-02T09:16:04.377Z'),
      },
    },
    {
      name: 'paid by card: paid',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
      },
      observed: { status: 'paid', amountPaid: 12500, paidAt: Date.parse('2026-03-02T09:16:04.377Z') },
    },
    {
      name: 'paid in part: partially_paid, amount_mismatch',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, amount: 5000 }),
      observed: { status: 'partially_paid', amountPaid: 5000, paidAt: undefined, flags: ['amount_mismatch'] },
    },
    {
      name: 'paid in two parts: paid at the second',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl, amount: 5000 });
        clock.advance(60_000);
        sim.act({ action: 'pay', link: providerUrl, amount: 7500 });
      },
      observed: { status: 'paid', amountPaid: 12500, paidAt: Date.parse('2026-03-02T09:16:04.377Z') },
    },
    {
      name: 'paid with a surcharge: paid, no overpayment',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, amount: 12750 }),
      observed: { status: 'paid', amountPaid: 12750 },
    },
    {
      name: 'paid in another currency: ours is kept, amount_mismatch',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, currency: 'USX' }),
      observed: { status: undefined, amountPaid: undefined, flags: ['amount_mismatch'] },
    },
    {
      name: 'open banking under way: processing',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' }),
      observed: { status: 'processing', providerStatus: 'PAYMENTINPROGRESS' },
    },
    {
      name: 'open banking under way past the end: processing',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' });
        clock.advance(40 * DAY_MS);
      },
      observed: { status: 'processing' },
    },
    {
      name: 'open banking settled: paid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' });
        sim.act({ action: 'settle', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 12500 },
    },
    {
      name: 'open banking twice: paid, overpaid',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' });
        sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' });
        sim.act({ action: 'settle', link: providerUrl });
        sim.act({ action: 'settle', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 25000, flags: ['overpaid'] },
    },
    {
      name: 'open banking refused: active again',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'open_banking' });
        sim.act({ action: 'settle_fail', link: providerUrl });
      },
      observed: { status: 'active', providerStatus: 'REJECTED' },
    },
    {
      name: 'authorised: processing, authorised',
      options: { authorisation_only: true },
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, method: 'card' }),
      observed: { status: 'processing', flags: ['authorised'] },
    },
    {
      name: 'authorised and captured: paid',
      options: { authorisation_only: true },
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'complete', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 12500 },
    },
    {
      name: 'authorised and reversed: active',
      options: { authorisation_only: true },
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        sim.act({ action: 'reverse', link: providerUrl });
      },
      observed: { status: 'active' },
    },
    {
      name: 'declined: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'fail', link: providerUrl }),
      observed: { status: 'active', providerStatus: 'DECLINED' },
    },
    {
      name: 'abandoned: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'cancel', link: providerUrl }),
      observed: { status: 'active', providerStatus: 'ABANDONED' },
    },
    {
      name: 'a status unheard of: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => {
        sim.act({ action: 'open', link: providerUrl });
        sim.act({ action: 'status', link: providerUrl, status: 'MOONSHINE' });
      },
      observed: { status: undefined, flags: ['provider_status_unknown'] },
    },
    {
      name: 'within 15 minutes after the end: active',
      act: (_sim, { providerExpiresAt = 0 }, clock) =>
        clock.advance(providerExpiresAt - clock.now() + 14 * 60_000),
      observed: { status: 'active' },
    },
    {
      name: '15 minutes after the end: expired',
      act: (_sim, { providerExpiresAt = 0 }, clock) =>
        clock.advance(providerExpiresAt - clock.now() + 15 * 60_000),
      observed: { status: 'expired' },
    },
    {
      name: 'paid, and then past the end: paid',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
        clock.advance(60 * DAY_MS);
      },
      observed: { status: 'paid', amountPaid: 12500 },
    },
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'JPY' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 100_000_000 }, pointers: ['/amount'] },
    { name: 'nobody', body: { ...body, customer: {} }, pointers: ['/customer/name', '/customer/email'] },
    {
      name: 'an address with two @',
      body: { ...body, customer: { ...body.customer, email: 'a@b@c' } },
      pointers: ['/customer/email'],
    },
    {
      name: 'account validation',
      body: { ...body, validate_account: true },
      pointers: ['/validate_account'],
    },
    {
      name: 'native sending',
      body: { ...body, delivery: { sender: 'provider' } },
      pointers: ['/delivery/sender'],
    },
    {
      name: 'no method at all',
      body: { ...body, methods: { card: false, open_banking: false } },
      pointers: ['/methods/card'],
    },
    {
      name: 'card types and regions that there are not',
      body: { ...body, methods: { excluded_card_types: ['diners'], excluded_card_regions: ['moon'] } },
      pointers: ['/methods/excluded_card_types', '/methods/excluded_card_regions'],
    },
    {
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown and mistyped options',
      body: { ...body, provider_options: { dcc_enabled: 'yes', location_id: 'x' } },
      pointers: ['/provider_options/dcc_enabled', '/provider_options/location_id'],
    },
  ],
  notifications: [
    {
      name: 'flat',
      wire: {},
      stale: 'accepted',
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.configure({ webhook_url });
        sim.act({ action: 'pay', link: providerUrl, method: 'card' });
      },
    },
    {
      name: 'event and data',
      wire: { webhook_shape: 'event_data' },
      stale: 'accepted',
      provoke: (sim, webhook_url, { providerUrl }) => {
        sim.configure({ webhook_url });
        sim.act({ action: 'fail', link: providerUrl });
      },
    },
  ],
};
