import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fileOf } from '../../../test/support/batch-file.ts';
import { type AccountConfig, AccountError, type NewProviderLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { checkLimits, valuesOf } from '../limits.ts';
import { openAccount } from './account.ts';
import { batches } from './batches.ts';
import { toInstant } from './dates.ts';
import { errorReader } from './errors.ts';
import { paypointFacts } from './facts.ts';
import { toCreateRequest } from './map.ts';
import { PAYPOINT_PROFILE, profileWith } from './profile.ts';
import { observe } from './status.ts';
import { batchAnswer, createAnswer, isSafeUrl, listAnswer } from './wire.ts';

const config: AccountConfig = {
  settings: { base_url: 'http://127.0.0.1:8080' },
  credentials: { subscription_key: 'subscription-canary', api_key: 'api-canary' },
  baseUrls: 'loopback',
};

const account = (wire: Record<string, unknown> = {}) => openAccount({ ...config, wire });

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 4250, currency: 'GBP' },
  description: 'Water bill, February',
  customer: { name: 'Ada King Byron', phone: '+447700900123', reference: 'ACC-204417' },
  expiresAt: Date.parse('2026-03-31T00:00:00Z'),
  redirects: {
    success: 'https://a.example/s',
    failure: 'https://a.example/f',
    cancel: 'https://a.example/c',
  },
  options: {},
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

function refusalOf(work: () => unknown): ProviderError['facts'] {
  try {
    work();
  } catch (error) {
    if (error instanceof ProviderError) return error.facts;
    throw error;
  }
  throw new Error('it was not refused');
}

const refusedPointers = (change: Partial<NewProviderLink>, wire = {}) =>
  refusalOf(() => toCreateRequest({ ...input, ...change }, account(wire))).pointers;

describe('openAccount', () => {
  it('merges the wire profile key by key, also where a key holds many names', () => {
    const { profile } = account({
      create_status: 200,
      names: { amount: 'Total' },
      paths: { create: '/requests/new' },
      status_map: { 'Part Paid': 'processing', moonshine: 'active+sent+opened' },
      send_methods: { none: 'Off' },
      batch_states: { done: 'Done' },
    });
    expect(profile).toEqual({
      ...PAYPOINT_PROFILE,
      create_status: 200,
      names: { ...PAYPOINT_PROFILE.names, amount: 'Total' },
      paths: { ...PAYPOINT_PROFILE.paths, create: '/requests/new' },
      status_map: {
        ...PAYPOINT_PROFILE.status_map,
        partpaid: 'processing',
        moonshine: 'active+sent+opened',
      },
      send_methods: { ...PAYPOINT_PROFILE.send_methods, none: 'Off' },
      batch_states: { ...PAYPOINT_PROFILE.batch_states, done: 'Done' },
    });
  });

  it('takes every key of its profile as an override', () => {
    expect(account({ ...PAYPOINT_PROFILE }).profile).toEqual(PAYPOINT_PROFILE);
  });

  it.each<[string, Partial<AccountConfig>, string[]]>([
    ['nothing', { settings: {}, credentials: {} }, ['/settings/base_url', '/credentials/subscription_key']],
    [
      'a key that no header takes',
      { credentials: { subscription_key: 'a b', api_key: '£' } },
      ['/credentials/subscription_key', '/credentials/api_key'],
    ],
    [
      'unknown fields',
      {
        settings: { ...config.settings, merchant: 1 },
        credentials: { ...config.credentials, token: 'canary' },
        wire: { path: {}, names: { moon: 'Moon' }, paths: { moon: '/' } },
      },
      ['/settings/merchant', '/credentials/token', '/wire/path', '/wire/names/moon', '/wire/paths/moon'],
    ],
    [
      'wrong values',
      {
        wire: {
          amount_unit: 'pounds',
          base_path: 'paybylink',
          status_map: { sent: 'sent' },
          paths: { update: '/requests' },
          list_needs_parameter: 'yes',
          create_status: 400,
          native_send: 'sometimes',
          max_amount_minor: 1e15,
        },
      },
      [
        '/wire/amount_unit',
        '/wire/base_path',
        '/wire/status_map/sent',
        '/wire/paths/update',
        '/wire/list_needs_parameter',
        '/wire/create_status',
        '/wire/native_send',
        '/wire/max_amount_minor',
      ],
    ],
    ['a pattern that is none', { wire: { reference_pattern: '(' } }, ['/wire/reference_pattern']],
    [
      'a pattern without our references',
      { wire: { reference_pattern: '^\\d+$' } },
      ['/wire/reference_pattern'],
    ],
    ['columns of no field', { wire: { batch_columns: ['Amount', 'Moon'] } }, ['/wire/batch_columns/1']],
    [
      'a least amount above the largest',
      { wire: { min_amount_minor: 100, max_amount_minor: 99 } },
      ['/wire/max_amount_minor'],
    ],
    ['any address that is not allowed', { baseUrls: 'fixed' }, ['/settings/base_url']],
    [
      'the sandbox, for none is published',
      { settings: { base_url: 'https://multipay-sandbox.azure-api.net' }, baseUrls: 'fixed' },
      ['/settings/base_url'],
    ],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect([...pointersOf(change)].sort()).toEqual([...pointers].sort());
  });

  it('shows no key', () => {
    expect(inspect(account(), { depth: 9, showHidden: true }) + JSON.stringify(account())).not.toContain(
      'canary',
    );
  });
});

