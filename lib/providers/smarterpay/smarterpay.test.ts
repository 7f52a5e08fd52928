import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountConfig, AccountError, type NotificationRequest } from '../contract.ts';
import { checkLimits, valuesOf } from '../limits.ts';
import { createSession } from '../session.ts';
import { openAccount } from './account.ts';
import { fromWireAmount, toWireAmount } from './amounts.ts';
import { isDay, isTimeZone, toInstant } from './dates.ts';
import { errorReader } from './errors.ts';
import { smarterpayFacts } from './facts.ts';
import { toCreateRequest, toProviderLink, toUpdateRequest } from './map.ts';
import { verifyNotification } from './notification.ts';
import { SMARTERPAY_PROFILE } from './profile.ts';
import { observe, observeCard } from './status.ts';
import { type CardEvent, PaymentLink } from './wire.ts';

const pages = [
  { id: 'EP-card', kind: 'card_payment', single_use: true },
  { id: 'EP-mandate', kind: 'mandate', single_use: true },
  { id: 'EP-schedule', kind: 'schedule', single_use: true },
];
const config: AccountConfig = {
  settings: { pages },
  credentials: { api_token: 'token-canary', webhook_key: 'webhook-canary' },
  baseUrls: 'fixed',
};
const many = { id: 'EP-many', kind: 'card_payment', single_use: false };
const account = openAccount({ ...config, settings: { pages: [...pages, many] } });

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
  it('takes the published base url by default', () => {
    expect(openAccount(config)).toMatchObject({
      baseUrl: 'https://api.smarterpaycloud.com/service.svc',
      pages: [
        { id: 'EP-card', kind: 'card_payment', singleUse: true },
        { id: 'EP-mandate' },
        { id: 'EP-schedule' },
      ],
      profile: SMARTERPAY_PROFILE,
    });
  });

  it('merges the wire profile key by key, references kind by kind', () => {
    const { profile } = openAccount({
      ...config,
      wire: { time_zone: 'Europe/London', reference_field: { mandate: 'card_payment_custom_reference' } },
    });
    expect(profile).toEqual({
      ...SMARTERPAY_PROFILE,
      time_zone: 'Europe/London',
      reference_field: { ...SMARTERPAY_PROFILE.reference_field, mandate: 'card_payment_custom_reference' },
    });
  });

  it.each<[string, Partial<AccountConfig>, string[]]>([
    ['nothing', { settings: {}, credentials: {} }, ['/settings/pages', '/credentials/api_token']],
    ['no page', { settings: { pages: [] } }, ['/settings/pages']],
    ['the same page twice', { settings: { pages: [...pages, pages[0]] } }, ['/settings/pages/3/id']],
    [
      'pages that are none',
      { settings: { pages: [{ id: ' ', kind: 'gift', single_use: 'yes', name: 'x' }] } },
      [
        '/settings/pages/0/id',
        '/settings/pages/0/kind',
        '/settings/pages/0/single_use',
        '/settings/pages/0/name',
      ],
    ],
    ['a token that is no header', { credentials: { api_token: 'a\nb' } }, ['/credentials/api_token']],
    [
      'an unknown credential',
      { credentials: { ...config.credentials, password: 'canary' } },
      ['/credentials/password'],
    ],
    ['another host', { settings: { pages, base_url: 'https://evil.example' } }, ['/settings/base_url']],
    [
      'a loopback that is not allowed',
      { settings: { pages, base_url: 'http://127.0.0.1:1' } },
      ['/settings/base_url'],
    ],
    [
      'wrong values of the wire profile',
      {
        wire: {
          amount_unit: 'pounds',
          time_zone: 'Moon/Base',
          completed_means_paid: 1,
          reference_field: { mandate: 'customer_custom_reference' },
          moon: 1,
        },
      },
      [
        '/wire/amount_unit',
        '/wire/time_zone',
        '/wire/completed_means_paid',
        '/wire/reference_field/mandate',
        '/wire/moon',
      ],
    ],
    [
      "a place for the merchant's reference that is ours",
      { wire: { merchant_reference_field: 'bank_account_custom_reference' } },
      ['/wire/merchant_reference_field'],
    ],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect([...pointersOf(change)].sort()).toEqual([...pointers].sort());
  });

  it('takes a loopback on the local stack', () => {
    expect(
      pointersOf({ settings: { pages, base_url: 'http://127.0.0.1:1/service.svc' }, baseUrls: 'loopback' }),
    ).toEqual([]);
  });
});

