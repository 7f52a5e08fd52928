import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLinkId, ourReference, parseReference } from './ids.ts';

describe('a reference', () => {
  it('names its link and its generation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 0, max: 61 }), (at, generation) => {
        const linkId = newLinkId(at);
        expect(parseReference(ourReference(linkId, generation))).toEqual({ linkId, generation });
      }),
    );
  });

  it.each([
    ['one short', '01KJQ4T7B0Z3V5N8X2C6D9F1GH0'],
    ['one long', '01KJQ4T7B0Z3V5N8X2C6D9F1GH0AA'],
    ['in lower case', '01kjq4t7b0z3v5n8x2c6d9f1gh0a'],
    ['with a letter that a ULID has not', '01KJQ4T7B0Z3V5N8X2C6D9F1GI0A'],
    ['later than any ULID', '81KJQ4T7B0Z3V5N8X2C6D9F1GH0A'],
    ['with a sign', '01KJQ4T7B0Z3V5N8X2C6D9F1GH0-'],
    ['with a line after it', '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A\n'],
    ['of somebody else', 'INV-1001'],
    ['empty', ''],
  ])('%s is none of ours', (_what, reference) => {
    expect(parseReference(reference)).toBeUndefined();
  });
});
