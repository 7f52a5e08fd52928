import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { MoneyError } from '../../money.ts';
import { type AccountConfig, AccountError, type NewProviderLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { checkLimits, valuesOf } from '../limits.ts';
import { openAccount } from './account.ts';
import { errorReader } from './errors.ts';
import { allpayFacts } from './facts.ts';
import { toCreateFields, toInstant, toProviderLink, toSendFields, toUpdateFields } from './map.ts';
import { ALLPAY_PROFILE, type AllpayOperation } from './profile.ts';
import { observe } from './status.ts';
import { type AllpayLink, amountCodec, createAnswer, listAnswer } from './wire.ts';

const config: AccountConfig = {
  settings: {
    base_url: 'http://127.0.0.1:8080/paybylink/',
    organisation_id: '1042',
    organisation_person_id: '20417',
    organisation_name: 'Example Housing',
    client_code: 'RENT',
  },
  credentials: { apim_subscription_key: 'apim-canary', subscription_key: 'key-canary' },
  baseUrls: 'loopback',
};
const open = (wire: Record<string, unknown> = {}, settings: Record<string, unknown> = {}) =>
  openAccount({ ...config, settings: { ...config.settings, ...settings }, wire });
const account = open();

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

function refusalOf(work: () => unknown): readonly string[] | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'rejected') return error.facts.pointers;
    throw error;
  }
  return undefined;
}

const prn = '9826001234567890123';
const url = 'https://payments.example.com/p/Zk3v9QmT2xLw7RbN';
const reference = '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A';
const input: NewProviderLink = {
  reference,
  money: { amount: 8640, currency: 'GBP' },
  customer: { name: 'Sample Tenant', reference: 'TEN0048213' },
  expiresAt: 1,
  redirects: { success: '', failure: '', cancel: '' },
  options: {},
};
const create = (change: Partial<NewProviderLink>, of = account) =>
  toCreateFields({ ...input, ...change }, of);

describe('openAccount', () => {
  it('keeps the path prefix, and names nobody who was not named', () => {
    expect(account).toMatchObject({
      baseUrl: 'http://127.0.0.1:8080/paybylink',
      organisationName: 'Example Housing',
      clientCode: 'RENT',
      createdBy: 'paylinks',
    });
  });

  it('merges the wire profile key by key, its names one by one', () => {
    const { profile } = open({ amount_unit: 'minor', names: { url: 'link' }, methods: { update: 'PUT' } });
    expect(profile).toEqual({
      ...ALLPAY_PROFILE,
      amount_unit: 'minor',
      names: { ...ALLPAY_PROFILE.names, url: 'link' },
      methods: { ...ALLPAY_PROFILE.methods, update: 'PUT' },
    });
  });

  const settings = (change: Record<string, unknown>) => ({ settings: { ...config.settings, ...change } });
  it.each<[string, Partial<AccountConfig>, string[]]>([
    [
      'nothing',
      { settings: {}, credentials: {} },
      [
        '/settings/base_url',
        '/settings/organisation_id',
        '/settings/organisation_person_id',
        '/credentials/apim_subscription_key',
        '/credentials/subscription_key',
      ],
    ],
    [
      'keys that no header can hold',
      { credentials: { apim_subscription_key: 'a\ncanary', subscription_key: ' ' } },
      ['/credentials/apim_subscription_key', '/credentials/subscription_key'],
    ],
    [
      'unknown fields',
      { ...settings({ subscription_key: 'canary' }), wire: { names: { moon: 'a' }, sun: 1 } },
      ['/settings/subscription_key', '/wire/names/moon', '/wire/sun'],
    ],
    [
      'wrong values',
      {
        wire: {
          methods: { create: 'TRACE' },
          paths: { send: '/a?b' },
          amount_unit: 'float',
          payment_reference_pattern: '(',
          not_found_status: 500,
          created_by_max: 29,
        },
      },
      [
        '/wire/amount_unit',
        '/wire/created_by_max',
        '/wire/methods/create',
        '/wire/not_found_status',
        '/wire/paths/send',
        '/wire/payment_reference_pattern',
      ],
    ],
    ['another host', settings({ base_url: 'https://allpay.example.com' }), ['/settings/base_url']],
    ['any host where none is allowed', { baseUrls: 'fixed' }, ['/settings/base_url']],
    [
      'texts that are too long',
      settings({
        organisation_name: 'x'.repeat(101),
        client_code: 'x'.repeat(21),
        created_by: 'x'.repeat(21),
      }),
      ['/settings/organisation_name', '/settings/client_code', '/settings/created_by'],
    ],
    ['a creator without room', { wire: { created_by_max: 36 } }, ['/settings/created_by']],
    ['a least amount above the largest', { wire: { min_amount_minor: 400_001 } }, ['/wire/min_amount_minor']],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect([...pointersOf(change)].sort()).toEqual([...pointers].sort());
  });
});