describe('limits and recovery', () => {
  it('follow the wire profile', () => {
    const opened = account({
      min_amount_minor: 100,
      max_amount_minor: 5000,
      text_max: 10,
      name_max: 5,
      email_max: 20,
      reference_pattern: '^[A-Z0-9]+$',
      list_lag_seconds: 600,
      update_statuses: ['Archived', 'Withdrawn'],
    });
    expect(paypointFacts.limitsOf(opened)).toMatchObject({
      amount: { min: 100, max: 5000 },
      closable: 'always',
      patterns: { '/reference': '^[A-Z0-9]+$', '/customer/reference': '^[A-Z0-9]+$' },
      maxLengths: {
        '/description': 10,
        '/customer/first_name': 5,
        '/customer/email': 20,
        '/provider_options/passphrase': 10,
        '/provider_options/title': 5,
      },
    });
    expect(paypointFacts.recoveryOf(opened)).toMatchObject({ lookUpAfterMs: [5000, 30_000, 1_200_000] });
    expect(paypointFacts.limitsOf(account({ update_statuses: [] })).closable).toBe('never');
    expect(paypointFacts.recovery).toEqual({
      lookUpAfterMs: [5000, 30_000, 300_000],
      recreates: 1,
      sameReference: true,
    });
  });

  it.each([
    ['by_property', ['service', 'provider'], undefined],
    ['always', ['provider'], ['sms']],
    ['never', ['service'], undefined],
  ])('native_send %s', (native_send, senders, sendsAtCreation) => {
    const limits = paypointFacts.limitsOf(account({ native_send }));
    expect([limits.senders, limits.sendsAtCreation]).toEqual([senders, sendsAtCreation]);
    expect(limits.required.includes('/delivery/channels')).toBe(native_send === 'always');
  });

  it('what is not used need not fit', () => {
    const body = {
      amount: 1,
      currency: 'GBP',
      reference: 'any words / at all',
      description: 'x',
      customer: { name: `Ada ${'B'.repeat(60)}`, phone: '+447700900123', reference: 'A' },
      provider_options: { last_name: 'Byron' },
    };
    expect(checkLimits(paypointFacts.limits, valuesOf(body), 0)).toEqual([]);
  });
});

