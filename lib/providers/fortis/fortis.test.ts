import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountConfig, AccountError, type NewProviderLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type FortisAccount, openAccount } from './account.ts';
import { errorReader, type FortisOperation } from './errors.ts';
import { fortisFacts } from './facts.ts';
import { verifyNotification } from './notification.ts';
import { hasNext, parseCursor } from './pages.ts';
import { FORTIS_PROFILE } from './profile.ts';
import { deliveryMethod, toCellPhone, toCreateRequest, toUpdateRequest } from './requests.ts';

const LOCATION = '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4';
const CARD = '11ef2c7a9d0b4e6c8a1f3b57';
const BANK = '11ef2c7a9d0b4e6c8a1f3b58';
const CONTACT = '11ef939cccb05bf494a312a1';

const config = {
  settings: {
    base_url: 'https://api.zeamster.com',
    user_id: '5b0f7c92-6d1e-4c38-8a47-2e9d1f6b3a70',
    developer_id: 'dev01',
    location_id: LOCATION,
    cc_product_transaction_id: CARD,
    ach_product_transaction_id: BANK,
    location_time_zone: 'America/Chicago',
    portal_host: 'merchant.example.com',
    postback_username: 'fortis',
  },
  credentials: { user_api_key: 'key-canary', postback_password: 'password-canary' },
  baseUrls: 'fixed',
} satisfies AccountConfig;

function accountWith(
  wire: Record<string, unknown> = {},
  settings: Record<string, unknown> = {},
): FortisAccount {
  return openAccount({ ...config, settings: { ...config.settings, ...settings }, wire });
}

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

function without(name: keyof typeof config.settings): Record<string, unknown> {
  const { [name]: _, ...rest } = config.settings;
  return rest;
}

describe('openAccount', () => {
  it('merges the wire profile key by key', () => {
    expect(accountWith({ deleted_status: 409 }).profile).toEqual({ ...FORTIS_PROFILE, deleted_status: 409 });
  });

  it('counts days in UTC where no zone is given', () => {
    expect(openAccount({ ...config, settings: without('location_time_zone') }).timeZone).toBe('UTC');
  });

  it('shows no credential, however it is printed', () => {
    const account = accountWith();
    const basic = Buffer.from('fortis:password-canary').toString('base64');
    const shown = inspect(account, { depth: 9, showHidden: true }) + JSON.stringify(account);
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain(basic);
  });

  const settings = (change: Record<string, unknown>) => ({ settings: { ...config.settings, ...change } });

  it.each<[string, Partial<AccountConfig>, string[]]>([
    [
      'nothing',
      { settings: {}, credentials: {} },
      [
        '/settings/base_url',
        '/settings/user_id',
        '/settings/developer_id',
        '/settings/location_id',
        '/credentials/user_api_key',
      ],
    ],
    ['unknown fields', { ...settings({ token: 1 }), wire: { wires: 1 } }, ['/settings/token', '/wire/wires']],
    [
      'wrong values of the wire profile',
      { wire: { deleted_status: 410, current_page_base: 2, email_needed: 1, closed_field: 'a b' } },
      ['/wire/deleted_status', '/wire/current_page_base', '/wire/email_needed', '/wire/closed_field'],
    ],
    [
      'what cannot stand in a header',
      { ...settings({ user_id: 'ü', developer_id: 'a b' }), credentials: { user_api_key: 'canary\n' } },
      ['/settings/user_id', '/settings/developer_id', '/credentials/user_api_key'],
    ],
    ['a short location id', settings({ location_id: '8d2f' }), ['/settings/location_id']],
    ['no such zone', settings({ location_time_zone: 'Mars/Base' }), ['/settings/location_time_zone']],
    ['a portal host with a path', settings({ portal_host: 'a.example/b' }), ['/settings/portal_host']],
    ['a portal host with a user', settings({ portal_host: 'a@b.example' }), ['/settings/portal_host']],
    [
      'the portal as base url',
      settings({ base_url: 'https://merchant.example.com' }),
      ['/settings/base_url'],
    ],
    ['a loopback that is not allowed', settings({ base_url: 'http://127.0.0.1:1' }), ['/settings/base_url']],
    [
      'a user name of postbacks without its password',
      { credentials: { user_api_key: 'key-canary' } },
      ['/credentials/postback_password'],
    ],
    [
      'a password of postbacks without its user name',
      { settings: without('postback_username') },
      ['/settings/postback_username'],
    ],
    [
      'no way to know a page',
      { settings: without('portal_host'), wire: { payment_url_expand: false } },
      ['/settings/portal_host'],
    ],
    [
      'a page template without the id',
      { wire: { page_url_template: 'https://{portal_host}/' } },
      ['/wire/page_url_template'],
    ],
    [
      'a page template without TLS',
      { wire: { page_url_template: 'http://{portal_host}/{id}' } },
      ['/wire/page_url_template'],
    ],
  ])('refuses %s, by pointer', (_, change, pointers) => {
    expect([...pointersOf(change)].sort()).toEqual([...pointers].sort());
  });

  it('wants one product at least', () => {
    const { cc_product_transaction_id: _, ach_product_transaction_id: __, ...none } = config.settings;
    expect(pointersOf({ settings: none })).toEqual(['/settings/cc_product_transaction_id']);
    expect(pointersOf({ settings: { ...none, ach_product_transaction_id: BANK } })).toEqual([]);
  });
});

