import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import * as z from 'zod/mini';

/**
 * A number with its country code, however it is spaced; becomes E.164. Looked at by length per country, not by whether
 * it is in use: numbering plans change faster than any library.
 */
export const Phone = z.pipe(
  z.string().check(
    z.maxLength(40),
    z.refine((number) => toE164(number) !== undefined, {
      error: 'A phone number with its country code, such as +447700900123.',
    }),
  ),
  z.transform((number: string) => toE164(number) ?? number),
);

/** British mobiles and North American numbers as they are to be: always possible, and most of what a file holds. */
const PLAIN = /^\+(?:447\d{9}|1[2-9]\d{9})$/;

/** Taken as it is. Having 11 or 12 digits, it is no card number. */
export function isPlainPhone(number: string): boolean {
  return PLAIN.test(number);
}

function toE164(number: string): string | undefined {
  if (isPlainPhone(number)) return number;
  const parsed = parsePhoneNumberFromString(number, { extract: false }, metadata);
  return parsed?.isPossible() && !parsed.ext ? parsed.number : undefined;
}