describe('limits and recovery', () => {
  it('follow the account', () => {
    const odd = openAccount({
      ...config,
      settings: { pages: [{ id: 'E.P|(1)/', kind: 'card_payment', single_use: true }] },
      wire: { max_amount_minor: 10, list_lag_seconds: 600 },
    });
    const limits = smarterpayFacts.limitsOf(odd);
    expect(limits.amount).toEqual({ min: 1, max: 10 });
    const issuesOf = (ecommerce_page: string) =>
      checkLimits(limits, valuesOf({ amount: 1, currency: 'GBP', provider_options: { ecommerce_page } }), 0);
    expect(issuesOf('E.P|(1)/')).toEqual([]);
    for (const other of ['EXP|(1)/', 'E.P', '']) {
      if (other) expect(issuesOf(other)).toMatchObject([{ pointer: '/provider_options/ecommerce_page' }]);
    }
    expect(smarterpayFacts.recoveryOf(odd).lookUpAfterMs).toEqual([5000, 30_000, 1_200_000]);
    expect(smarterpayFacts.recovery).toEqual({
      lookUpAfterMs: [5000, 30_000, 300_000],
      recreates: 1,
      sameReference: true,
    });
  });
});

describe('amounts', () => {
  it.each(['minor_string', 'major_string'] as const)('%s: what goes out comes back', (unit) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (pence) => {
        const wire = toWireAmount(pence, unit);
        expect(wire).toMatch(unit === 'minor_string' ? /^\d+$/ : /^\d+\.\d\d$/);
        expect(fromWireAmount(wire, unit)).toBe(pence);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['2750', 'minor_string', 2750],
    [2750, 'minor_string', 2750],
    ['27.50', 'major_string', 2750],
    ['27.50', 'minor_string', undefined],
    [27.5, 'minor_string', undefined],
    ['27.505', 'major_string', undefined],
    ['-1', 'minor_string', undefined],
    ['', 'minor_string', undefined],
    [null, 'minor_string', undefined],
  ] as const)('%j as %s is %s', (wire, unit, pence) => {
    expect(fromWireAmount(wire, unit)).toBe(pence);
  });
});

