import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import { contentOf } from './content.ts';
import { segments } from './gsm-alphabet.ts';
import { aLink } from './link-fixture.ts';
import { smsText } from './sms-text.ts';
import { emailOf } from './templates.ts';

const BASE = 'https://pay.acme-travel.example';
const zone = 'Europe/London';
const content = (link: Partial<Link> = {}, senderName = 'Acme Travel', base = BASE) =>
  contentOf(aLink(link), { name: 'Acme Travel Ltd', senderName }, zone, base);

/** Whatever a caller may send: letters of all scripts, control characters, markup. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.string({ unit: 'grapheme', maxLength: 250 }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '\r\n', '\u2028', '€', '</p>', '<script>', '[', ' ', 'é', 'Ж'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
);

describe('the SMS', () => {
  it('names the sender, then the link, then what it is about', () => {
    expect(smsText(content())).toBe(
      'Acme Travel: here is your secure link https://pay.acme-travel.example/p/0123456789abcdefghijAB (£125.00, Deposit for Bali)',
    );
  });

  it('asks for what is left', () => {
    expect(smsText(content({ facts: { amountPaid: 2_550 } }))).toContain('(£99.50, Deposit for Bali)');
  });

  it.each([
    ['an amount without a sign of GSM-7', { currency: 'INR' }, '(INR 125.00, Deposit for Bali)'],
    ['a sum without decimals', { currency: 'JPY', amount: 12500 }, '(JP¥12,500, Deposit for Bali)'],
    [
      'accents and quotation marks',
      { description: 'Żółta “łódź” – Ærø…' },
      '(£125.00, Zolta "lodz" - Ærø...)',
    ],
    [
      'a long description',
      { description: 'A villa by the sea for two weeks in June with breakfast' },
      '(£125.00, A villa by the sea for two weeks in June with break...)',
    ],
    ['a description of which nothing can be said', { description: '旅行' }, 'AB (£125.00)'],
  ])('%s', (_, link, expected) => {
    expect(smsText(content(link))).toContain(expected);
  });

  it('always has one segment, its sender in front and nothing of a debt in the first 40 characters', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 99_999_999_999 }), (name, description, amount) => {
        const text = smsText(content({ description, amount }, name));
        expect(segments(text)).toBe(1);
        expect(text).not.toMatch(/[\r\n\f]/);
        // The name itself is the sender's own and may hold any sign.
        const behindTheName = text.slice(text.lastIndexOf(': here is your secure link'), 40);
        expect(behindTheName).not.toContain('£');
        expect(text).toMatch(/^.+: here is your secure link https:\/\//u);
        expect(text).toContain('/p/0123456789abcdefghijAB');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the url whole, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), words, (length, name) => {
        const base = `https://${'a'.repeat(length)}.example`;
        const text = smsText(content({}, name, base));
        expect(text).toContain(`${base}/p/0123456789abcdefghijAB`);
        expect(segments(text)).toBe(base.length + 25 + 10 <= 160 ? 1 : segments(text));
        expect(text).toMatch(/^.+: /u);
      }),
    );
  });
});

describe('the email', () => {
  it('says who, how much, what for, until when, and where', () => {
    expect(emailOf(content())).toMatchObject({
      subject: 'Acme Travel: your secure link',
      text: `Hello Ada Byron,

Acme Travel asks you for a payment.

Amount: £125.00
For: Deposit for Bali
Reference: INV-1001
Please pay by: 10 December 2026
Link works until: 20 December 2026 at 23:59 (Europe/London)

View and pay:
https://pay.acme-travel.example/p/0123456789abcdefghijAB

You enter card or bank details only on the payment provider's own page. If you did not expect this message, do not pay, and ask Acme Travel.
`,
    });
  });

  it('leaves out what there is not', () => {
    const bare = aLink();
    for (const name of ['description', 'reference', 'dueOn', 'customer'] as const) delete bare[name];
    const { text } = emailOf(contentOf(bare, { name: 'Acme' }, zone, BASE));
    expect(text).toContain('Hello,\n\nAcme asks you for a payment.\n\nAmount: £125.00\nLink works until');
  });

  it('no name and no description breaks out of the HTML or of a line', () => {
    const shape = (html: string) => html.match(/<\/?[a-z][^>]*>|<!doctype html>/gi);
    const plain = emailOf(content());
    fc.assert(
      fc.property(words, words, words, (sender, name, rest) => {
        const text = (value: string) => `x${value}`;
        const mail = emailOf(
          content(
            { description: text(rest), reference: text(rest), customer: { name: text(name) } },
            text(sender),
          ),
        );
        expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(mail.text.split('\n')).toHaveLength(plain.text.split('\n').length);
        expect(shape(mail.html)).toEqual(shape(plain.html));
        expect(mail.html.match(/["<>]/g)).toEqual(plain.html.match(/["<>]/g));
      }),
      { numRuns: 300 },
    );
  });
});
