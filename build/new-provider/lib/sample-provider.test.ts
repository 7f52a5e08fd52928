import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type AccountConfig, AccountError, type NewProviderLink } from '../../../lib/providers/contract.ts';
import { openAccount } from './account.ts';
import { errorReader } from './errors.ts';
import { toCreateRequest, toProviderLink } from './map.ts';
import { SAMPLE_PROVIDER_PROFILE } from './profile.ts';
import { linkAnswer } from './wire.ts';

const config: AccountConfig = {
  settings: { base_url: 'https://api.sample-provider.example/' },
  credentials: { api_key: 'key-canary' },
  baseUrls: 'fixed',
};
const account = openAccount(config);

function pointersOf(change: Partial<AccountConfig>): readonly string[] {
  try {
    openAccount({ ...config, ...change });
  } catch (error) {
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
    if (error instanceof AccountError) return error.issues.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}

const back = 'https://links.example.com/p/7pQm2Xz9LkT4vRbN8sWc1Y/back';
const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 12500, currency: 'GBP' },
  customer: {},
  expiresAt: Date.parse('2026-03-31T00:00:01.000Z'),
  redirects: { success: `${back}/success`, failure: `${back}/failure`, cancel: `${back}/cancel` },
  options: {},
};
const answer = {
  id: 'a',
  url: 'https://pay.sample-provider.example/a',
  amount: 12500,
  currency: 'GBP',
  status: 'open',
  amount_paid: 0,
};

describe('openAccount', () => {
  it('merges the wire profile key by key', () => {
    const { profile } = openAccount({ ...config, wire: { page_size: 3 } });
    expect(profile).toEqual({ ...SAMPLE_PROVIDER_PROFILE, page_size: 3 });
    expect(account.baseUrl).toBe('https://api.sample-provider.example');
  });

  it.each<[string, Partial<AccountConfig>, string[]]>([
    ['nothing', { settings: {}, credentials: {} }, ['/settings/base_url', '/credentials/api_key']],
    ['a key that fits no header', { credentials: { api_key: 'key canary\n' } }, ['/credentials/api_key']],
    ['an unknown setting', { settings: { ...config.settings, region: 'eu' } }, ['/settings/region']],
    ['unknown wire', { wire: { page_sise: 3 } }, ['/wire/page_sise']],
    [
      'another host',
      { settings: { base_url: 'https://api.sample-provider.example.evil.example' } },
      ['/settings/base_url'],
    ],
    [
      'a loopback that is not allowed',
      { settings: { base_url: 'http://127.0.0.1:1' } },
      ['/settings/base_url'],
    ],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect(pointersOf(change)).toEqual(pointers);
  });
});

describe('the wire', () => {
  it('says nothing that was not asked for', () => {
    const names = [
      'reference',
      'amount',
      'currency',
      'expires_at',
      'success_url',
      'failure_url',
      'cancel_url',
    ];
    expect(Object.keys(toCreateRequest(input))).toEqual(names);
    const customer = { firstName: 'Ada', lastName: 'Byron', email: '' };
    expect(toCreateRequest({ ...input, customer })).toMatchObject({ customer: { name: 'Ada Byron' } });
  });

  it('takes every amount out and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SAMPLE_PROVIDER_PROFILE.max_amount_minor }), (amount) => {
        const sent = toCreateRequest({ ...input, money: { amount, currency: 'GBP' } });
        const text = JSON.stringify({ ...answer, amount: sent.amount });
        const link = z.parse(linkAnswer(account), JSON.parse(text));
        expect(toProviderLink(link, account, { observedAt: 1 }).money).toEqual({ amount, currency: 'GBP' });
      }),
    );
  });

  it.each([
    'http://pay.sample-provider.example/a',
    'javascript:alert(1)',
    'https://me@pay.example/a',
    'http://127.0.0.1/a',
  ])('sends no payer to %s', (url) => {
    expect(z.safeParse(linkAnswer(account), { ...answer, url }).success).toBe(false);
  });
});

describe('facts that contradict each other', () => {
  const observed = (change: object, expected = input.money) => {
    const link = z.parse(linkAnswer(account), { ...answer, ...change });
    return toProviderLink(link, account, { observedAt: 1, expected }).observation;
  };

  it('paid without money keeps our status', () => {
    expect(observed({ status: 'paid' })).toEqual({
      observedAt: 1,
      providerStatus: 'paid',
      flags: ['provider_status_unknown'],
    });
  });

  it('another amount, or another currency, is told', () => {
    expect(observed({ amount: 1, amount_paid: 1, status: 'paid' })).toMatchObject({
      status: 'partially_paid',
      flags: ['amount_mismatch'],
    });
    const foreign = observed({ currency: 'EUR', amount_paid: 12500, status: 'paid' });
    expect(foreign.flags).toEqual(['amount_mismatch']);
    expect([foreign.status, foreign.amountPaid]).toEqual([undefined, undefined]);
  });
});

it.each<[string, number, boolean, unknown, object]>([
  [
    'a refused field',
    422,
    false,
    { error: { code: 'invalid', field: 'amount' } },
    { code: 'invalid', pointers: ['/amount'] },
  ],
  ['prose', 422, false, { error: { code: 'Ada is not known' } }, { code: undefined, pointers: [] }],
  ['a link that is not there', 404, true, { error: { code: 'not_found' } }, { kind: 'not-found' }],
  ['a wrong path', 404, false, { error: { code: 'not_found' } }, { kind: 'bad-response' }],
  ['a 404 of somebody else', 404, true, '<h1>Not found</h1>', { kind: 'bad-response' }],
])('reads %s', (_, status, namesRecord, body, reading) => {
  expect(errorReader(namesRecord)(status, body)).toMatchObject(reading);
});