describe('times', () => {
  it.each([
    ['2026-03-02 09:15:04', 'UTC', '2026-03-02T09:15:04Z'],
    ['2026-03-02 09:15:04', 'Europe/London', '2026-03-02T09:15:04Z'],
    ['2026-07-02 09:15:04', 'Europe/London', '2026-07-02T08:15:04Z'],
    ['2026-03-29 00:59:59', 'Europe/London', '2026-03-29T00:59:59Z'],
    ['2026-03-29 02:00:00', 'Europe/London', '2026-03-29T01:00:00Z'],
    ['2026-03-02 09:15:04', 'Asia/Kolkata', '2026-03-02T03:45:04Z'],
    ['2026-03-02T09:44:51Z', 'Asia/Kolkata', '2026-03-02T09:44:51Z'],
    ['2026-03-02T10:44:51+01:00', 'UTC', '2026-03-02T09:44:51Z'],
  ])('%s in %s', (text, zone, instant) => {
    expect(toInstant(text, zone)).toBe(Date.parse(instant));
  });

  it.each(['never', '', 'soon', '2026-02-30 09:15:04', '2026-03-02 25:00:00', '2026-03-02', null, undefined])(
    '%j is none',
    (text) => {
      expect(toInstant(text, 'UTC')).toBeUndefined();
    },
  );

  it('every instant outside a change of the clocks comes back', () => {
    const zones = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e9 }), fc.constantFrom(...zones), (second, timeZone) => {
        const text = new Intl.DateTimeFormat('sv-SE', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(second * 1000);
        // In the hour that comes twice the later of the two may be told.
        expect([0, 3600]).toContain(Math.abs((toInstant(text, timeZone) ?? 0) / 1000 - second));
      }),
    );
  });

  it('days and zones are those that there are', () => {
    expect(['2026-02-28', '2026-02-29', '2026-2-1', '2028-02-29'].map(isDay)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(['UTC', 'Europe/London', 'Moon/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });
});

const link: PaymentLink = {
  id: 'PL1',
  url: 'https://pages.example.com?payment=x',
  amount: '2750',
  status: 'active',
  expiry: 'never',
  ecommerce_page: 'EP-card',
};
const observedAt = Date.parse('2026-03-02T10:00:00Z');
const completed_at = '2026-03-02 09:44:51';
const paidAt = Date.parse('2026-03-02T09:44:51Z');

describe('status of a link, row by row', () => {
  it.each<[string, Partial<PaymentLink>, object, object?]>([
    ['many, active', { ecommerce_page: 'EP-many', completed_at }, { status: 'active' }],
    ['many, expired', { ecommerce_page: 'EP-many', completed_at, status: 'expired' }, { status: 'expired' }],
    ['card, completed', { completed_at, status: 'expired' }, { status: 'processing' }],
    ['card, completed, still active', { completed_at }, { status: 'processing' }],
    [
      'card, completed, which proves money in this account',
      { completed_at },
      { status: 'paid', paidAt, flags: ['amount_unconfirmed'] },
      { completed_means_paid: true },
    ],
    [
      'mandate, completed',
      { ecommerce_page: 'EP-mandate', completed_at, amount: null },
      { status: 'paid', amountPaid: 0, paidAt },
    ],
    [
      'schedule, completed and expired',
      { ecommerce_page: 'EP-schedule', completed_at, status: 'expired' },
      { status: 'paid', amountPaid: 0, paidAt },
    ],
    ['expired', { status: 'expired' }, { status: 'expired' }],
    ['active', {}, { status: 'active' }],
    [
      'active, visited',
      { visited_at: '2026-03-02 09:40:12' },
      { status: 'active', firstOpenedAt: Date.parse('2026-03-02T09:40:12Z') },
    ],
    ['another status', { status: 'asleep' }, { flags: ['provider_status_unknown'] }],
    [
      'a page that the settings do not name, completed',
      { ecommerce_page: 'EP-gone', completed_at },
      { flags: ['provider_status_unknown'] },
    ],
    ['a page that the settings do not name', { ecommerce_page: 'EP-gone' }, { status: 'active' }],
    ['over another amount', { amount: '275' }, { status: 'active', flags: ['amount_mismatch'] }],
  ])('%s', (_, change, expected, wire = {}) => {
    const seen = { ...link, ...change };
    const observation = observe(
      seen,
      { ...account, profile: { ...SMARTERPAY_PROFILE, ...wire } },
      { observedAt, expected: { amount: 2750, currency: 'GBP' } },
    );
    expect(observation).toStrictEqual({ observedAt, providerStatus: seen.status, ...expected });
  });

  it('a link is read as it came, personal data and money that cannot be read left out', () => {
    const parsed = PaymentLink.parse({
      ...link,
      amount: '27.50',
      account_validation_callback: 'true',
      description: 'Boiler of Ada Byron',
      metadata_card: 'Ada',
      expiry: '2026-03-03 09:15:04',
    });
    expect(toProviderLink(parsed, account, { observedAt })).toStrictEqual({
      providerLinkId: 'PL1',
      providerUrl: link.url,
      observation: { observedAt, status: 'active', providerStatus: 'active' },
      providerExpiresAt: Date.parse('2026-03-03T09:15:04Z'),
      providerData: { ecommerce_page: 'EP-card', account_validation_callback: true },
    });
    const done = { ...link, ecommerce_page: 'EP-mandate', completed_at };
    expect(toProviderLink(done, account, { observedAt }).providerData).toMatchObject({
      outcome: 'completed',
    });
  });

  it.each(['javascript:alert(1)', 'http://pages.example.com', '', '/p'])(
    'a page at %j is not taken',
    (url) => {
      expect(PaymentLink.safeParse({ ...link, url }).success).toBe(false);
    },
  );
});

const event: CardEvent = {
  id: 'CP1',
  event_type: 'card_payment.create',
  created_at: '2026-03-02T09:44:00Z',
  edited_at: '2026-03-02T09:44:51Z',
  status: 'successful',
  currency_code: 'GBP',
  initial_amount: '2750',
  transaction_type: 'sale',
};

describe('what a card event proves, row by row', () => {
  const at = { observedAt: paidAt };
  it.each<[string, Partial<CardEvent>, object | undefined]>([
    ['successful', {}, { ...at, amountPaid: 2750, paidAt }],
    [
      'successful, without currency and type',
      { currency_code: null, transaction_type: null },
      { ...at, amountPaid: 2750, paidAt },
    ],
    ['pending', { status: 'pending' }, { ...at, status: 'processing' }],
    ['cancelled', { status: 'cancelled' }, at],
    ['failed', { status: 'failed' }, at],
    ['error', { status: 'error' }, at],
    ['unheard of', { status: 'asleep' }, undefined],
    ['no sale', { transaction_type: 'refund' }, undefined],
    ['another currency', { currency_code: 'EUR' }, { ...at, flags: ['amount_mismatch'] }],
    [
      'an amount that cannot be read',
      { initial_amount: '27.50' },
      { ...at, status: 'processing', flags: ['amount_unconfirmed'] },
    ],
    [
      'never edited',
      { edited_at: null },
      {
        observedAt: Date.parse('2026-03-02T09:44:00Z'),
        amountPaid: 2750,
        paidAt: Date.parse('2026-03-02T09:44:00Z'),
      },
    ],
    [
      'from the future: now',
      { edited_at: '2027-01-01T00:00:00Z' },
      { observedAt, amountPaid: 2750, paidAt: observedAt },
    ],
  ])('%s', (_, change, expected) => {
    const told = { ...event, ...change };
    expect(observeCard(told, SMARTERPAY_PROFILE, observedAt)).toStrictEqual(
      expected && { ...expected, providerStatus: told.status },
    );
  });

  it('follows the wire profile', () => {
    const profile = {
      ...SMARTERPAY_PROFILE,
      card_paid_statuses: ['done'],
      card_pending_statuses: ['wait', 'held'],
      card_failed_statuses: ['no'],
      webhook_amount_unit: 'major_string' as const,
    };
    const seen = (status: string) =>
      observeCard({ ...event, status, initial_amount: '27.50' }, profile, observedAt);
    expect(seen('done')).toMatchObject({ amountPaid: 2750 });
    expect([seen('held')?.status, seen('no')?.status, seen('successful')]).toEqual([
      'processing',
      undefined,
      undefined,
    ]);
  });
});

describe('requests', () => {
  const input = {
    reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
    money: { amount: 2750, currency: 'GBP' },
    customer: {},
    expiresAt: 0,
    redirects: {
      success: 'https://l.example/s',
      failure: 'https://l.example/f',
      cancel: 'https://l.example/c',
    },
    options: {},
  };

  it('a link is the same bytes each time, and of the least that is needed', () => {
    expect(JSON.stringify(toCreateRequest(input, account))).toBe(
      '{"payment_link":{"ecommerce_page":"EP-card","amount":"2750",' +
        '"card_payment_custom_reference":"01KJQ4T7B0Z3V5N8X2C6D9F1GH0A","return_url":"https://l.example/s"}}',
    );
  });

  it('a mandate asks for no money, a schedule for all of its own', () => {
    const mandate = { ...input, options: { ecommerce_page: 'EP-mandate', auddis: 'A1' } };
    expect(toCreateRequest(mandate, account).payment_link).toEqual({
      ecommerce_page: 'EP-mandate',
      auddis: 'A1',
      bank_account_custom_reference: input.reference,
      return_url: 'https://l.example/s',
    });
    const options = {
      ecommerce_page: 'EP-schedule',
      mandate: 'MA1',
      recurrence_schedule: 'RS1',
      bank_account: 'BA1',
      start_date: '2026-04-01',
      end_date: '2027-04-01',
      first_collection_amount: 100,
      first_collection_date: '2026-04-02',
      card_payment_custom_reference: 'theirs',
    };
    expect(toCreateRequest({ ...input, options }, account).payment_link).toEqual({
      ...options,
      amount: '2750',
      first_collection_amount: '100',
      recurrence_schedule_custom_reference: input.reference,
      return_url: 'https://l.example/s',
    });
  });

  it.each<[string, object, string[]]>([
    ['another currency', { money: { amount: 1, currency: 'EUR' } }, ['/currency']],
    ['half a penny', { money: { amount: 0.5, currency: 'GBP' } }, ['/amount']],
    [
      'a page of somebody else',
      { options: { ecommerce_page: 'EP-x' } },
      ['/provider_options/ecommerce_page'],
    ],
    [
      'our own reference',
      { options: { card_payment_custom_reference: 'x' } },
      ['/provider_options/card_payment_custom_reference'],
    ],
    [
      'too much at first',
      { options: { first_collection_amount: 10_000_000_000 } },
      ['/provider_options/first_collection_amount'],
    ],
    ['a long description', { description: 'd'.repeat(256) }, ['/description']],
    ['much metadata', { metadata: { order: 'm'.repeat(990) } }, ['/metadata']],
    [
      'a blank and an unknown option',
      { options: { mandate: ' ', moon: 1 } },
      ['/provider_options/mandate', '/provider_options/moon'],
    ],
  ])('%s is refused', (_, change, pointers) => {
    expect(() => toCreateRequest({ ...input, ...change }, account)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ kind: 'rejected', pointers }) }),
    );
  });

  it("the merchant's reference has its place to itself", () => {
    const wire = { merchant_reference_field: 'card_payment_custom_reference' };
    const mandates = openAccount({ ...config, settings: { pages: pages.slice(1, 2) }, wire });
    const given = { ...input, merchantReference: 'INV-1' };
    expect(toCreateRequest(given, mandates).payment_link).toMatchObject({
      card_payment_custom_reference: 'INV-1',
      bank_account_custom_reference: input.reference,
    });
    const both = { ...given, options: { card_payment_custom_reference: 'x' } };
    expect(() => toCreateRequest(both, mandates)).toThrow('rejected');
  });

  it('a change is of metadata alone, absolute, and null clears', () => {
    expect(
      toUpdateRequest(
        { key: 'k', metadata: { a: '1' }, options: { metadata_card: 'c', metadata_mandate: null } },
        account,
      ),
    ).toEqual({ payment_link: { metadata: '{"a":"1"}', metadata_card: 'c', metadata_mandate: null } });
    expect(toUpdateRequest({ key: 'k', metadata: {} }, account)).toEqual({
      payment_link: { metadata: null },
    });
    expect(() =>
      toUpdateRequest(
        { key: 'k', money: input.money, expiresAt: 1, options: { auddis: 'x', metadata_card: 7 } },
        account,
      ),
    ).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          pointers: ['/amount', '/expires_at', '/provider_options/metadata_card', '/provider_options/auddis'],
        }),
      }),
    );
  });
});

