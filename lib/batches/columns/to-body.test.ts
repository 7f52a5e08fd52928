import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NewLinkBody, toNewLink } from '../../api/links-create.ts';
import { FIELDS } from './fields.ts';
import { openedAt } from './opened-fixture.ts';
import { resolveColumns } from './resolve.ts';
import { bodyReader } from './to-body.ts';

process.env.BASE_URLS = 'loopback';

const NEEDED = {
  amount: 1,
  currency: 'GBP',
  description: 'x',
  customer: { name: 'A B', email: 'a@example.com' },
};

function reader(header: string[], provider = 'felloh', defaults: Record<string, unknown> = {}) {
  const account = openedAt(provider);
  const given = { ...NEEDED, customer: { ...NEEDED.customer, phone: '+447700900123', reference: 'C' } };
  const resolved = resolveColumns(header, { account, defaults: given });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.faults));
  return bodyReader(resolved.columns, { provider: account.provider, defaults, timezone: 'Europe/London' });
}

const cell = (column: string, text: string, provider?: string) => {
  const { body, issues } = reader([column, 'currency'], provider)([text, 'GBP']);
  const { currency: _, ...rest } = body;
  return issues.length > 0 ? issues.map(({ pointer, code }) => `${code} ${pointer}`) : rest;
};

describe('a cell', () => {
  it('is absent when it is empty', () => {
    expect(cell('reference', '  ')).toEqual({});
    expect(cell('delivery.channels', '')).toEqual({});
  });

  it('says true or false', () => {
    for (const yes of ['true', 'Yes', '1', ' TRUE '])
      expect(cell('methods.card', yes)).toEqual({ methods: { card: true } });
    for (const no of ['false', 'NO', '0'])
      expect(cell('validate_account', no)).toEqual({ validate_account: false });
    expect(cell('methods.card', 'maybe')).toEqual(['wrong_format /methods/card']);
  });

  it('is a list', () => {
    for (const both of ['sms,email', 'SMS; Email', 'sms|email', 'sms email']) {
      expect(cell('delivery.channels', both)).toEqual({ delivery: { channels: ['sms', 'email'] } });
    }
    expect(cell('delivery.channels', 'None')).toEqual({ delivery: { channels: [] } });
    expect(cell('SendMethod', 'Both', 'paypoint')).toEqual({ delivery: { channels: ['sms', 'email'] } });
    expect(cell('sendingMethod', '2', 'allpay')).toEqual({ delivery: { channels: ['sms'] } });
  });

  it('is an amount in minor units, or in major ones', () => {
    expect(cell('amount', '4250')).toEqual({ amount: 4250 });
    for (const wrong of ['42.50', '4,250', '-1', '1e3', '£42']) {
      expect(cell('amount', wrong)).toEqual(['wrong_format /amount']);
    }
    expect(cell('amount_major', '1042.50')).toEqual({ amount: 104250 });
    expect(cell('amount_major', '42.5')).toEqual({ amount: 4250 });
    for (const wrong of ['1,042.50', '42.505', '42.', '.5', '-1', '£42', '1e3', '0x10']) {
      expect(cell('amount_major', wrong)).toEqual(['wrong_format /amount']);
    }
  });

  it("is an amount by its row's currency, and none without one", () => {
    const read = reader(['amount_major', 'currency'], 'felloh', { currency: 'GBP', amount: 7 });
    expect(read(['1042', 'JPY']).body).toEqual({ amount: 1042, currency: 'JPY' });
    expect(read(['1.234', 'kwd']).body).toEqual({ amount: 1234, currency: 'KWD' });
    expect(read(['1.5', '']).body).toEqual({ amount: 150, currency: 'GBP' });
    expect(read(['', '']).body).toEqual({ amount: 7, currency: 'GBP' });
    expect(read(['1.5', 'XXX'])).toEqual({ body: { currency: 'XXX' }, issues: [], unread: ['/amount'] });
    expect(reader(['amount', 'currency'])(['1', 'GBX']).body).toEqual({ amount: 1, currency: 'GBP' });
  });

  it('is a day, to its end where the organisation is', () => {
    expect(cell('expires_at', '2026-12-20')).toEqual({ expires_at: '2026-12-20T23:59:59Z' });
    expect(cell('expires_at', '2026-07-20')).toEqual({ expires_at: '2026-07-20T22:59:59Z' });
    expect(cell('expires_at', '2026-12-20T10:00:00+01:00')).toEqual({
      expires_at: '2026-12-20T10:00:00+01:00',
    });
    expect(cell('expires_at', '2026-02-30')).toEqual(['wrong_format /expires_at']);
  });

  it('is a phone, at home where the provider is', () => {
    const phone = (text: string, provider: string) => cell('customer.phone', text, provider);
    for (const text of [
      '07700 900123',
      '7700900123',
      '447700900123',
      '0044 7700 900123',
      '(07700) 900-123',
    ]) {
      expect(phone(text, 'paypoint')).toEqual({ customer: { phone: '+447700900123' } });
    }
    expect(phone('(202) 555-0143', 'fortis')).toEqual({ customer: { phone: '+12025550143' } });
    expect(phone('07700900123', 'felloh')).toEqual({ customer: { phone: '07700900123' } });
  });

  it('is an option as the provider takes it', () => {
    const option = (name: string, text: string, provider: string) =>
      cell(`provider_options.${name}`, text, provider);
    expect(option('dcc_enabled', 'Yes', 'felloh')).toEqual({ provider_options: { dcc_enabled: true } });
    expect(option('dcc_enabled', '0', 'felloh')).toEqual({ provider_options: { dcc_enabled: false } });
    expect(option('type', '12', 'felloh')).toEqual({ provider_options: { type: '12' } });
    expect(option('client_code', 'true', 'allpay')).toEqual({ provider_options: { client_code: 'true' } });
    expect(option('first_collection_amount', '1200', 'smarterpay')).toEqual({
      provider_options: { first_collection_amount: 1200 },
    });
    expect(option('dcc_enabled', 'perhaps', 'felloh')).toEqual({
      provider_options: { dcc_enabled: 'perhaps' },
    });
  });
});

