import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountConfig, AccountError } from '../contract.ts';
import { openAccount } from './account.ts';
import { toDate, toExpiry, toInstant } from './dates.ts';
import { errorReader } from './errors.ts';
import { fellohFacts } from './facts.ts';
import { providerUrl } from './map.ts';
import { verifyNotification } from './notification.ts';
import { FELLOH_PROFILE } from './profile.ts';
import { observe } from './status.ts';
import type { PaymentLink, Transaction } from './wire.ts';

const config: AccountConfig = {
  settings: { base_url: 'https://api.felloh.com', organisation: 'X1234' },
  credentials: {
    public_key: 'public-canary',
    private_key: 'private-canary',
    webhook_secret: 'webhook-canary',
  },
  baseUrls: 'fixed',
};

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

describe('openAccount', () => {
  it('knows the page host of each published base url', () => {
    const open = (base_url: string) => openAccount({ ...config, settings: { ...config.settings, base_url } });
    expect(open('https://api.felloh.com').pageBaseUrl).toBe('https://pay.felloh.com');
    expect(open('https://sandbox.felloh.com/').pageBaseUrl).toBe('https://pay.sandbox.felloh.com');
    expect(open('https://api.felloh.com')).toMatchObject({
      organisation: 'X1234',
      paymentLinkType: 'UNKNOWN',
    });
  });

  it('merges the wire profile key by key', () => {
    const { profile } = openAccount({ ...config, wire: { deleted_status: 410 } });
    expect(profile).toEqual({ ...FELLOH_PROFILE, deleted_status: 410 });
  });

  it.each<[string, Partial<AccountConfig>, string[]]>([
    [
      'nothing',
      { settings: {}, credentials: {} },
      ['/settings/base_url', '/settings/organisation', '/credentials/public_key', '/credentials/private_key'],
    ],
    [
      'blank',
      { credentials: { public_key: ' ', private_key: '' } },
      ['/credentials/public_key', '/credentials/private_key'],
    ],
    [
      'unknown fields',
      { settings: { ...config.settings, 'a/b': 1 }, wire: { deleted: 1 } },
      ['/settings/a~1b', '/wire/deleted'],
    ],
    [
      'wrong values',
      { wire: { deleted_status: '410', count_type: 'text', create_sends: 1 } },
      ['/wire/deleted_status', '/wire/count_type', '/wire/create_sends'].sort(),
    ],
    [
      'another host',
      { settings: { ...config.settings, base_url: 'https://api.felloh.com.evil.example' } },
      ['/settings/base_url'],
    ],
    [
      'plain http',
      { settings: { ...config.settings, base_url: 'http://api.felloh.com' } },
      ['/settings/base_url'],
    ],
    [
      'a loopback that is not allowed',
      { settings: { ...config.settings, base_url: 'http://127.0.0.1:1' } },
      ['/settings/base_url'],
    ],
    [
      'a loopback without its pages',
      {
        settings: { ...config.settings, base_url: 'http://127.0.0.1:1' },
        baseUrls: 'loopback',
      },
      ['/settings/page_base_url'],
    ],
    [
      'pages without TLS',
      { settings: { ...config.settings, page_base_url: 'http://pay.example.com' } },
      ['/settings/page_base_url'],
    ],
    [
      'pages of a script',
      { settings: { ...config.settings, page_base_url: 'javascript:alert(1)' } },
      ['/settings/page_base_url'],
    ],
    [
      'a page template without the id',
      { wire: { page_url_template: '{page_base_url}/' } },
      ['/wire/page_url_template'],
    ],
    ['a page template that is no url', { wire: { page_url_template: '{id}' } }, ['/wire/page_url_template']],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect([...pointersOf(change)].sort()).toEqual([...pointers].sort());
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1', 'http://127.9.9.9/x'])(
    'takes %s on the local stack only',
    (base_url) => {
      const settings = { ...config.settings, base_url, page_base_url: base_url };
      expect(pointersOf({ settings, baseUrls: 'loopback' })).toEqual([]);
      expect(pointersOf({ settings })).toEqual(['/settings/base_url']);
    },
  );

  it.each([
    'http://127.0.0.1.evil.example',
    'http://user:pass@127.0.0.1',
    'http://127.0.0.1?x',
    'ftp://127.0.0.1',
  ])('takes %s never', (base_url) => {
    expect(pointersOf({ settings: { ...config.settings, base_url }, baseUrls: 'loopback' })).toEqual([
      '/settings/base_url',
    ]);
  });
});

describe('limits and recovery', () => {
  it('follow the wire profile', () => {
    const account = openAccount({
      ...config,
      wire: { currencies: { GBP: 'GBX' }, max_amount_minor: 10, create_sends: true, list_lag_seconds: 600 },
    });
    expect(fellohFacts.limitsOf(account)).toMatchObject({
      currencies: ['GBP'],
      amount: { min: 1, max: 10 },
      sendsAtCreation: ['email'],
    });
    expect(fellohFacts.recoveryOf(account)).toEqual({
      lookUpAfterMs: [5000, 30_000, 1_200_000],
      recreates: 0,
    });
    expect(fellohFacts.recovery).toEqual({ lookUpAfterMs: [5000, 30_000, 300_000], recreates: 1 });
  });
});

describe('page url', () => {
  it('takes the id literally', () => {
    const account = openAccount({ ...config, wire: { page_url_template: '{page_base_url}/l/{id}?a=1' } });
    expect(providerUrl('$&/..', account)).toBe('https://pay.felloh.com/l/%24%26%2F..?a=1');
  });
});

describe('dates', () => {
  it('the end at Felloh is never before ours, and less than a day after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4e12 }),
        fc.constantFrom('end_of_day_utc', 'start_of_day_utc'),
        (at, means) => {
          const { date, endsAt } = toExpiry(at, { ...FELLOH_PROFILE, expires_at_means: means });
          expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
          expect(endsAt - at).toBeGreaterThanOrEqual(-1);
          expect(endsAt - at).toBeLessThan(24 * 60 * 60 * 1000);
        },
      ),
    );
  });

  it.each([
    ['2026-03-02T09:44:51.118Z', Date.parse('2026-03-02T09:44:51.118Z')],
    ['2026-03-02T09:44:51', Date.parse('2026-03-02T09:44:51Z')],
    ['2026-03-02T10:44:51+01:00', Date.parse('2026-03-02T09:44:51Z')],
    ['2026-03-02', Date.parse('2026-03-02T00:00:00Z')],
    [1772444691, 1772444691000],
    ['soon', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j', (value, at) => {
    expect(toInstant(value)).toBe(at);
  });

  it('are UTC', () => {
    expect(toDate(Date.parse('2026-03-01T23:59:59.999Z'))).toBe('2026-03-01');
  });
});