describe('errors', () => {
  const read = errorReader(SMARTERPAY_PROFILE, false);
  const readRecord = errorReader(SMARTERPAY_PROFILE, true);

  it.each([
    [400, 'rejected', 'rejected'],
    [401, 'credentials', 'credentials'],
    [404, 'bad-response', 'not-found'],
    [409, 'conflict', 'conflict'],
    [403, undefined, undefined],
    [408, undefined, undefined],
    [422, undefined, undefined],
    [429, undefined, undefined],
    [500, undefined, undefined],
  ])('%i: %s, of a record %s', (status, kind, ofRecord) => {
    for (const body of [undefined, '<error/>', { error: 'no' }, { error: { code: 'not_found' } }]) {
      expect([read(status, body).kind, readRecord(status, body).kind]).toEqual([kind, ofRecord]);
    }
  });

  it('follow the wire profile', () => {
    const profile = {
      ...SMARTERPAY_PROFILE,
      bad_token_status: 418,
      not_found_status: 410,
      validation_status: 460,
      idempotency_clash_status: 461,
    };
    const kinds = [418, 410, 460, 461].map((status) => errorReader(profile, true)(status, undefined).kind);
    expect(kinds).toEqual(['credentials', 'not-found', 'rejected', 'conflict']);
  });

  it.each([
    ['amount', ['/amount']],
    ['customer_custom_reference', ['/reference']],
    ['ecommerce_page', ['/provider_options/ecommerce_page']],
    ['return_url', []],
    ['constructor', []],
    [null, []],
  ])('names our field for %s', (field, pointers) => {
    expect(read(400, { error: { code: 'invalid_value', field } })).toMatchObject({
      code: 'invalid_value',
      pointers,
    });
  });

  it('takes no prose for a code', () => {
    expect(read(400, { error: { code: 'Ada Byron is not welcome' } }).code).toBeUndefined();
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), fc.boolean(), (status, body, names) => {
        expect(() => errorReader(SMARTERPAY_PROFILE, names)(status, body)).not.toThrow();
      }),
    );
  });
});

