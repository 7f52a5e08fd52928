import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCardNumber } from '../card-number.ts';
import { refuseCardNumbers } from './card-number.ts';

/** Digits with the check digit that makes them a card number. */
function withCheckDigit(digits: string): string {
  const last = [...'0123456789'].find((digit) => {
    const sum = [...`${digits}${digit}`].reverse().reduce((total, one, i) => {
      const value = Number(one) * (i % 2 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    return sum % 10 === 0;
  });
  return `${digits}${last}`;
}

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''));

describe('what looks like a card number', () => {
  it('is 13 to 19 digits with a right check digit, however they are parted', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '\u00a0', '\u2013');
    fc.assert(
      fc.property(
        digits(12, 18).map(withCheckDigit),
        separator,
        fc.integer({ min: 2, max: 6 }),
        (card, by, size) => {
          const parted = (card.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(by);
          expect(looksLikeCardNumber(`Please take ${parted}, thanks`)).toBe(true);
        },
      ),
    );
  });

  it('is not what has one digit wrong, or other lengths', () => {
    fc.assert(
      fc.property(digits(12, 18).map(withCheckDigit), (card) => {
        const wrong = `${card.slice(0, -1)}${(Number(card.at(-1)) + 1) % 10}`;
        expect(looksLikeCardNumber(wrong)).toBe(false);
      }),
    );
    for (const text of [
      '4111111111',
      withCheckDigit('1'.repeat(19)),
      '2026-12-20 10:30:00',
      '+447700900123',
    ]) {
      expect(looksLikeCardNumber(text)).toBe(false);
    }
  });

  it('is found behind other digits and in wide digits', () => {
    expect(looksLikeCardNumber('order 12 4111 1111 1111 1111 / 7')).toBe(true);
    expect(looksLikeCardNumber('４１１１１１１１１１１１１１１１')).toBe(true);
  });

  it('is no identifier of the usual form', () => {
    expect(looksLikeCardNumber('41111111-1111-1111-1111-111111111111')).toBe(false);
  });

  it("is let through in allpay's own reference alone, and never shown", () => {
    const reference = withCheckDigit('9826123456789012345'.slice(0, 18));
    expect(() =>
      refuseCardNumbers({ provider_options: { payment_reference_number: reference } }),
    ).not.toThrow();
    expect(() => refuseCardNumbers({ provider_options: { other: reference } })).toThrow();
    expect(() => refuseCardNumbers({ metadata: { [reference]: 'x' } })).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/metadata' })] }),
      }),
    );
  });

  it('is searched in linear time', () => {
    const started = performance.now();
    looksLikeCardNumber('1 '.repeat(130_000));
    looksLikeCardNumber('1'.repeat(260_000));
    looksLikeCardNumber('1-.'.repeat(80_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
