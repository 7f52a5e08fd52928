import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exponentOf,
  formatMoney,
  fromDecimalText,
  type MoneyCodec,
  MoneyError,
  majorDecimal,
  majorString,
  minorInteger,
  minorString,
  toDecimalText,
} from './money.ts';

const currency = fc.constantFrom('GBP', 'USD', 'EUR', 'JPY', 'KRW', 'KWD', 'BHD', 'CLF');
const amount = fc.maxSafeNat();
/** What a JSON number still tells apart in two decimals; far above any provider's limit. */
const jsonAmount = fc.nat({ max: 999_999_999_999 });

describe('exponents', () => {
  it('knows currencies of 0, 2, 3 and 4 decimals', () => {
    expect(['JPY', 'GBP', 'KWD', 'CLF'].map(exponentOf)).toEqual([0, 2, 3, 4]);
  });

  it('knows no others', () => {
    expect(['GBX', 'gbp', '', 'XXX', 'toString'].map(exponentOf)).toEqual(Array(5).fill(undefined));
  });
});

describe('formatMoney', () => {
  it.each([
    [{ amount: 12500, currency: 'GBP' }, '£125.00'],
    [{ amount: 5, currency: 'GBP' }, '£0.05'],
    [{ amount: 123456789, currency: 'EUR' }, '€1,234,567.89'],
    [{ amount: 1250, currency: 'JPY' }, 'JP¥1,250'],
    [{ amount: 1234, currency: 'KWD' }, 'KWD\u00a01.234'],
    [{ amount: Number.MAX_SAFE_INTEGER, currency: 'GBP' }, '£90,071,992,547,409.91'],
  ])('%j → %s', (money, text) => {
    expect(formatMoney(money)).toBe(text);
  });

  it('speaks other languages', () => {
    expect(formatMoney({ amount: 12500, currency: 'EUR' }, 'de-DE')).toBe('125,00\u00a0€');
  });

  it('prints every digit of every amount', () => {
    fc.assert(
      fc.property(amount, currency, (value, code) => {
        const digits = formatMoney({ amount: value, currency: code }).replace(/\D/g, '');
        expect(Number(digits)).toBe(value);
      }),
    );
  });
});

describe('decimal text', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(amount, currency, (value, code) => {
        expect(fromDecimalText(toDecimalText(value, code), code)).toBe(value);
      }),
    );
  });

  it.each([
    '',
    '.',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e3',
    '1,000',
    ' 1',
    '1.234',
    '1.230',
    '0x10',
    'NaN',
    '99999999999999.99',
  ])('refuses %j as GBP', (text) => {
    expect(() => fromDecimalText(text, 'GBP')).toThrow(MoneyError);
  });
});

describe('wire codecs', () => {
  const codecs: [string, MoneyCodec<unknown>, fc.Arbitrary<number>][] = [
    ['minorInteger', minorInteger, amount],
    ['minorString', minorString, amount],
    ['majorDecimal', majorDecimal, jsonAmount],
    ['majorString', majorString, amount],
  ];

  it.each(codecs)('%s goes there and back, through JSON too', (_, codec, amounts) => {
    fc.assert(
      fc.property(amounts, currency, (value, code) => {
        const wire: unknown = JSON.parse(JSON.stringify(codec.encode(value, code)));
        expect(codec.decode(wire, code)).toBe(value);
      }),
    );
  });

  it('writes what the sheets print', () => {
    expect(minorInteger.encode(12500, 'GBP')).toBe(12500);
    expect(minorString.encode(2750, 'GBP')).toBe('2750');
    expect(JSON.stringify(majorDecimal.encode(4250, 'GBP'))).toBe('42.5');
    expect(majorString.encode(4250, 'GBP')).toBe('42.50');
  });

  it('reads 42.5 and 42.50 alike, as number and as text', () => {
    for (const wire of [42.5, '42.5', '42.50']) expect(majorDecimal.decode(wire, 'GBP')).toBe(4250);
  });

  it.each(codecs)('%s refuses what is no amount', (_, codec) => {
    for (const wire of [null, undefined, {}, [], true, '', 'x', -1, '-1', 1e21, Number.NaN, 0.001, '0.001'])
      expect(() => codec.decode(wire, 'GBP'), String(wire)).toThrow(MoneyError);
    for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => codec.encode(value, 'GBP'), String(value)).toThrow(MoneyError);
  });

  it('never rounds: what a JSON number cannot hold is refused', () => {
    fc.assert(
      fc.property(amount, (value) => {
        try {
          expect(majorDecimal.decode(majorDecimal.encode(value, 'GBP'), 'GBP')).toBe(value);
        } catch (error) {
          expect(error).toBeInstanceOf(MoneyError);
        }
      }),
    );
  });
});