describe('a request', () => {
  const made = (change: Partial<NewProviderLink>, wire: Record<string, unknown> = {}) =>
    toCreateRequest({ ...input, ...change }, account(wire));

  it('is the least that is needed', () => {
    expect(made({})).toEqual({
      ClientTransactionRef: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      Amount: 42.5,
      AccountReference: 'ACC-204417',
      Reason: 'Water bill, February',
      SendMethod: 'None',
      Customer: { FirstName: 'Ada King', LastName: 'Byron', MobileNumber: '07700900123' },
    });
  });

  it('takes the merchant reference for the account where there is no other', () => {
    const { name = '', phone = '' } = input.customer;
    const change = { customer: { name, phone }, merchantReference: 'INV-1' };
    expect(made(change)).toMatchObject({ AccountReference: 'INV-1' });
    expect(made({ merchantReference: 'INV-1' })).toMatchObject({ AccountReference: 'ACC-204417' });
    expect(refusedPointers({ ...change, merchantReference: 'INV 1' })).toEqual(['/reference']);
    expect(refusedPointers({ customer: { name, phone } })).toEqual(['/customer/reference']);
  });

  it.each([
    [{ name: 'Ada Byron' }, {}, 'Ada', 'Byron'],
    [{ name: '  Ada  King   Byron ' }, {}, 'Ada King', 'Byron'],
    [{ firstName: 'Ada', lastName: 'Byron' }, {}, 'Ada', 'Byron'],
    [{ name: 'Ada King', lastName: 'Byron' }, {}, 'Ada', 'Byron'],
    [{ name: 'Ada King Byron' }, { first_name: 'Ada', last_name: 'King Byron' }, 'Ada', 'King Byron'],
    [{ name: 'Ada' }, { first_name: 'A.', last_name: 'B.' }, 'A.', 'B.'],
  ])('of %j and %j is for %s %s', (names, options, FirstName, LastName) => {
    const { phone = '', reference = '' } = input.customer;
    expect(made({ customer: { ...names, phone, reference }, options })).toMatchObject({
      Customer: { FirstName, LastName },
    });
  });

  it('refuses one word for a name', () => {
    const { phone = '', reference = '' } = input.customer;
    expect(refusedPointers({ customer: { name: 'Ada', phone, reference } })).toEqual([
      '/customer/first_name',
      '/customer/last_name',
    ]);
  });

  it('has every option and the email', () => {
    const options = { passphrase: 'open sesame', title: 'Dr', first_name: 'A', last_name: 'B' };
    const { description: _, ...rest } = input;
    const customer = { ...input.customer, email: 'ada@example.com' };
    expect(toCreateRequest({ ...rest, customer, options }, account())).toEqual({
      ClientTransactionRef: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      Amount: 42.5,
      AccountReference: 'ACC-204417',
      Passphrase: 'open sesame',
      SendMethod: 'None',
      Customer: {
        Title: 'Dr',
        FirstName: 'A',
        LastName: 'B',
        MobileNumber: '07700900123',
        EmailAddress: 'ada@example.com',
      },
    });
  });

  it.each([
    [['sms'], 'Sms'],
    [['email'], 'Email'],
    [['email', 'sms'], 'Both'],
    [[], 'None'],
  ] as const)('sent by %j says %s', (sendBy, SendMethod) => {
    const customer = { ...input.customer, email: 'ada@example.com' };
    expect(made({ sendBy, customer })).toMatchObject({ SendMethod });
  });

  it('is not sent by email without an address', () => {
    expect(refusedPointers({ sendBy: ['sms', 'email'] })).toEqual(['/customer/email']);
  });

  it('without the property the profile decides who sends', () => {
    expect(made({}, { native_send: 'never' })).not.toHaveProperty('SendMethod');
    expect(refusedPointers({ sendBy: ['sms'] }, { native_send: 'never' })).toEqual(['/delivery/sender']);
    expect(made({ sendBy: ['sms'] }, { native_send: 'always' })).not.toHaveProperty('SendMethod');
    expect(refusedPointers({}, { native_send: 'always' })).toEqual(['/delivery/channels']);
    expect(refusedPointers({ sendBy: [] }, { native_send: 'always' })).toEqual(['/delivery/channels']);
    expect(refusedPointers({ sendBy: ['sms', 'email'] }, { native_send: 'always' })).toEqual([
      '/delivery/channels',
    ]);
  });

  it('follows names, phone format and unit of the profile', () => {
    const wire = {
      names: { amount: 'total', customer: 'payer', mobile_number: 'mobile' },
      phone_format: 'e164',
      amount_unit: 'minor',
    };
    expect(made({}, wire)).toMatchObject({ total: 4250, payer: { mobile: '+447700900123' } });
  });

  it.each<[Partial<NewProviderLink>, string[]]>([
    [{ money: { amount: 1, currency: 'EUR' } }, ['/currency']],
    [{ money: { amount: 100_000_000, currency: 'GBP' } }, ['/amount']],
    [{ customer: { ...input.customer, phone: '+33612345678' } }, ['/customer/phone']],
    [{ options: { moon: 1 } }, ['/provider_options/moon']],
    [{ description: '' }, ['/description']],
    [{ methods: { card: true } }, ['/methods']],
    [{ validateAccount: true }, ['/validate_account']],
  ])('is refused where it cannot be: %j', (change, pointers) => {
    expect(refusedPointers(change)).toEqual(pointers);
  });
});