describe('limits, options and recovery', () => {
  it('follow the wire profile', () => {
    const account = accountWith({ min_amount_minor: 50, amount_on_put: false, list_lag_seconds: 600 });
    expect(fortisFacts.limitsOf(account).amount).toEqual({ min: 50, max: 9_999_999_999 });
    expect(fortisFacts.limitsOf(account).updatable).not.toContain('/amount');
    expect(fortisFacts.limits.updatable).toContain('/amount');
    expect(fortisFacts.recoveryOf(account).lookUpAfterMs).toEqual([5000, 30_000, 1_200_000]);
    expect(fortisFacts.recovery).toEqual({
      lookUpAfterMs: [5000, 30_000, 300_000],
      recreates: 1,
      sameReference: true,
    });
  });

  it('options are closed and typed', () => {
    const options = { location_id: LOCATION, contact_id: null, contact_api_id: 'cust-1001' };
    expect(fortisFacts.checkOptions(options)).toEqual([]);
    const wrong = { location_id: 'x', contact_api_id: 'x'.repeat(65), description: 'x', status_id: 1 };
    expect(
      fortisFacts
        .checkOptions(wrong)
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual([
      '/provider_options/contact_api_id',
      '/provider_options/description',
      '/provider_options/location_id',
      '/provider_options/status_id',
    ]);
  });
});

const input: NewProviderLink = {
  reference: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  money: { amount: 15050, currency: 'USD' },
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+12025550143' },
  expiresAt: Date.parse('2026-03-31T12:00:00Z'),
  redirects: {
    success: 'https://a.example/s',
    failure: 'https://a.example/f',
    cancel: 'https://a.example/c',
  },
  options: {},
};

function createOf(change: Partial<NewProviderLink>, account = accountWith()): unknown {
  const { paylink } = toCreateRequest({ ...input, ...change }, account);
  return paylink;
}

function refusedBy(work: () => unknown): readonly string[] | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'rejected') return error.facts.pointers;
    throw error;
  }
  return undefined;
}

