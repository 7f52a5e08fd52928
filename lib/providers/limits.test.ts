import { describe, expect, it } from 'vitest';
import type { Limits } from './contract.ts';
import { checkLimits, valuesOf } from './limits.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');

const limits: Limits = {
  currencies: ['GBP'],
  amount: { min: 100, max: 400_000 },
  required: ['/customer/last_name', '/customer/email'],
  unsupported: ['/validate_account', '/methods/excluded_card_types'],
  patterns: { '/customer/reference': '^[A-Za-z0-9]{1,16}$', '/methods/kinds': '^(a|b)$' },
  maxLengths: { '/description': 5, '/metadata': 12 },
  phoneCountries: ['44'],
  someOf: [
    { pointers: ['/methods/card', '/methods/open_banking'], absent: 'counts' },
    { pointers: ['/description', '/reference'], absent: 'lacks' },
  ],
  expiry: 'day',
  closable: 'always',
  updatable: [],
  options: [],
  check: 'link',
  senders: ['service'],
};

const good = {
  amount: 12500,
  currency: 'GBP',
  description: 'short',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', reference: 'C77' },
  expires_at: '2026-03-31T23:59:59Z',
  delivery: { sender: 'service' },
};

function found(changes: Record<string, unknown>): string[] {
  return checkLimits(limits, valuesOf({ ...good, ...changes }), NOW).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
}

describe('checkLimits', () => {
  it('finds nothing in a good link', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['currency', { currency: 'USD' }, ['/currency currency_not_supported']],
    ['no currency', { currency: undefined }, ['/currency required']],
    ['small amount', { amount: 99 }, ['/amount amount_too_small']],
    ['least amount', { amount: 100 }, []],
    ['largest amount', { amount: 400_000 }, []],
    ['large amount', { amount: 400_001 }, ['/amount amount_too_large']],
    ['no customer', { customer: undefined }, ['/customer/last_name required', '/customer/email required']],
    ['one word as name', { customer: { ...good.customer, name: 'Ada' } }, ['/customer/last_name required']],
    ['null and empty as absent', { customer: { ...good.customer, email: '' } }, ['/customer/email required']],
    ['what cannot be done', { validate_account: true }, ['/validate_account capability_not_supported']],
    ['what is not asked for', { validate_account: false, methods: { excluded_card_types: [] } }, []],
    [
      'a list that cannot be honoured',
      { methods: { excluded_card_types: ['amex'] } },
      ['/methods/excluded_card_types capability_not_supported'],
    ],
    ['pattern', { customer: { ...good.customer, reference: 'C-77' } }, ['/customer/reference pattern']],
    ['pattern of each element', { methods: { kinds: ['a', 'c'] } }, ['/methods/kinds pattern']],
    ['length', { description: 'longer' }, ['/description too_long']],
    ['length in characters, not in units', { description: '😀😀😀😀😀' }, []],
    ['a map that is as long as its text may be', { metadata: { a: '1234' } }, []],
    ['a map whose text is too long', { metadata: { a: '12345' } }, ['/metadata too_long']],
    [
      'phone country',
      { customer: { ...good.customer, phone: '+12025550143' } },
      ['/customer/phone phone_country'],
    ],
    ['past', { expires_at: '2026-03-02T08:59:59Z' }, ['/expires_at in_past']],
    ['past in ms', { expires_at: NOW }, ['/expires_at in_past']],
    ['no end', { expires_at: null }, []],
    ['all methods off', { methods: { card: false, open_banking: false } }, ['/methods/card required']],
    ['one method off', { methods: { card: false } }, []],
    ['none of two', { description: null }, ['/description required']],
    ['the other of two', { description: null, reference: 'INV-1' }, []],
    ['sender', { delivery: { sender: 'provider' } }, ['/delivery/sender capability_not_supported']],
  ])('%s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected);
  });

  it('shows no value of the body', () => {
    const body = {
      amount: 1,
      currency: 'CAN',
      customer: { name: 'CANARY', phone: '+1999', reference: 'CANARY-77' },
    };
    expect(JSON.stringify(checkLimits(limits, valuesOf(body), NOW))).not.toMatch(/CANARY|1999/);
  });
});

describe('valuesOf', () => {
  it('finds a name both ways', () => {
    const split = valuesOf({ customer: { name: 'Augusta Ada Byron' } });
    expect([split('/customer/first_name'), split('/customer/last_name')]).toEqual(['Augusta Ada', 'Byron']);
    expect(valuesOf({ customer: { first_name: 'Ada', last_name: 'Byron' } })('/customer/name')).toBe(
      'Ada Byron',
    );
    const own = valuesOf({ customer: { name: 'Ada Byron', last_name: 'Lovelace' } });
    expect(own('/customer/last_name')).toBe('Lovelace');
  });

  it('reads only own properties', () => {
    expect(valuesOf({})('/constructor/name')).toBeUndefined();
    expect(valuesOf({ customer: {} })('/customer/__proto__')).toBeUndefined();
  });
});

describe('an account that sends when it makes a link', () => {
  const sending: Limits = { ...limits, sendsAtCreation: ['sms'] };
  const ask = (of: Limits, channels: unknown) =>
    checkLimits(of, valuesOf({ ...good, delivery: { channels } }), NOW).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  it('is asked for that, so that nobody gets a message unasked', () => {
    expect(ask(sending, ['sms'])).toEqual([]);
    expect(ask(sending, ['email', 'sms'])).toEqual([]);
    for (const channels of [undefined, null, [], ['email']]) {
      expect(ask(sending, channels)).toEqual(['/delivery/channels required']);
    }
  });

  it('is not asked for more where nobody else sends', () => {
    const alone: Limits = { ...sending, senders: ['provider'] };
    expect(ask(alone, ['sms'])).toEqual([]);
    expect(ask(alone, ['sms', 'email'])).toEqual(['/delivery/channels not_allowed']);
    expect(ask(alone, [])).toEqual(['/delivery/channels required']);
  });
});
