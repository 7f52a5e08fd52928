import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { septets } from './gsm-alphabet.ts';
import { smsSize, unitsWithin } from './sms-size.ts';

/** 3GPP TS 23.038, table 6.2.1, by code point and column: 128 places, the escape among them. */
const STANDARD = [
  [0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5],
  [0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, -1, 0xc6, 0xe6, 0xdf, 0xc9],
  [0x20, 0x21, 0x22, 0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f],
  [0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f],
  [0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f],
  [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7],
  [0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
  [0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6, 0xf1, 0xfc, 0xe0],
].flat();
/** Table 6.2.1.1: form feed ^ { } \ [ ~ ] | and the euro. */
const EXTENSION = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];

it('knows the alphabet of the standard, and nothing else of all that Unicode has', () => {
  expect(STANDARD).toHaveLength(128);
  const basic = new Set(STANDARD.filter((point) => point >= 0));
  const extended = new Set(EXTENSION);
  expect([basic.size, extended.size]).toEqual([127, 10]);
  const wrong: number[] = [];
  for (let point = 0; point <= 0x10ffff; point++) {
    const expected = basic.has(point) ? 1 : extended.has(point) ? 2 : undefined;
    if (septets(String.fromCodePoint(point)) !== expected) wrong.push(point);
  }
  expect(wrong).toEqual([]);
});

describe('segments', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    // 153 is odd: no euro fits the last septet of a segment.
    [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 'GSM-7', 305, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['ł'.repeat(70), 'UCS-2', 70, 1],
    ['ł'.repeat(71), 'UCS-2', 71, 2],
    ['ł'.repeat(134), 'UCS-2', 134, 2],
    ['😀'.repeat(35), 'UCS-2', 70, 1],
    [`${'ł'.repeat(66)}😀${'ł'.repeat(66)}`, 'UCS-2', 134, 3],
    ['', 'GSM-7', 0, 1],
  ])('of %s: %s, %i units, %i', (text, encoding, units, segments) => {
    expect(smsSize(text)).toMatchObject({ encoding, units, segments });
  });

  it('tells which characters force UCS-2, each once', () => {
    expect(smsSize('Zapłać, łódź 😀😀 é').forcingUcs2).toEqual(['ł', 'ć', 'ó', 'ź', '😀']);
    expect(smsSize('Ça va {5 €}').forcingUcs2).toEqual([]);
  });

  /** Every way to cut a text between characters so that each part has room: the fewest parts that do. */
  function fewest(sizes: readonly number[], room: number): number {
    const best = [0];
    for (let end = 1; end <= sizes.length; end++) {
      best[end] = Number.POSITIVE_INFINITY;
      let held = 0;
      for (let start = end - 1; start >= 0; start--) {
        held += sizes[start] ?? 0;
        if (held > room) break;
        best[end] = Math.min(best[end] ?? 0, (best[start] ?? 0) + 1);
      }
    }
    return best[sizes.length] ?? 0;
  }

  it('are as few as any way of cutting gives', () => {
    const gsm = fc.constantFrom('a', 'Ω', '€', '[', '|', '\n', 'ü');
    const any = fc.constantFrom('a', 'ł', '😀', '€', '\u05d0', '👩‍👧', '𝒳');
    const text = fc.oneof(
      fc.array(gsm, { maxLength: 480 }),
      fc.array(any, { maxLength: 240 }),
      fc.array(gsm, { minLength: 80, maxLength: 165 }),
      fc.array(any, { minLength: 30, maxLength: 75 }),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const shown = parts.join('');
        const ucs2 = [...shown].some(
          (sign) => !STANDARD.concat(EXTENSION).includes(sign.codePointAt(0) ?? 0),
        );
        const sizes = [...shown].map((sign) =>
          ucs2 ? sign.length : EXTENSION.includes(sign.codePointAt(0) ?? 0) ? 2 : 1,
        );
        const units = sizes.reduce((sum, size) => sum + size, 0);
        const segments = units <= (ucs2 ? 70 : 160) ? 1 : fewest(sizes, ucs2 ? 67 : 153);
        const size = smsSize(shown);
        expect(size).toMatchObject({ encoding: ucs2 ? 'UCS-2' : 'GSM-7', units, segments });
        for (const most of [1, 2, 3]) {
          if (units <= unitsWithin(most, size.encoding)) expect(segments).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 600 },
    );
  });
});