describe('create', () => {
  const least = {
    location_id: LOCATION,
    cc_product_transaction_id: CARD,
    ach_product_transaction_id: BANK,
    amount_due: 150.5,
    email: 'ada@example.com',
    cell_phone: '2025550143',
    delivery_method: 0,
    expire_date: '2026-03-31',
    paylink_api_id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
  };

  it('says nothing that was not asked for', () => {
    expect(createOf({})).toEqual(least);
    expect(
      createOf({ description: 'x', merchantReference: 'y', metadata: { a: 'b' }, createdBy: 'z' }),
    ).toEqual(least);
  });

  it('takes every option over the setting', () => {
    const options = {
      location_id: '11ef2c7a9d0b4e6c8a1f3b99',
      cc_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b00',
      ach_product_transaction_id: '11ef2c7a9d0b4e6c8a1f3b01',
      contact_id: CONTACT,
      contact_api_id: 'cust-1001',
    };
    expect(createOf({ options })).toEqual({ ...least, ...options });
    expect(createOf({ options: { contact_id: null } })).toEqual(least);
  });

  it('leaves out the product of a method that is off', () => {
    expect(createOf({ methods: { card: false } })).not.toHaveProperty('cc_product_transaction_id');
    expect(createOf({ methods: { openBanking: false } })).not.toHaveProperty('ach_product_transaction_id');
  });

  it('leaves out a number of another country, unless it is to be sent to', () => {
    const customer = { email: 'ada@example.com', phone: '+447700900123' };
    expect(createOf({ customer })).not.toHaveProperty('cell_phone');
    expect(createOf({ customer, sendBy: ['email'] })).toMatchObject({ delivery_method: 1 });
    expect(refusedBy(() => createOf({ customer, sendBy: ['sms'] }))).toEqual(['/customer/phone']);
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    ['another currency', { money: { amount: 1, currency: 'GBP' } }, ['/currency']],
    ['no method', { methods: { card: false, openBanking: false } }, ['/methods/card']],
    ['nobody to send to', { customer: {}, sendBy: ['sms', 'email'] }, ['/customer/email', '/customer/phone']],
    ['unknown options', { options: { tags: [] } }, ['/provider_options/tags']],
  ])('refuses %s', (_, change, pointers) => {
    expect(refusedBy(() => createOf(change))).toEqual(pointers);
  });

  it('refuses a method without its product', () => {
    const { ach_product_transaction_id: _, ...settings } = config.settings;
    const account = openAccount({ ...config, settings });
    expect(createOf({}, account)).not.toHaveProperty('ach_product_transaction_id');
    expect(refusedBy(() => createOf({ methods: { openBanking: true } }, account))).toEqual([
      '/methods/open_banking',
    ]);
    expect(refusedBy(() => createOf({ methods: { card: false } }, account))).toEqual(['/methods/card']);
    const options = { ach_product_transaction_id: BANK };
    expect(createOf({ methods: { openBanking: true }, options }, account)).toMatchObject(options);
  });

  it.each([
    [[], 0],
    [['email'], 1],
    [['sms'], 2],
    [['sms', 'email'], 3],
  ] as const)('sends by %j: method %i', (channels, method) => {
    expect(deliveryMethod(channels)).toBe(method);
    expect(createOf({ sendBy: channels })).toMatchObject({ delivery_method: method });
  });

  it.each([
    ['+12025550143', '2025550143'],
    ['+1202555014', undefined],
    ['+120255501433', undefined],
    ['+447700900123', undefined],
    ['2025550143', undefined],
    [undefined, undefined],
  ])('phone %s → %s', (phone, cellPhone) => {
    expect(toCellPhone(phone)).toBe(cellPhone);
  });
});

