import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import { contentOf } from './content.ts';
import { aLink } from './link-fixture.ts';
import type { TextKind } from './model/wording.ts';
import { smsSize } from './sms-size.ts';
import { smsText } from './sms-text.ts';
import { emailOf } from './templates.ts';

const BASE = 'https://pay.acme-travel.example';
const URL = `${BASE}/p/0123456789abcdefghijAB`;
const zone = 'Europe/London';
const content = (link: Partial<Link> = {}, senderName = 'Acme Travel', base = BASE) =>
  contentOf(aLink(link), { name: 'Acme Travel Ltd', senderName }, zone, base);
const sms = (kind: TextKind, link: Partial<Link> = {}) => smsText(kind, content(link));
const KINDS: readonly TextKind[] = ['first', 'reminder'];

/** A link of which nothing optional is known. */
function bare(changes: Partial<Link> = {}): Link {
  const link = aLink(changes);
  for (const name of ['description', 'reference', 'dueOn', 'customer'] as const) delete link[name];
  return link;
}

/** Some was paid; how much, the provider does not say. */
const PARTLY = { facts: { partlyPaidAt: 1 } };
const PART = { facts: { partlyPaidAt: 1, amountPaid: 2_550 } };

/** Whatever a caller may send: letters of all scripts, control characters, markup, addresses. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.string({ unit: 'grapheme', maxLength: 250 }),
  fc
    .array(
      fc.constantFrom(
        ...['<', '>', '"', "'", '&', '\r\n', '\u2028', '€', '</p>', '<script>', '[', ' ', 'é', 'Ж'],
        ...['https://', 'evil', '.', 'example', '․', '{{amount}}', '[[', ']]', '\u202E', '\u200D'],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);
const minor = fc.integer({ min: 1, max: 999_999_999_999 });
const currency = fc.constantFrom('GBP', 'EUR', 'JPY', 'INR', 'KWD', 'CLF', 'ILS', 'CHF', 'PLN');
const facts = fc.constantFrom({}, PARTLY.facts, { partlyPaidAt: 1, amountPaid: 1 });

describe('the SMS', () => {
  it.each<[string, TextKind, Partial<Link>, string]>([
    ['first', 'first', {}, 'here is your secure link URL (£125.00, Deposit for Bali)'],
    ['first, some was paid', 'first', PART, 'here is your secure link URL (£99.50 left, Deposit for Bali)'],
    [
      'first, some was paid, unknown how much',
      'first',
      PARTLY,
      'here is your secure link URL (Deposit for Bali)',
    ],
    [
      'reminder',
      'reminder',
      {},
      'a reminder of your secure link URL (£125.00, open until 20 December 2026, Deposit for Bali)',
    ],
    [
      'reminder, some was paid',
      'reminder',
      PART,
      'a reminder of your secure link URL (£99.50 left, open until 20 December 2026, Deposit for...)',
    ],
    [
      'reminder, some was paid, unknown how much',
      'reminder',
      PARTLY,
      'a reminder of your secure link URL (open until 20 December 2026, Deposit for Bali)',
    ],
  ])('%s: sender, link, then what it is about', (_, kind, link, expected) => {
    expect(sms(kind, link)).toBe(`Acme Travel: ${expected.replace('URL', URL)}`);
  });

  it('leaves out what there is not', () => {
    const of = (kind: TextKind, link: Link) => smsText(kind, contentOf(link, { name: 'Acme' }, zone, BASE));
    expect(of('first', bare())).toBe(`Acme: here is your secure link ${URL} (£125.00)`);
    expect(of('first', bare(PARTLY))).toBe(`Acme: here is your secure link ${URL}`);
    expect(of('reminder', bare(PARTLY))).toBe(
      `Acme: a reminder of your secure link ${URL} (open until 20 December 2026)`,
    );
  });

  it.each<[string, Partial<Link>, string]>([
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
    ['an address', { description: 'see https://evil.example/x' }, '(£125.00, see https: //evil. example/x)'],
    ['an address that GSM-7 makes', { description: 'evil․example' }, '(£125.00, evil. example)'],
  ])('%s', (_, link, expected) => {
    expect(sms('first', link)).toContain(expected);
  });

  it('always has one segment, its sender in front and nothing of a debt in the first 40 characters', () => {
    fc.assert(
      fc.property(
        words,
        fc.record({ description: words, amount: minor, currency, facts, reference: words }),
        fc.constantFrom(...KINDS),
        (name, link, kind) => {
          const said = content(link, name);
          const text = smsText(kind, said);
          expect(smsSize(text)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
          expect(text).not.toMatch(/[\r\n\f]/);
          expect(text).toMatch(/^.+: (here is your|a reminder of your) secure link https:\/\//u);
          expect(text).toContain(URL);
          // The name itself is the sender's own and may hold any sign.
          const opening = text.indexOf(URL);
          expect(opening + URL.length).toBeGreaterThan(40);
          const behindTheName = text.slice(text.search(/: (here|a rem)[^:]*https/), opening);
          expect(behindTheName).toMatch(/^: (here is your|a reminder of your) secure link $/);
          expect(addressesIn(text.slice(opening))).toEqual([URL]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps the url whole, however long', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        words,
        fc.constantFrom(...KINDS),
        (length, name, kind) => {
          const base = `https://${'a'.repeat(length)}.example`;
          const text = smsText(kind, content({}, name, base));
          expect(text).toContain(`${base}/p/0123456789abcdefghijAB`);
          if (base.length + 25 + 10 <= 160) expect(smsSize(text).segments).toBe(1);
          expect(text).toMatch(/^.+: /u);
        },
      ),
    );
  });
});

/** What a phone would make a link of. */
function addressesIn(text: string): string[] {
  const found = /[a-z]+:\/\/\S+|www\.\S+|[\p{L}\p{N}-]+\.\p{L}{2,}[^\s]*|\d+\.\d+\.\d+\.\d+/giu;
  return [...text.matchAll(found)].map(([address]) => address);
}