describe('money', () => {
  it.each([
    ['major', 99_999_999],
    ['major', 999_999_999_999_999],
    ['minor', 999_999_999_999_999],
  ] as const)('%s: goes out and comes back exact, up to %i', (amount_unit, max) => {
    const opened = account({ amount_unit, max_amount_minor: 999_999_999_999_999 });
    const answer = listAnswer(opened);
    fc.assert(
      fc.property(fc.integer({ min: 1, max }), (amount) => {
        const { Amount } = toCreateRequest({ ...input, money: { amount, currency: 'GBP' } }, opened);
        const text = JSON.stringify({
          Requests: [{ RequestId: 'a', Amount, AmountPaid: Amount, LongUrl: 'https://a.example/' }],
        });
        const [record] = z.parse(answer, JSON.parse(text)).requests;
        expect([record?.amount, record?.amount_paid]).toEqual([amount, amount]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is two decimals in a file, or pence', () => {
    const line = (amount: number, wire = {}) =>
      Buffer.from(fileOf(batches, [{ ...input, money: { amount, currency: 'GBP' } }], account(wire)))
        .toString()
        .split('\r\n')[1]
        ?.split(',')[1];
    expect([line(4250), line(5), line(100)]).toEqual(['42.50', '0.05', '1.00']);
    expect(line(4250, { amount_unit: 'minor' })).toBe('4250');
  });

  it.each([42.501, -1, '1e3', '42.5.0', true, null, 1e21, '£5'])('%j is not an amount', (Amount) => {
    const body = { Requests: [{ RequestId: 'a', Amount, LongUrl: 'https://a.example/' }] };
    expect(z.safeParse(listAnswer(account()), body).success).toBe(false);
  });
});

describe('answers', () => {
  it('are read without regard to the case of names, ids as text or number', () => {
    const body = { requestid: 7, LONGURL: 'https://a.example/', more: {} };
    expect(z.parse(createAnswer(account()), body)).toEqual({
      request_id: '7',
      long_url: 'https://a.example/',
    });
  });

  it.each([
    ['https://pay.example.com/1', true, true],
    ['http://127.0.0.1:1/pay/1?a=b', true, false],
    ['http://pay.example.com/1', false, false],
    ['https://user:pass@pay.example.com/1', false, false],
    ['javascript:alert(1)', false, false],
    ['/1', false, false],
  ])('%s is a place to send somebody to on the local stack: %s, elsewhere: %s', (url, local, elsewhere) => {
    expect([isSafeUrl(url, true), isSafeUrl(url, false)]).toEqual([local, elsewhere]);
  });

  it('state an unknown batch state as no answer', () => {
    const schema = batchAnswer(account());
    expect(z.parse(schema, { BatchId: 'b', Status: 'completed with_errors' }).status).toBe(
      'done_with_errors',
    );
    expect(z.safeParse(schema, { BatchId: 'b', Status: 'Moon' }).success).toBe(false);
  });
});

describe('status', () => {
  const seen = (record: Record<string, unknown>, wire: Record<string, unknown> = {}, expected?: number) => {
    const opened = account(wire);
    const body = { Requests: [{ RequestId: 'a', Amount: 42.5, LongUrl: 'https://a.example/', ...record }] };
    const [parsed] = z.parse(listAnswer(opened), body).requests;
    if (!parsed) throw new Error('no record');
    const context = { observedAt: 1000, ...(expected !== undefined && { expected }) };
    return observe(parsed, opened.profile, context);
  };

  it.each<[string, object]>([
    ['Paid', { status: 'paid', amountPaid: 4250, flags: ['amount_unconfirmed'] }],
    ['Complete', { status: 'paid' }],
    ['Completed', { status: 'paid' }],
    ['Success', { status: 'paid' }],
    ['PartPaid', { status: 'partially_paid' }],
    ['part_paid', { status: 'partially_paid' }],
    ['Partial', { status: 'partially_paid' }],
    ['Plan active', { status: 'partially_paid' }],
    ['Plan-Active', { status: 'partially_paid' }],
    ['Processing', { status: 'processing' }],
    ['Authorised', { status: 'processing' }],
    ['Cancelled', { status: 'cancelled' }],
    ['Withdrawn', { status: 'cancelled' }],
    ['Revoked', { status: 'cancelled' }],
    ['Expired', { status: 'expired' }],
    ['Lapsed', { status: 'expired' }],
    ['Failed', { status: 'active', flags: ['undelivered'] }],
    ['Viewed', { status: 'active', firstOpenedAt: 1000 }],
    ['Opened', { status: 'active', firstOpenedAt: 1000 }],
    ['Clicked', { status: 'active', firstOpenedAt: 1000 }],
    ['Sent', { status: 'active', firstSentAt: 1000 }],
    ['Delivered', { status: 'active', firstSentAt: 1000 }],
    ['Created', { status: 'active' }],
    ['Pending', { status: 'active' }],
    ['Requested', { status: 'active' }],
    ['Queued', { status: 'active' }],
    ['constructor', { flags: ['provider_status_unknown'] }],
  ])('%s', (word, facts) => {
    const observed = seen({ Status: word });
    expect(observed).toMatchObject({ observedAt: 1000, providerStatus: word, ...facts });
    if (!('status' in facts)) expect(observed).not.toHaveProperty('status');
    if (!('flags' in facts) && observed.status !== 'paid') expect(observed).not.toHaveProperty('flags');
  });

  it('none at all keeps ours', () => {
    expect(seen({})).toEqual({ observedAt: 1000, flags: ['provider_status_unknown'] });
  });

  it('paid is what was told, else what we asked for', () => {
    expect(seen({ Status: 'Paid', AmountPaid: '40.00' }, {}, 4250)).toEqual({
      observedAt: 1000,
      status: 'paid',
      providerStatus: 'Paid',
      amountPaid: 4000,
    });
    for (const AmountPaid of [undefined, null, 0]) {
      expect(seen({ Status: 'Paid', AmountPaid }, {}, 4200)).toMatchObject({
        amountPaid: 4200,
        flags: ['amount_unconfirmed'],
      });
    }
  });

  it('money is told whatever the status', () => {
    expect(seen({ Status: 'Cancelled', AmountPaid: 1.5 })).toMatchObject({
      status: 'cancelled',
      amountPaid: 150,
    });
  });

  it('instants are told whatever the status; our observation stands for those that are not', () => {
    const record = {
      SentAt: '2026-03-02T09:20:00Z',
      ViewedAt: '2026-03-02T09:40:12Z',
      PaidAt: '2026-03-02T09:41:00Z',
    };
    expect(seen({ ...record, Status: 'Paid' })).toMatchObject({
      firstSentAt: Date.parse(record.SentAt),
      firstOpenedAt: Date.parse(record.ViewedAt),
      paidAt: Date.parse(record.PaidAt),
    });
  });

  it('where PayPoint always sends, creation is the first message', () => {
    const CreatedAt = '2026-03-02T09:15:04Z';
    const wire = { native_send: 'always' };
    expect(seen({ Status: 'Created', CreatedAt }, wire)).toMatchObject({
      firstSentAt: Date.parse(CreatedAt),
    });
    expect(seen({ Status: 'Created', CreatedAt })).not.toHaveProperty('firstSentAt');
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.nat({ max: 9999 })), (Status, AmountPaid) => {
        const observed = seen({ Status, AmountPaid: AmountPaid === null ? null : AmountPaid / 1 });
        if (observed.status === undefined) expect(observed.flags).toEqual(['provider_status_unknown']);
        for (const value of Object.values(observed)) expect(value).not.toBeNaN();
      }),
    );
  });
});

describe('errors', () => {
  const application = (...fields: string[]) => ({
    Message: 'Ada Byron is not welcome',
    Errors: fields.map((Field) => ({ Field, Message: 'no' })),
  });
  const gateway = { statusCode: 0, message: 'no' };

  it.each([
    ['create', 400, application('Amount'), 'rejected'],
    ['list', 403, application(), undefined],
    ['list', 403, gateway, 'rate-limited'],
    ['cancel', 404, application(), 'not-found'],
    ['cancel', 404, gateway, 'bad-response'],
    ['cancel', 404, '<h1>Not Found</h1>', 'bad-response'],
    ['cancel', 404, undefined, 'bad-response'],
    ['create', 409, application('ClientTransactionRef'), 'conflict'],
    ['cancel', 409, application(), 'conflict'],
    ['create', 401, gateway, undefined],
    ['create', 429, gateway, undefined],
    ['create', 500, application(), undefined],
    ['create', 408, application(), undefined],
    ['create', 302, undefined, undefined],
  ])('%s %i %j: %s', (operation, status, body, kind) => {
    expect(errorReader(PAYPOINT_PROFILE, operation)(status, body).kind).toBe(kind);
  });

  it.each([
    [{ duplicate_status: 400 }, 'create', 400, application('clienttransactionref'), 'conflict'],
    [{ duplicate_status: 400 }, 'create', 400, application('Amount'), 'rejected'],
    [{ duplicate_status: 422 }, 'create', 422, application(), 'conflict'],
    [{ state_conflict_status: 422 }, 'cancel', 422, application(), 'conflict'],
    [{ state_conflict_status: 400 }, 'cancel', 400, application(), 'conflict'],
    [{ state_conflict_status: 400 }, 'cancel', 400, application('Status'), 'conflict'],
    [{ state_conflict_status: 400 }, 'cancel', 400, application('RequestId'), 'rejected'],
    [{ state_conflict_status: 400 }, 'batch_confirm', 400, application(), 'conflict'],
    [{ state_conflict_status: 400 }, 'list', 400, application(), 'rejected'],
    [{ not_found_status: 410 }, 'cancel', 410, application(), 'not-found'],
    [{ validation_status: 418 }, 'create', 418, application(), 'rejected'],
    [{ validation_status: 418 }, 'create', 418, 'a teapot', undefined],
  ])('with %j: %s %i %j: %s', (wire, operation, status, body, kind) => {
    expect(errorReader(profileWith(wire), operation)(status, body).kind).toBe(kind);
  });

  it('names our fields for theirs, and keeps no word', () => {
    const reading = errorReader(PAYPOINT_PROFILE, 'create')(
      400,
      application('Amount', 'Customer.MobileNumber', 'emailaddress', 'Moon', 'FirstName'),
    );
    expect(reading).toEqual({
      kind: 'rejected',
      pointers: ['/amount', '/customer/phone', '/customer/email', '/customer/first_name'],
    });
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(() => errorReader(PAYPOINT_PROFILE, 'update')(status, body)).not.toThrow();
      }),
    );
  });
});