describe('limits and recovery', () => {
  it('follow the wire profile', () => {
    const limits = allpayFacts.limitsOf(
      open({ max_amount_minor: 10, name_max: 3, client_reference_pattern: '^A$' }),
    );
    expect(limits).toMatchObject({
      amount: { min: 1, max: 10 },
      patterns: { '/customer/reference': '^A$' },
      maxLengths: { '/customer/first_name': 3, '/provider_options/client_code': 20 },
      senders: ['service', 'provider'],
    });
    expect(allpayFacts.recoveryOf(open({ list_lag_seconds: 0 })).lookUpAfterMs).toEqual([5e3, 3e4, 3e5]);
    expect(allpayFacts.recoveryOf(open({ list_lag_seconds: 600 })).lookUpAfterMs).toEqual([6e5, 12e5]);
    expect(allpayFacts.recovery).toEqual({ lookUpAfterMs: [6e4, 3e5], recreates: 1, sameReference: true });
  });

  it('follow the settings: no native sending without a name, no client reference without a code', () => {
    const { organisation_name: _, client_code: __, ...settings } = config.settings;
    const limits = allpayFacts.limitsOf(openAccount({ ...config, settings }));
    expect(limits.senders).toEqual(['service']);
    const body = {
      amount: 1,
      currency: 'GBP',
      customer: { name: 'Ada Byron', reference: 'A1' },
      delivery: { sender: 'provider' },
    };
    const pointersIn = (options: Record<string, unknown>) =>
      checkLimits(limits, valuesOf({ ...body, provider_options: options }), 0).map(({ pointer }) => pointer);
    expect(pointersIn({})).toEqual(['/provider_options/client_code', '/delivery/sender']);
    expect(pointersIn({ client_code: 'RENT' })).toEqual(['/delivery/sender']);
    expect(pointersIn({ payment_reference_number: prn })).toEqual(['/delivery/sender']);
  });
});

