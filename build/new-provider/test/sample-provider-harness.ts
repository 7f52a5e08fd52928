import type { AccountConfig, NewProviderLink } from '../../../lib/providers/contract.ts';
import type { ProviderHarness } from '../../../test/providers/harness.ts';
import { fixtures } from '../local/fixtures.ts';
import { type SampleProviderSimulator, startSampleProvider } from '../local/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 12500, currency: 'GBP' },
  merchantReference: 'INV-1001',
  description: 'Deposit for Bali',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', reference: 'C-77' },
  expiresAt: Date.parse('2026-03-31T00:00:01.000Z'),
  createdBy: 'agent-17',
  metadata: { order: '42' },
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: {},
};

const body = { amount: 12500, currency: 'GBP', expires_at: '2026-03-31T00:00:01Z' };

function configAt(url: string, wire: Readonly<Record<string, unknown>> = {}): AccountConfig {
  return {
    settings: { base_url: url },
    credentials: { api_key: fixtures.apiKey },
    wire,
    baseUrls: 'loopback',
  };
}

export const sampleProviderHarness: ProviderHarness<SampleProviderSimulator> = {
  start: (clock, wire) => startSampleProvider({ clock, wire: { ...wire } }),
  config: (sim, wire) => configAt(sim.url, wire),
  configAt,
  input,
  createOnWire: {
    method: 'POST',
    path: '/payment-links',
    body: {
      reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      amount: 12500,
      currency: 'GBP',
      description: 'Deposit for Bali',
      customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
      expires_at: '2026-03-31T00:00:01.000Z',
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
    cancelLink: 'cancel',
  },
  // A call that names no link has a wrong path, if anything.
  notFound: {
    createLink: 'bad-response',
    fetchLink: 'not-found',
    listLinks: 'bad-response',
    findByReference: 'bad-response',
    cancelLink: 'not-found',
  },
  refreshesToken: false,
  smallPages: { page_size: 3 },
  listLagMs: 5000,
  secrets: [fixtures.apiKey],
  statuses: [
    {
      name: 'untouched: active',
      observed: { status: 'active', providerStatus: 'open', amountPaid: undefined, firstOpenedAt: undefined },
    },
    {
      name: 'opened: active, with the instant',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
        clock.advance(60_000);
        sim.act({ action: 'open', link: providerUrl });
      },
      observed: { status: 'active', firstOpenedAt: Date.parse('2026-03-02T09:16:04.377Z') },
    },
    {
      name: 'paid: paid, with the instant',
      act: (sim, { providerUrl }, clock) => {
        clock.advance(60_000);
        sim.act({ action: 'pay', link: providerUrl });
      },
      observed: { status: 'paid', amountPaid: 12500, paidAt: Date.parse('2026-03-02T09:16:04.377Z') },
    },
    {
      name: 'paid in part: partially_paid, amount_mismatch',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, amount: 5000 }),
      observed: { status: 'partially_paid', amountPaid: 5000, paidAt: undefined, flags: ['amount_mismatch'] },
    },
    {
      name: 'paid too much: paid, overpaid',
      act: (sim, { providerUrl }) => sim.act({ action: 'pay', link: providerUrl, amount: 25000 }),
      observed: { status: 'paid', amountPaid: 25000, flags: ['overpaid'] },
    },
    {
      name: 'declined: active',
      act: (sim, { providerUrl }) => sim.act({ action: 'fail', link: providerUrl }),
      observed: { status: 'active', amountPaid: undefined },
    },
    {
      name: 'cancelled there: cancelled',
      act: (sim, { providerUrl }) => sim.act({ action: 'withdraw', link: providerUrl }),
      observed: { status: 'cancelled', providerStatus: 'cancelled' },
    },
    {
      name: 'past its end: expired',
      act: (_sim, _created, clock) => clock.advance(40 * DAY_MS),
      observed: { status: 'expired', providerStatus: 'expired' },
    },
    {
      name: 'paid, and then past its end: paid',
      act: (sim, { providerUrl }, clock) => {
        sim.act({ action: 'pay', link: providerUrl });
        clock.advance(40 * DAY_MS);
      },
      observed: { status: 'paid', amountPaid: 12500 },
    },
    {
      name: 'a status unheard of: ours is kept, provider_status_unknown',
      act: (sim, { providerUrl }) => sim.act({ action: 'status', link: providerUrl, status: 'moonshine' }),
      observed: { status: undefined, providerStatus: 'moonshine', flags: ['provider_status_unknown'] },
    },
  ],
  refusals: [
    { name: 'another currency', body: { ...body, currency: 'JPY' }, pointers: ['/currency'] },
    { name: 'nothing to pay', body: { ...body, amount: 0 }, pointers: ['/amount'] },
    { name: 'too much to pay', body: { ...body, amount: 100_000_000 }, pointers: ['/amount'] },
    { name: 'too long a text', body: { ...body, description: 'x'.repeat(201) }, pointers: ['/description'] },
    { name: 'switches of methods', body: { ...body, methods: { card: true } }, pointers: ['/methods'] },
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
      name: 'an end in the past',
      body: { ...body, expires_at: '2026-03-02T09:15:03Z' },
      pointers: ['/expires_at'],
    },
    {
      name: 'unknown options',
      body: { ...body, provider_options: { colour: 'red' } },
      pointers: ['/provider_options/colour'],
    },
  ],
};