describe('notification', () => {
  const reference = '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A';
  const opened = openAccount(config);
  const verify = (request: NotificationRequest, of = opened) =>
    verifyNotification(request, {
      account: of,
      session: createSession(),
      signal: AbortSignal.abort(),
      now: () => observedAt,
    });
  const signed = (value: unknown, secret = 'webhook-canary') => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return {
      rawBody: Buffer.from(text),
      headers: { 'webhook-signature': createHmac('sha256', secret).update(text).digest('hex') },
    };
  };
  const told = { ...event, custom_reference: reference };

  it('gives the facts without any call', async () => {
    expect(await verify(signed({ events: [told] }))).toEqual({
      kind: 'accepted',
      status: 200,
      hints: [
        {
          reference,
          paymentId: 'CP1',
          observation: { observedAt: paidAt, providerStatus: 'successful', amountPaid: 2750, paidAt },
        },
      ],
    });
  });

  it('of several events of one payment the latest counts, in any order, beside those of others', async () => {
    const earlier = { ...told, status: 'pending', edited_at: '2026-03-02T09:44:50Z' };
    const other = { ...told, id: 'CP2', custom_reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GJ0A', status: 'failed' };
    for (const events of [
      [earlier, told, other],
      [told, earlier, other, told],
    ]) {
      const verdict = await verify(signed({ events }));
      expect(verdict).toMatchObject({
        hints: [
          { reference, paymentId: 'CP1', observation: { amountPaid: 2750 } },
          {
            reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GJ0A',
            paymentId: 'CP2',
            observation: { providerStatus: 'failed' },
          },
        ],
      });
      if (verdict.kind === 'accepted') expect(verdict.hints).toHaveLength(2);
    }
  });

  it('an event that cannot be read hides no other, and card holders are dropped unread', async () => {
    const holder = { ...told, card_holder: 'Ada Byron', card_number: '4111111111111111' };
    const verdict = await verify(signed({ events: [null, { id: 7 }, holder] }));
    expect(verdict).toMatchObject({ kind: 'accepted', hints: [{ reference }] });
    expect(JSON.stringify(verdict)).not.toMatch(/Ada|4111/);
  });

  it('a status unheard of only leads to the link', async () => {
    expect(await verify(signed({ events: [{ ...told, status: 'asleep' }] }))).toEqual({
      kind: 'accepted',
      status: 200,
      hints: [{ reference, paymentId: 'CP1' }],
    });
  });

  it('where every card page is for many, events hold no fact', async () => {
    const of = openAccount({ ...config, settings: { pages: [many] } });
    expect(await verify(signed({ events: [told] }), of)).toMatchObject({
      hints: [{ reference, paymentId: 'CP1' }],
    });
  });

  it('where card pages differ and the link cannot be looked at, it fails, so that it comes again', async () => {
    const of = openAccount({ ...config, settings: { pages: [...pages, many] } });
    await expect(verify(signed({ events: [told] }), of)).rejects.toThrow('unavailable');
  });

  it.each([
    '',
    'no json',
    '[]',
    '{"events":null}',
    '{"events":[]}',
    { events: [{ ...told, event_type: 'mandate.create' }] },
    { events: [{ ...told, custom_reference: null }] },
    { events: [{ ...told, custom_reference: 'Invoice 20417 of somebody else' }] },
  ])('genuine, but none of ours: %j', async (body) => {
    expect(await verify(signed(body))).toEqual({ kind: 'ignored', status: 204 });
  });

  it('with another key, in upper case, or without one here is refused', async () => {
    const refused = { kind: 'refused', status: 498 };
    const { rawBody, headers } = signed({ events: [told] });
    expect(await verify(signed({ events: [told] }, '01KJQ4T7B0Z3V5N8X2C6D9F1GJ0A'))).toEqual(refused);
    const upper = { 'webhook-signature': headers['webhook-signature'].toUpperCase() };
    expect(await verify({ rawBody, headers: upper })).toEqual(refused);
    expect(await verify({ rawBody, headers: {} })).toEqual(refused);
    const of = openAccount({ ...config, credentials: { api_token: 'token-canary' } });
    expect(await verify({ rawBody, headers }, of)).toEqual(refused);
  });
});