describe('status', () => {
  const transaction = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    amount: fc.option(fc.nat({ max: 300 }), { nil: null }),
    currency: fc.constantFrom('GBX', 'USX', null, undefined),
    status: fc.constantFrom('COMPLETE', 'PENDING', 'PAYMENTINPROGRESS', 'DECLINED', 'NEW', '', null, {
      id: 'REJECTED',
    }),
    completed_at: fc.constantFrom('2026-03-02T09:44:51.118Z', 1772444691, '', 'x', null, undefined),
    created_at: fc.constantFrom('2026-03-02T09:40:12.530Z', 'x', null),
    payment_link: fc.constant(null),
  });
  const link = fc.record({
    id: fc.constant('link'),
    amount: fc.integer({ min: 1, max: 300 }),
    currency: fc.constantFrom('GBX', 'EUX', 'ZZZ'),
    transactions: fc.option(fc.array(transaction, { maxLength: 4 }), { nil: null }),
    expires_at: fc.constantFrom('2026-03-31T23:59:59.999Z', 'x', null),
    created_at: fc.constant(null),
  });

  it('is total, and paid only by money that is done', () => {
    fc.assert(
      fc.property(
        link,
        fc.array(transaction, { maxLength: 2 }),
        fc.nat({ max: 4e12 }),
        (seen, payments, observedAt) => {
          const observation = observe(seen as PaymentLink, FELLOH_PROFILE, {
            observedAt,
            payments: payments as Transaction[],
          });
          const all = [...(seen.transactions ?? []), ...payments];
          const isDone = all.some(({ completed_at }) => completed_at) && all.some(({ amount }) => amount);
          if (!isDone) expect(['paid', 'partially_paid']).not.toContain(observation.status);
          if (observation.status === 'paid')
            expect(observation.amountPaid).toBeGreaterThanOrEqual(seen.amount);
          if (observation.status === 'partially_paid')
            expect(observation.amountPaid).toBeLessThan(seen.amount);
          if (all.length === 0) expect(['active', 'expired']).toContain(observation.status);
          for (const value of Object.values(observation)) expect(value).not.toBeNaN();
        },
      ),
    );
  });

  it('COMPLETE without its instant keeps ours: it is neither paid nor idle', () => {
    const observation = observe(
      { id: 'l', amount: 1, currency: 'GBX', transactions: [{ id: 'a', amount: 1, status: 'COMPLETE' }] },
      FELLOH_PROFILE,
      { observedAt: 9e12 },
    );
    expect(observation).toMatchObject({ flags: ['provider_status_unknown'] });
    expect(observation).not.toHaveProperty('status');
  });

  it('a payment that completed between two reads counts', () => {
    const observation = observe(
      { id: 'l', amount: 5, currency: 'GBX', transactions: [{ id: 'a', amount: 5, completed_at: null }] },
      FELLOH_PROFILE,
      {
        observedAt: 0,
        payments: [{ id: 'a', amount: 5, status: 'COMPLETE', completed_at: '2026-03-02T09:44:51.118Z' }],
      },
    );
    expect(observation).toMatchObject({ status: 'paid', amountPaid: 5 });
  });
});