describe('a create', () => {
  it('has the payment reference where there is one, and then neither the other nor a code', () => {
    const fields = create({ options: { payment_reference_number: prn } });
    expect(fields).toMatchObject({ payment_reference_number: prn });
    expect(Object.keys(fields)).not.toContain('client_reference');
    expect(Object.keys(fields)).not.toContain('client_code');
    expect(create({})).toMatchObject({ client_reference: 'TEN0048213', client_code: 'RENT' });
    expect(create({ options: { client_code: 'HEAT' } })).toMatchObject({ client_code: 'HEAT' });
  });

  it.each([
    [{ name: 'Ada Byron' }, {}, 'Ada', 'Byron'],
    [{ name: '  Ada  King Byron ' }, {}, 'Ada King', 'Byron'],
    [{ name: 'Ada Byron', firstName: 'Augusta', lastName: 'King' }, {}, 'Augusta', 'King'],
    [{ name: 'Ada', lastName: 'Byron' }, { first_name: 'A.' }, 'A.', 'Byron'],
    [{ name: 'Ada Byron' }, { last_name: 'Lovelace' }, 'Ada', 'Lovelace'],
    [{}, { first_name: 'Ada', last_name: 'Byron' }, 'Ada', 'Byron'],
  ])('names %j with %j: %s, %s', (customer, options, first_name, last_name) => {
    const fields = create({ customer: { ...customer, reference: 'A1' }, options });
    expect(fields).toMatchObject({ first_name, last_name });
  });

  it.each([
    ['agent-17', 'agent-17'],
    ['agent:17', 'agent:17'],
    ['x'.repeat(20), 'x'.repeat(20)],
    ['x'.repeat(21), 'paylinks'],
    ['', 'paylinks'],
    [undefined, 'paylinks'],
  ])('by %j is by %s, with our reference', (createdBy, who) => {
    expect(create({ ...(createdBy !== undefined && { createdBy }) }).created_by).toBe(`${who}:${reference}`);
  });

  it('validates by the profile where nobody says', () => {
    expect(create({}).validated).toBe(true);
    expect(create({}, open({ default_validated: false })).validated).toBe(false);
    expect(create({ validateAccount: false }).validated).toBe(false);
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    [
      'one word',
      { customer: { name: 'Ada', reference: 'A' } },
      ['/customer/first_name', '/customer/last_name'],
    ],
    ['no reference', { customer: { name: 'Ada Byron' } }, ['/customer/reference']],
    ['an odd reference', { customer: { name: 'Ada Byron', reference: 'A-1' } }, ['/customer/reference']],
    ['another currency', { money: { amount: 1, currency: 'USD' } }, ['/currency']],
    ['too much', { money: { amount: 400_001, currency: 'GBP' } }, ['/amount']],
    [
      'a short payment reference',
      { options: { payment_reference_number: '1' } },
      ['/provider_options/payment_reference_number'],
    ],
    [
      'a code beside it',
      { options: { payment_reference_number: prn, client_code: 'R' } },
      ['/provider_options/client_code'],
    ],
    ['a long name', { options: { first_name: 'x'.repeat(51) } }, ['/provider_options/first_name']],
    ['an unknown option', { options: { moon: 1 } }, ['/provider_options/moon']],
  ])('of %s is refused', (_, change, pointers) => {
    expect(refusalOf(() => create(change))).toEqual(pointers);
  });

  it('by a client reference without a code is refused', () => {
    const { client_code: _, ...settings } = config.settings;
    expect(refusalOf(() => create({}, openAccount({ ...config, settings })))).toEqual([
      '/provider_options/client_code',
    ]);
  });
});

describe('an update', () => {
  const ref = (options: Record<string, unknown> = {}) => ({
    providerLinkId: '884121',
    money: input.money,
    options,
  });
  const update = (changes: Record<string, unknown>, options: Record<string, unknown> = {}) =>
    toUpdateFields({ key: 'k', ...changes }, ref(options), account);

  it.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
    ['nothing of theirs', { metadata: { a: 'b' }, description: null }, {}, {}],
    ['the amount', { money: { amount: 9500, currency: 'GBP' } }, {}, { amount: 95 }],
    ['the validation', { validateAccount: false }, {}, { validated: false }],
    ['the name', { customer: { name: 'Ada Byron' } }, {}, { first_name: 'Ada', last_name: 'Byron' }],
    [
      'the name, under an option that wins',
      { customer: { name: 'Ada Byron' } },
      { first_name: 'Augusta' },
      { first_name: 'Augusta', last_name: 'Byron' },
    ],
    ['one of two names', { options: { last_name: 'King' } }, {}, { last_name: 'King' }],
    ['an address alone', { customer: { email: 'ada@example.com' } }, {}, {}],
    [
      'the client reference',
      { customer: { reference: 'B2' } },
      { client_code: 'HEAT' },
      { client_reference: 'B2', client_code: 'HEAT' },
    ],
    ['the client code alone', { options: { client_code: 'HEAT' } }, {}, { client_code: 'HEAT' }],
    [
      'the client reference beside a payment reference',
      { customer: { reference: 'B2' } },
      { payment_reference_number: prn },
      {},
    ],
    [
      'to a payment reference',
      { options: { payment_reference_number: prn } },
      {},
      { payment_reference_number: prn },
    ],
    [
      'to a client reference',
      { options: { payment_reference_number: null }, customer: { reference: 'B2' } },
      { payment_reference_number: prn },
      { client_reference: 'B2', client_code: 'RENT' },
    ],
  ])('of %s', (_, changes, options, fields) => {
    expect(update(changes, options)).toEqual(fields);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['one word', { customer: { name: 'Ada' } }, {}, ['/customer/first_name', '/customer/last_name']],
    ['an odd reference', { customer: { reference: 'B-2' } }, {}, ['/customer/reference']],
    [
      'no reference at all',
      { options: { payment_reference_number: null } },
      { payment_reference_number: prn },
      ['/customer/reference'],
    ],
    [
      'a code beside a payment reference',
      { options: { client_code: 'HEAT' } },
      { payment_reference_number: prn },
      ['/provider_options/client_code'],
    ],
    ['nothing to pay', { money: { amount: 0, currency: 'GBP' } }, {}, ['/amount']],
  ])('to %s is refused', (_, changes, options, pointers) => {
    expect(refusalOf(() => update(changes, options))).toEqual(pointers);
  });
});

