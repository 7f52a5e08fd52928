import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Phone } from './phone.ts';

describe('a phone number', () => {
  it('is what the library makes of it, also where the library is not asked', () => {
    const numbers = fc.oneof(
      fc.stringMatching(/^\+447\d{9}$/),
      fc.stringMatching(/^\+1[2-9]\d{9}$/),
      fc.stringMatching(/^\+(44|1)\d{7,11}$/),
    );
    fc.assert(
      fc.property(numbers, (number) => {
        const parsed = parsePhoneNumberFromString(number, { extract: false }, metadata);
        const wanted = parsed?.isPossible() && !parsed.ext ? parsed.number : undefined;
        expect(z.safeParse(Phone, number).data).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });
});
