import * as z from 'zod/mini';
import { text } from './fields.ts';

/** Language, and where it matters script and region: what own wording is kept by. Taken in any case. */
export const WordingLanguage = z.pipe(
  z
    .string()
    .check(
      z.regex(
        /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i,
        'A language as in BCP 47, with script and region at most, such as fr or fr-CA.',
      ),
    ),
  z.transform((tag: string) => Intl.getCanonicalLocales(tag)[0] ?? tag),
);

/** No control characters but line breaks, and none that turn the reading direction. */
const PRINTED = /^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\n\r]*$/u;

function lines(max: number) {
  return z.pipe(
    z.string().check(
      z.minLength(1),
      z.maxLength(max),
      z.refine((sent) => sent.isWellFormed() && sent.split(/\r?\n/).every((line) => PRINTED.test(line)), {
        error: 'No control characters but line breaks.',
      }),
    ),
    // One form for each letter: an accent of its own would make an SMS UCS-2.
    z.transform((sent: string) => sent.replaceAll('\r\n', '\n').normalize('NFC').trim()),
  );
}

function line(max: number) {
  return z.pipe(
    text(max).check(z.refine((sent) => PRINTED.test(sent), { error: 'No control characters.' })),
    z.transform((sent: string) => sent.normalize('NFC').trim()),
  );
}

export const SMS_TEXT = lines(500);
export const EMAIL_SUBJECT = line(120);
export const EMAIL_TEXT = lines(2000);
export const EMAIL_BUTTON = line(40);