describe('a batch file', () => {
  const file = (links: readonly NewProviderLink[], wire: Record<string, unknown> = {}) =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fileOf(batches, links, account(wire)));

  it("is the sheet's", () => {
    const reference = '01KJQ59ZX1R3T5V7W9Y2A4C6E8';
    const customer = { ...input.customer, name: 'Sample Customer' };
    expect(file([{ ...input, reference, customer, sendBy: ['sms'] }])).toBe(
      [
        'ClientTransactionRef,Amount,AccountReference,Reason,Passphrase,Title,FirstName,LastName,MobileNumber,EmailAddress,SendMethod',
        '01KJQ59ZX1R3T5V7W9Y2A4C6E8,42.50,ACC-204417,"Water bill, February",,,Sample,Customer,07700900123,,Sms',
        '',
      ].join('\r\n'),
    );
  });

  it('quotes quotes and line ends, and begins with no mark', () => {
    const text = file([{ ...input, description: 'a "b"\r\nc' }]);
    expect(text).toContain(',"a ""b""\r\nc",');
    expect(text.charCodeAt(0)).toBe('C'.charCodeAt(0));
  });

  it('has the columns of the profile', () => {
    const wire = { batch_columns: ['Mobile Number', 'total'], names: { amount: 'Total' } };
    expect(file([input], wire)).toBe('Mobile Number,total\r\n07700900123,42.50\r\n');
  });

  it('refuses links by pointer, and is full where its rows or bytes are', () => {
    const bad = { ...input, money: { amount: 0, currency: 'GBP' } };
    expect(refusalOf(() => file([input, bad])).pointers).toEqual(['/amount']);
    const twice = (wire: Record<string, unknown>) => {
      const begun = batches.beginFile(account(wire));
      return [begun.add(input), begun.add(input), begun.bytes().length];
    };
    const { length } = Buffer.from(file([input]));
    expect(twice({ batch_max_rows: 1 })).toEqual([true, false, length]);
    expect(twice({ batch_max_bytes: length })).toEqual([true, false, length]);
    expect(twice({ batch_max_bytes: length - 1 })).toEqual([false, false, file([]).length]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-03-02T09:15:04Z', Date.parse('2026-03-02T09:15:04Z')],
    ['2026-03-02T09:15:04', Date.parse('2026-03-02T09:15:04Z')],
    ['2026-03-02T10:15:04+01:00', Date.parse('2026-03-02T09:15:04Z')],
    ['2026-03-02', Date.parse('2026-03-02T00:00:00Z')],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j', (value, at) => {
    expect(toInstant(value)).toBe(at);
  });
});