describe('the email', () => {
  it('says who, how much, what for, until when, and where', () => {
    expect(emailOf('first', content())).toMatchObject({
      subject: 'Acme Travel: your secure link',
      text: `Hello Ada Byron,

Acme Travel asks you for a payment.

Amount: £125.00
For: Deposit for Bali
Reference: INV-1001
Please pay by: 10 December 2026
Link works until: 20 December 2026 at 23:59 (Europe/London)

View and pay:
${URL}

You enter card or bank details only on the payment provider's own page. If you did not expect this message, do not pay, and ask Acme Travel.
`,
    });
  });

  it('reminds, with what is left', () => {
    expect(emailOf('reminder', content(PART))).toMatchObject({
      subject: 'Acme Travel: a reminder of your secure link',
      text: `Hello Ada Byron,

Acme Travel reminds you of a payment.

Left to pay: £99.50
For: Deposit for Bali
Reference: INV-1001
Please pay by: 10 December 2026
Link works until: 20 December 2026 at 23:59 (Europe/London)

If you have paid just now, please do not pay again.

View and pay:
${URL}

You enter card or bank details only on the payment provider's own page. If you did not expect this message, do not pay, and ask Acme Travel.
`,
    });
  });

  it('asks for no sum where nobody knows what is left', () => {
    for (const kind of KINDS) {
      const { text, html } = emailOf(kind, content(PARTLY));
      for (const shown of [text, html]) {
        expect(shown).toContain('Part of this has been paid. The payment page says how much is left.');
        expect(shown).not.toMatch(/£|Amount|Left to pay/);
      }
    }
  });

  it('leaves out what there is not', () => {
    const { text } = emailOf('first', contentOf(bare(), { name: 'Acme' }, zone, BASE));
    expect(text).toContain('Hello,\n\nAcme asks you for a payment.\n\nAmount: £125.00\nLink works until');
  });

  it('no name and no description breaks out of the HTML or of a line, or makes a link', () => {
    const shape = (html: string) => html.match(/<\/?[a-z][^>]*>|<!doctype html>/gi);
    fc.assert(
      fc.property(words, words, words, fc.constantFrom(...KINDS), (sender, name, rest, kind) => {
        const text = (value: string) => `x${value}`;
        const plain = emailOf(kind, content());
        const mail = emailOf(
          kind,
          content(
            { description: text(rest), reference: text(rest), customer: { name: text(name) } },
            text(sender),
          ),
        );
        expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(mail.text.split('\n')).toHaveLength(plain.text.split('\n').length);
        expect(shape(mail.html)).toEqual(shape(plain.html));
        expect(mail.html.match(/["<>]/g)).toEqual(plain.html.match(/["<>]/g));
        const details = mail.text.slice(mail.text.indexOf('Amount:'), mail.text.indexOf('View and pay'));
        expect(addressesIn(details)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('nothing of the sum, the purpose or the reference is in a subject', () => {
    fc.assert(
      fc.property(minor, currency, facts, fc.constantFrom(...KINDS), (amount, unit, seen, kind) => {
        const { subject } = emailOf(
          kind,
          content({ amount, currency: unit, facts: seen, description: 'Qx' }),
        );
        expect(subject).toBe(emailOf(kind, content()).subject);
        expect(subject).not.toMatch(/\d|Bali|INV/);
      }),
    );
  });
});