describe('errors', () => {
  const read = errorReader(FELLOH_PROFILE, false);
  const readRecord = errorReader(FELLOH_PROFILE, true);
  const body = (code: string) => ({ errors: [{ code, message: 'no' }], meta: {} });

  it.each([
    [404, body('payment_link.not_found'), 'not-found'],
    [404, body('transaction.not_found'), 'not-found'],
    [404, body('booking.not_found'), 'rejected'],
    [404, body('customer.not_found'), 'rejected'],
    [422, body('payment_link.has_transactions'), 'conflict'],
    [409, body('payment_link.has_transactions'), 'conflict'],
    [403, body('organisation.forbidden'), 'credentials'],
    [404, '<h1>Not Found</h1>', 'bad-response'],
    [404, undefined, 'bad-response'],
    [404, { errors: {} }, 'bad-response'],
    [404, { errors: [] }, undefined],
    [500, body('payment_link.has_transactions'), undefined],
    [408, body('booking.not_found'), undefined],
    [429, body('rate_limited'), undefined],
  ])('%i %j on a path without an id: %s', (status, answer, kind) => {
    expect(read(status, answer).kind).toBe(kind);
  });

  it('a 404 on a path with an id is about that record, whatever its body', () => {
    expect(readRecord(404, '<h1>Not Found</h1>').kind).toBe('not-found');
  });

  it('names our fields for theirs', () => {
    const errors = ['payment_link.amount', 'payment_link.card_enabled', 'payment_link.moon', 'other'].map(
      (code) => ({
        code,
      }),
    );
    expect(read(422, { errors }).pointers).toEqual(['/amount', '/methods/card']);
  });

  it('takes no prose for a code', () => {
    expect(read(422, body('Ada Byron is not welcome')).code).toBeUndefined();
  });

  it('is total', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.jsonValue(),
        fc.boolean(),
        (status, answer, names) => {
          expect(() => errorReader(FELLOH_PROFILE, names)(status, answer)).not.toThrow();
        },
      ),
    );
  });
});

describe('notification', () => {
  const account = openAccount(config);
  const signed = (text: string, secret = 'webhook-canary') => ({
    rawBody: Buffer.from(text),
    headers: { 'x-signature': createHmac('sha256', secret).update(text).digest('hex') },
  });

  it.each([
    ['{"payment_link":{"id":"l"},"transaction":{"id":"t"}}', { providerLinkId: 'l', paymentId: 't' }],
    ['{"payment_link":{"id":"l"}}', { providerLinkId: 'l' }],
    ['{"event":"transaction.complete","data":{"id":"t"}}', { paymentId: 't' }],
  ])('%s', (text, hint) => {
    expect(verifyNotification(signed(text), account)).toEqual({
      kind: 'accepted',
      status: 204,
      hints: [hint],
    });
  });

  it.each(['', 'no json', '[]', '{"payment_link":null}', '{"event":"other"}', '{"data":{"id":"t"}}'])(
    'genuine, but none of ours: %j',
    (text) => {
      expect(verifyNotification(signed(text), account)).toEqual({ kind: 'ignored', status: 204 });
    },
  );

  it('with another secret, in upper case, or without one here is refused', () => {
    const refused = { kind: 'refused', status: 401 };
    const { rawBody, headers } = signed('{"payment_link":{"id":"l"}}');
    expect(verifyNotification(signed('{}', 'other'), account)).toEqual(refused);
    const upper = { 'x-signature': headers['x-signature'].toUpperCase() };
    expect(verifyNotification({ rawBody, headers: upper }, account)).toEqual(refused);
    const { webhook_secret: _, ...credentials } = config.credentials;
    expect(verifyNotification({ rawBody, headers }, openAccount({ ...config, credentials }))).toEqual(
      refused,
    );
  });
});