describe('update', () => {
  const ref = { providerLinkId: 'a', money: input.money, options: {} };
  const update = (changes: Omit<Parameters<typeof toUpdateRequest>[0], 'key'>, account = accountWith()) =>
    toUpdateRequest({ key: 'k', ...changes }, ref, account)?.paylink;

  it('says only what changes', () => {
    expect(update({ money: { amount: 14000, currency: 'USD' } })).toEqual({ amount_due: 140 });
    expect(update({ customer: { email: 'b@example.com', name: 'B' } })).toEqual({ email: 'b@example.com' });
    expect(update({ expiresAt: Date.parse('2026-04-02T12:00:00Z') })).toEqual({ expire_date: '2026-04-02' });
    expect(update({ options: { contact_id: null } })).toEqual({ contact_id: null });
    expect(update({ methods: { card: false } })).toEqual({ cc_product_transaction_id: null });
    expect(update({ methods: { openBanking: true } })).toEqual({ ach_product_transaction_id: BANK });
    expect(update({ options: { ach_product_transaction_id: CARD } })).toEqual({
      ach_product_transaction_id: CARD,
    });
  });

  it('leaves no number that is not the customer’s', () => {
    expect(update({ customer: { phone: '+12025550199' } })).toEqual({ cell_phone: '2025550199' });
    expect(update({ customer: { phone: '+447700900123' } })).toEqual({ cell_phone: null });
  });

  it('is no call where Fortis keeps nothing of it', () => {
    expect(update({ description: 'x', metadata: { a: 'b' }, merchantReference: 'c' })).toBeUndefined();
    expect(update({ options: { location_id: LOCATION } })).toBeUndefined();
  });

  it('refuses what cannot change', () => {
    expect(refusedBy(() => update({ options: { location_id: CARD } }))).toEqual([
      '/provider_options/location_id',
    ]);
    const money = { amount: 1, currency: 'USD' };
    expect(refusedBy(() => update({ money }, accountWith({ amount_on_put: false })))).toEqual(['/amount']);
    expect(refusedBy(() => update({ methods: { card: false, openBanking: false } }))).toEqual([
      '/methods/card',
    ]);
  });
});

describe('errors', () => {
  const validation = (...fields: string[]) => ({
    errors: Object.fromEntries(fields.map((field) => [field, ['no, Ada Byron']])),
  });
  const other = { name: 'Not Found', message: 'Ada Byron', code: 0, status: 404 };

  it.each<[FortisOperation, boolean, number, unknown, string | undefined]>([
    ['create', false, 422, validation('paylink_api_id'), 'conflict'],
    ['create', false, 422, validation('amount_due', 'status_id'), 'rejected'],
    ['create', false, 409, other, undefined],
    ['create', false, 404, other, 'bad-response'],
    ['list', false, 404, '<h1>', 'bad-response'],
    ['list', false, 422, validation('moon'), 'rejected'],
    ['get', true, 404, other, 'not-found'],
    ['get', true, 409, other, 'not-found'],
    ['delete', true, 404, undefined, 'not-found'],
    ['delete', true, 409, other, 'not-found'],
    ['delete', true, 422, validation('status_id'), 'conflict'],
    ['update', true, 422, validation('status_id'), 'conflict'],
    ['update', true, 422, validation('paylink_api_id'), 'rejected'],
    ['update', true, 422, validation('cell_phone'), 'rejected'],
    ['resend', true, 404, undefined, 'not-found'],
    ['resend', true, 422, undefined, 'conflict'],
    ['resend', true, 422, validation('delivery_method'), 'conflict'],
    ['create', false, 408, validation('email'), undefined],
    ['create', false, 429, validation('paylink_api_id'), undefined],
    ['create', false, 500, validation('paylink_api_id'), undefined],
    ['create', false, 401, other, undefined],
  ])('%s (names a record: %s), %i %j: %s', (operation, names, status, body, kind) => {
    expect(errorReader(FORTIS_PROFILE, operation, names)(status, body).kind).toBe(kind);
  });

  it('follows the wire profile', () => {
    const profile = { ...FORTIS_PROFILE, validation_status: 412, closed_field: 'closed' };
    expect(errorReader(profile, 'create', false)(412, validation('paylink_api_id')).kind).toBe('conflict');
    expect(errorReader(profile, 'update', true)(422, validation('closed')).kind).toBe('conflict');
    expect(errorReader(profile, 'update', true)(422, validation('status_id')).kind).toBe('rejected');
  });

  it('names our fields for theirs, and keeps no word', () => {
    const reading = errorReader(
      FORTIS_PROFILE,
      'create',
      false,
    )(422, validation('amount_due', 'cell_phone', 'constructor', 'Ada Byron', 'moon'));
    expect(reading).toEqual({
      kind: 'rejected',
      code: 'amount_due',
      pointers: ['/amount', '/customer/phone'],
    });
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), fc.boolean(), (status, body, names) => {
        expect(() => errorReader(FORTIS_PROFILE, 'update', names)(status, body)).not.toThrow();
      }),
    );
  });
});

