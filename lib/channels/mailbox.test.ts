import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mailbox } from './mailbox.ts';

const ADDRESS = 'pay@example.org';

it.each([
  ['Acme Travel', '"Acme Travel" <pay@example.org>'],
  ['Smith, "Bob" \\ Co', '"Smith, \\"Bob\\" \\\\ Co" <pay@example.org>'],
  ['Ærø Rejser', '=?UTF-8?B?w4Zyw7ggUmVqc2Vy?= <pay@example.org>'],
  [' \r\n\u2028 ', 'pay@example.org'],
  ['a\r\nBcc: b@example.org', '"a  Bcc: b@example.org" <pay@example.org>'],
])('%j', (name, expected) => {
  expect(mailbox(name, ADDRESS)).toBe(expected);
});

it('is one line of ASCII that SES has room for, and says the name it was given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const from = mailbox(name, ADDRESS);
      expect(from).toMatch(
        /^(("(\\["\\]|[^"\\])*"|=\?UTF-8\?B\?[\w+/=]+\?=( =\?UTF-8\?B\?[\w+/=]+\?=)*) <pay@example\.org>|pay@example\.org)$/,
      );
      expect(from).toMatch(/^[ -~]{1,320}$/);
      expect(from.split(' ').every((word) => !word.startsWith('=?') || word.length <= 75)).toBe(true);
      const decoded = [...from.matchAll(/=\?UTF-8\?B\?([\w+/=]+)\?=/g)].map(([, word = '']) =>
        Buffer.from(word, 'base64'),
      );
      if (decoded.length)
        expect(name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim()).toContain(
          String(Buffer.concat(decoded)),
        );
    }),
  );
});