describe('a message', () => {
  const customer = { email: 'ada@example.com', phone: '+447700900123' };
  const common = { organisation_name: 'Example Housing', payment_link: url };

  it.each([
    [['email'], { email_address: 'ada@example.com', sending_method: 1 }],
    [['sms'], { mobile_number: '07700900123', sending_method: 2 }],
    [['sms', 'email'], { email_address: 'ada@example.com', mobile_number: '07700900123', sending_method: 3 }],
  ] as const)('by %j', (channels, fields) => {
    expect(toSendFields(url, { channels, customer }, account)).toEqual({ ...common, ...fields });
  });

  it('has its number as the profile says', () => {
    const e164 = open({ phone_format: 'e164' });
    expect(toSendFields(url, { channels: ['sms'], customer }, e164).mobile_number).toBe('+447700900123');
  });

  it.each([
    [['sms'], { phone: '+33612345678' }, ['/customer/phone']],
    [['sms'], { phone: '+442079460000' }, ['/customer/phone']],
    [['sms', 'email'], {}, ['/customer/email', '/customer/phone']],
    [['email'], { email: 'a@b@c' }, ['/customer/email']],
    [['email'], { email: `${'a'.repeat(250)}@b.cd` }, ['/customer/email']],
    [[], customer, ['/delivery/channels']],
  ] as const)('by %j to %j is refused', (channels, to, pointers) => {
    expect(refusalOf(() => toSendFields(url, { channels, customer: to }, account))).toEqual(pointers);
  });

  it('of an account without a name is refused', () => {
    const { organisation_name: _, ...settings } = config.settings;
    const nameless = openAccount({ ...config, settings });
    expect(refusalOf(() => toSendFields(url, { channels: ['sms'], customer }, nameless))).toEqual([
      '/delivery/sender',
    ]);
  });
});