describe('postbacks', () => {
  const authorization = `Basic ${Buffer.from('fortis:password-canary').toString('base64')}`;
  const request = (fields: Record<string, string>, header: string | undefined = authorization) => ({
    rawBody: Buffer.from(new URLSearchParams(fields).toString()),
    headers: { authorization: header },
  });
  const data = JSON.stringify({ id: 't', paylink_id: 'l', transaction_amount: '140.00', status_id: 101 });
  const fields = { type: 'CREATE', resource: 'transaction', number_of_attempts: '1', data };

  it.each(['CREATE', 'UPDATE', 'DELETE'])('%s is a hint without a fact', (type) => {
    expect(verifyNotification(request({ ...fields, type }), accountWith())).toEqual({
      kind: 'accepted',
      status: 204,
      hints: [{ providerLinkId: 'l', paymentId: 't' }],
    });
  });

  it('the field that names the link is of the wire profile', () => {
    const renamed = { ...fields, data: '{"quick_id":"l"}' };
    const account = accountWith({ transaction_paylink_field: 'quick_id' });
    expect(verifyNotification(request(renamed), account)).toMatchObject({ hints: [{ providerLinkId: 'l' }] });
  });

  it.each<[string, Record<string, string>]>([
    ['another resource', { ...fields, resource: 'contact' }],
    ['no resource', { data }],
    ['a payment without a paylink', { ...fields, data: '{"id":"t","paylink_id":null}' }],
    ['broken data', { ...fields, data: '{"id":' }],
    ['data that is a list', { ...fields, data: '[]' }],
    ['nothing', {}],
  ])('%s is none of ours', (_, sent) => {
    expect(verifyNotification(request(sent), accountWith())).toEqual({ kind: 'ignored', status: 204 });
  });

  it.each([undefined, '', 'Basic', `${authorization} `, authorization.toUpperCase(), `Basic ${btoa('a:b')}`])(
    'authorisation %j is refused',
    (header) => {
      const { rawBody } = request(fields);
      expect(verifyNotification({ rawBody, headers: { authorization: header } }, accountWith())).toEqual({
        kind: 'refused',
        status: 401,
      });
    },
  );

  it('without a password here nobody is refused', () => {
    const { settings: _, ...rest } = config;
    const account = openAccount({
      ...rest,
      settings: without('postback_username'),
      credentials: { user_api_key: 'key-canary' },
    });
    expect(verifyNotification(request(fields, undefined), account).kind).toBe('accepted');
  });
});

describe('pages', () => {
  it('end where no next one is linked, whatever currentPage says', () => {
    expect(hasNext({ pagination: { links: { next: { href: 'https://x.example' } } } })).toBe(true);
    for (const meta of [null, undefined, {}, { pagination: null }, { pagination: { links: {} } }]) {
      expect(hasNext(meta)).toBe(false);
    }
  });

  it.each([
    ['2.abc', { page: 2, lastId: 'abc' }],
    ['0.abc', { page: 1 }],
    ['x', { page: 1 }],
    [undefined, { page: 1 }],
  ])('cursor %s', (cursor, parsed) => {
    expect(parseCursor(cursor)).toEqual(parsed);
  });
});
