import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FIELDS, pathOf } from '../batches/columns/fields.ts';
import { placeAt } from '../batches/columns/merge.ts';
import { cardNumbersIn } from './card-number.ts';
import { NewLinkBody } from './links-create.ts';
import { plainCells } from './plain-cells.ts';

const bodyWith = (field: string, value: unknown) => {
  const body: Record<string, unknown> = { amount: 1, currency: 'GBP' };
  placeAt(body, pathOf(field), value);
  return body;
};

const PLAIN = FIELDS.map(({ name }) => name).filter((name) => plainCells.textAt(name));

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', 'Z', '7', ' ', '.', '-', '@', '+', 'é', '_', "'"), maxLength: 300 }),
  fc.nat(300).map((length) => 'x'.repeat(length)),
  fc.stringMatching(/^\+(447|1)\d{8,11}$/),
  fc.stringMatching(/^[a-z0-9._+'-]{1,20}@[a-z0-9.-]{1,20}\.[a-z]{1,4}$/),
  fc.stringMatching(/^[a-zA-Z0-9]{1,9}[._+-]?[a-z0-9]@[a-z0-9]{1,9}[.-]?[A-Za-z]{1,4}\.[a-z]{1,4}$/),
);

describe('a plain cell', () => {
  it('is of fields that a file has, most of them', () => {
    expect(PLAIN).toHaveLength(13);
  });

  it.each(PLAIN)('%s is taken by POST /v1/links as it is', (field) => {
    const isPlain = plainCells.textAt(field) ?? (() => false);
    let met = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        if (!isPlain(text)) return;
        met += 1;
        const body = bodyWith(field, text);
        expect(z.safeParse(NewLinkBody, body)).toEqual({ success: true, data: body });
        expect(cardNumbersIn(body)).toEqual([]);
        expect(JSON.stringify(text)).toBe(`"${text}"`);
      }),
      { numRuns: 2_000 },
    );
    expect(met).toBeGreaterThan(20);
  });

  it.each(PLAIN.filter((field) => !/email|phone/.test(field)))('%s may be as long as it may be', (field) => {
    const isTaken = (text: string) => z.safeParse(NewLinkBody, bodyWith(field, text)).success;
    const lengths = Array.from({ length: 400 }, (_, length) => 'x'.repeat(length));
    expect(lengths.map((text) => plainCells.textAt(field)?.(text))).toEqual(lengths.map(isTaken));
  });

  it('is an amount that is taken', () => {
    for (const amount of [-1, 0, 0.5, 1, 2, 999_999_999_999, 1_000_000_000_000, Number.NaN, 1e300]) {
      const { success } = z.safeParse(NewLinkBody, { amount, currency: 'GBP' });
      expect(plainCells.isAmount(amount)).toBe(success);
    }
  });
});