describe('money', () => {
  it.each(['major', 'minor'])('in %s units goes out and comes back exact', (amount_unit) => {
    const unit = open({ amount_unit });
    const read = z.array(z.object({ amount: z.number() }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000 }), (amount) => {
        const fields = create({ money: { amount, currency: 'GBP' } }, unit);
        const wire = JSON.stringify([{ amount: fields.amount, url }]);
        expect(z.parse(read, JSON.parse(wire))[0]?.amount).toBe(fields.amount);
        expect(z.parse(listAnswer(unit), JSON.parse(wire))[0]?.amount).toBe(amount);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['42.5', 4250],
    ['42.50', 4250],
    ['42', 4200],
    ['0.01', 1],
    ['0.29', 29],
  ])('reads %s as %i pence', (text, pence) => {
    expect(amountCodec(ALLPAY_PROFILE).decode(JSON.parse(text), 'GBP')).toBe(pence);
  });

  it.each(['42.505', '1e21', '-1', 'null', '{}', 'true', '"x"'])('does not read %s', (text) => {
    expect(() => amountCodec(ALLPAY_PROFILE).decode(JSON.parse(text), 'GBP')).toThrow(MoneyError);
    const link = { url, amount: JSON.parse(text) };
    // No amount at all is none that is wrong.
    expect(z.safeParse(listAnswer(account), [link]).success).toBe(text === 'null');
  });
});

describe('the create answer', () => {
  const read = (body: unknown, of = account) => {
    const parsed = z.safeParse(createAnswer(of), body);
    return parsed.success ? parsed.data : undefined;
  };
  const made = { url, payment_url_id: undefined };

  it.each([
    [{ url }, made],
    [{ URL: url, extra: 1 }, made],
    [{ paymentUrl: url }, made],
    [
      { url: null, PaymentURL: url, paymenturlid: 884120 },
      { url, payment_url_id: '884120' },
    ],
    [
      { url, paymentUrlId: '884120' },
      { url, payment_url_id: '884120' },
    ],
    [url, made],
    [`${url}\r\n`, made],
    [[{ url }], undefined],
    [{}, undefined],
    [{ url: '' }, undefined],
    [{ url: 'javascript:alert(1)' }, undefined],
    [{ url: 'http://payments.example.com/p/1' }, undefined],
    [{ url: '/p/1' }, undefined],
    ['<!doctype html>', undefined],
    ['{"url":"https://pay', undefined],
    [null, undefined],
    [undefined, undefined],
    [7, undefined],
  ])('%j', (body, answer) => {
    expect(read(body)).toEqual(answer);
  });

  it('is the first of an array where the profile says so', () => {
    const array = open({ create_accepts_array: true });
    expect(read([{ url }, { url: 'x' }], array)).toEqual(made);
    expect(read([url], array)).toEqual(made);
    expect(read({ url }, array)).toEqual(made);
    expect(read([], array)).toBeUndefined();
  });

  it('may name the page on the loopback on the local stack only', () => {
    const local = { url: 'http://127.0.0.1:1/p/a' };
    expect(read(local)).toEqual({ ...local, payment_url_id: undefined });
    expect(read(local, { ...account, loopbackPages: false })).toBeUndefined();
  });
});

describe('a list', () => {
  const read = (body: unknown, of = account) => z.safeParse(listAnswer(of), body).data;

  it('is read without regard to case, by the profile’s names, ids as text', () => {
    const named = open({ names: { url: 'Link', payment_url_id: 'id' } });
    const [link] =
      read([{ LINK: url, Id: 884120, STATUS: 152, createdby: 'a:b', moon: 1, url: 'x' }], named) ?? [];
    expect(link).toMatchObject({ url, payment_url_id: '884120', status: 152, created_by: 'a:b' });
  });

  it('is an array, or in the property that the profile names', () => {
    const wrapped = open({ list_property: 'links' });
    expect(read({ Links: [{ url }] }, wrapped)).toHaveLength(1);
    expect(read([{ url }], wrapped)).toBeUndefined();
    expect(read({ links: [{ url }] })).toBeUndefined();
    expect(read([])).toEqual([]);
  });

  it('is readable whatever stands where only likeness looks', () => {
    const odd = { url, firstName: 7, createdBy: {}, createdAt: false, validated: 'yes', clientCode: [] };
    expect(read([odd])).toHaveLength(1);
    // 19 digits as a number have lost some.
    const [link] = read([{ url, paymentReferenceNumber: JSON.parse(prn), clientReference: 48213 }]) ?? [];
    expect([link?.payment_reference_number, link?.client_reference]).toEqual([undefined, '48213']);
  });

  it.each([
    [{}],
    [{ paymentUrlId: '1' }],
    [{ url, paymentUrlId: ' ' }],
    [{ url, paymentUrlId: 1.5 }],
    [null],
  ])('with %j is unreadable', (link) => {
    expect(read([{ url }, link])).toBeUndefined();
  });

  it('tells no personal data but what the contract names', () => {
    const [link] =
      read([{ url, firstName: 'Ada', clientReference: 'TEN1', createdBy: 'who', amount: 1 }]) ?? [];
    if (!link) throw new Error('unread');
    const shown = JSON.stringify(toProviderLink({ link, list: 'active', observedAt: 1 }));
    for (const hidden of ['Ada', 'TEN1', 'who']) expect(shown).not.toContain(hidden);
  });
});

describe('status, first matching row', () => {
  const link: AllpayLink = { url, amount: 8640 };
  const seen = (status: unknown, expected = { amount: 8700, currency: 'GBP' }) =>
    observe({ link: { ...link, status }, list: 'active', observedAt: 9 }, expected);

  it.each<[unknown, object]>([
    [
      153,
      {
        providerStatus: '153',
        status: 'paid',
        paidAt: 9,
        amountPaid: 8700,
        flags: ['amount_unconfirmed'],
      },
    ],
    [155, { providerStatus: '155', status: 'partially_paid' }],
    [154, { providerStatus: '154', status: 'active', downloadedAt: 9 }],
    [152, { providerStatus: '152', status: 'active', firstOpenedAt: 9 }],
    [151, { providerStatus: '151', status: 'active', firstSentAt: 9 }],
    [150, { providerStatus: '150', flags: ['provider_status_unknown'] }],
    ['153', { providerStatus: '153', flags: ['provider_status_unknown'] }],
    ['Ada Byron <ada@example.com>', { providerStatus: 'unreadable', flags: ['provider_status_unknown'] }],
    [undefined, { providerStatus: 'none', flags: ['provider_status_unknown'] }],
    [{ id: 153 }, { providerStatus: 'unreadable', flags: ['provider_status_unknown'] }],
  ])('active, %j', (status, observation) => {
    expect(seen(status)).toEqual({ observedAt: 9, ...observation });
  });

  it('pending, whatever number stands there', () => {
    const observation = observe({ link: { ...link, status: 153 }, list: 'pending', observedAt: 9 });
    expect(observation).toEqual({ observedAt: 9, providerStatus: 'pending', status: 'active' });
  });

  it('paid: what the list asks for stands in where ours is not known', () => {
    const paid = { ...link, status: 153 };
    expect(observe({ link: paid, list: 'active', observedAt: 9 }).amountPaid).toBe(8640);
    const { amount: _, ...amountless } = paid;
    expect(observe({ link: amountless, list: 'active', observedAt: 9 })).not.toHaveProperty('amountPaid');
  });

  it('is total, and paid only by 153', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 149, max: 157 }), fc.jsonValue()), (status) => {
        const observation = seen(status);
        expect(observation.status === 'paid').toBe(status === 153);
        expect(observation.status === 'partially_paid').toBe(status === 155);
      }),
    );
  });
});