describe('what all rows share', () => {
  const defaults = {
    currency: 'GBP',
    customer: { language: 'en-GB', address: { country: 'GB' } },
    metadata: { ward: 'north', year: '2026' },
    delivery: { channels: ['sms'] },
    reminders: 'default',
  };

  it("lies under a row's own, member by member", () => {
    const read = reader(
      ['customer.name', 'customer.address.city', 'metadata.ward', 'reminders'],
      'felloh',
      defaults,
    );
    expect(read(['Ada Byron', 'Leeds', 'south', 'none']).body).toEqual({
      ...defaults,
      customer: { name: 'Ada Byron', language: 'en-GB', address: { country: 'GB', city: 'Leeds' } },
      metadata: { ward: 'south', year: '2026' },
      reminders: 'none',
    });
  });

  it('is not touched by any row', () => {
    const before = structuredClone(defaults);
    const read = reader(['customer.address.city', 'metadata.ward', 'amount_major'], 'felloh', defaults);
    read(['Leeds', 'south', '1.00']);
    expect(read(['', '', '']).body).toEqual(before);
    expect(defaults).toEqual(before);
  });
});

describe('any create body', () => {
  const text = (max: number) =>
    fc
      .string({ minLength: 1, maxLength: max })
      .filter((value) => value.trim() === value && value !== '' && /^\P{Cc}*$/u.test(value));
  const word = (...words: string[]) => fc.constantFrom(...words);
  const SAMPLES: Record<string, fc.Arbitrary<unknown>> = {
    connection: word('felloh-main'),
    amount: fc.integer({ min: 1, max: 999_999_999_999 }),
    currency: word('GBP', 'JPY', 'KWD'),
    'customer.email': word('ada@example.com'),
    'customer.phone': word('+447700900123', '+12025550143'),
    'customer.language': word('en-GB', 'cy'),
    'customer.timezone': word('Europe/London'),
    'customer.address.postal_code': text(20),
    'customer.address.country': word('GB'),
    due_on: word('2026-12-10'),
    expires_at: word('2026-12-20T23:59:59Z', '2026-12-20T23:59:59.5+02:00'),
    'delivery.channels': fc.subarray(['sms', 'email'], { minLength: 1 }),
    'delivery.sender': word('service', 'provider'),
    'delivery.send_at': word('2026-12-01T09:00:00Z'),
    'delivery.fallback': word('on_undelivered'),
    reminders: word('default', 'none'),
    'redirects.success': word('https://shop.example/ok?a=1,2;3|4'),
    'redirects.failure': word('https://shop.example/failed'),
    'redirects.cancel': word('https://shop.example/'),
    'methods.card': fc.boolean(),
    'methods.open_banking': fc.boolean(),
    'methods.excluded_card_types': fc.subarray(['amex', 'VISA'], { minLength: 1 }),
    'methods.excluded_card_regions': fc.subarray(['inter', 'INTRA'], { minLength: 1 }),
    'booking.id': text(64),
    validate_account: fc.boolean(),
    on_duplicate: word('allow', 'reject', 'return_existing'),
    'metadata.Order No. 1': text(100),
    'provider_options.type': text(64),
    'provider_options.dcc_enabled': fc.boolean(),
    'provider_options.organisation': word('12', 'true', '1.50', 'null'),
  };
  const names = FIELDS.map(({ name }) => name).filter((name) => name !== 'amount_major');
  const all = [
    ...names,
    ...Object.keys(SAMPLES).filter((name) => /^(metadata|provider_options)\./.test(name)),
  ];
  const values = fc.record(Object.fromEntries(all.map((name) => [name, SAMPLES[name] ?? text(70)])), {
    requiredKeys: ['amount', 'currency'],
  });

  it('is the same link by way of cells', () => {
    const read = reader(all);
    fc.assert(
      fc.property(values, (given) => {
        const body: Record<string, unknown> = {};
        for (const [name, value] of Object.entries(given)) {
          const [top = '', ...rest] = /^(metadata|provider_options)\./.test(name)
            ? [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)]
            : name.split('.');
          put(body, [top, ...rest], value);
        }
        const cells = all.map((name) => toCell(given[name]));
        const made = read(cells);
        expect(made.issues).toEqual([]);
        const link = (from: unknown) => toNewLink(z.parse(NewLinkBody, from));
        expect(link(made.body)).toEqual(link(body));
      }),
      { numRuns: 300 },
    );
  });
});

function toCell(value: unknown): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function put(body: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) body[first] = value;
  else {
    body[first] ??= {};
    put(body[first] as Record<string, unknown>, rest, value);
  }
}