describe('errors', () => {
  const gateway = (statusCode: number) => ({ statusCode, message: 'no' });
  const application = { message: 'no' };
  const read = (operation: AllpayOperation, status: number, body: unknown, wire = {}) =>
    errorReader(open(wire).profile, operation)(status, body).kind;

  it.each<[AllpayOperation, number, unknown, string | undefined]>([
    ['create', 400, application, 'rejected'],
    ['create', 405, application, undefined],
    ['create', 401, gateway(401), undefined],
    ['create', 401, application, 'credentials'],
    ['create', 403, application, 'credentials'],
    ['create', 403, gateway(403), 'rate-limited'],
    ['create', 403, { STATUSCODE: 403 }, 'rate-limited'],
    ['create', 404, application, 'bad-response'],
    ['list_active', 404, application, 'bad-response'],
    ['list_pending', 404, undefined, 'bad-response'],
    ['delete', 404, application, 'not-found'],
    ['update', 404, undefined, 'not-found'],
    ['send', 404, gateway(404), 'bad-response'],
    ['delete', 404, '<h1>Not Found</h1>', 'bad-response'],
    ['delete', 409, application, 'conflict'],
    ['send', 429, gateway(429), undefined],
    ['delete', 408, application, undefined],
    ['delete', 500, gateway(500), undefined],
    ['delete', 302, undefined, undefined],
  ])('%s: %i %j is %s', (operation, status, body, kind) => {
    expect(read(operation, status, body)).toBe(kind);
  });

  it('of the application follow the profile', () => {
    const wire = { not_found_status: 410, state_conflict_status: 400, bad_key_status: 418 };
    expect(read('delete', 410, application, wire)).toBe('not-found');
    expect(read('delete', 404, application, wire)).toBe('bad-response');
    expect(read('update', 400, application, wire)).toBe('conflict');
    expect(read('create', 400, application, wire)).toBe('rejected');
    expect(read('create', 418, application, wire)).toBe('credentials');
  });

  it('are total, and keep no word of the provider', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(Object.keys(errorReader(ALLPAY_PROFILE, 'send')(status, body))).not.toContain('code');
      }),
    );
  });
});

describe('times', () => {
  it.each([
    ['2026-03-02T09:15:04Z', Date.parse('2026-03-02T09:15:04Z')],
    ['2026-03-02T09:15:04', Date.parse('2026-03-02T09:15:04Z')],
    ['2026-03-02T10:15:04+01:00', Date.parse('2026-03-02T09:15:04Z')],
    ['02/03/2026', undefined],
    ['2026-13-40T99:99:99Z', undefined],
    [undefined, undefined],
  ])('%j', (text, at) => {
    expect(toInstant(text)).toBe(at);
  });
});
