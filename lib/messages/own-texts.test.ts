import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import { contentOf } from './content.ts';
import { fill, PLACEHOLDERS, type Values } from './fill.ts';
import { aLink } from './link-fixture.ts';
import type { EmailWording } from './model/wording.ts';
import { MOST_SEGMENTS } from './own-sms.ts';
import { smsSize } from './sms-size.ts';
import { textOf } from './text-of.ts';
import { emailIssues, smsIssues } from './wording-rules.ts';

const BASE = 'https://pay.acme.example';
const URL = `${BASE}/p/0123456789abcdefghijAB`;
const content = (link: Partial<Link> = {}, language = 'en-GB', sender = 'Acme Travel') =>
  contentOf(aLink(link), { name: sender }, 'Europe/London', BASE, language);

function sms(text: string, link: Partial<Link> = {}, language?: string): string {
  const shown = textOf('reminder', 'sms', content(link, language), { sms: { reminder: { text } } });
  return shown.text;
}

function email(words: Partial<EmailWording>, link: Partial<Link> = {}, language?: string) {
  const wording = { email: { first: { subject: 'Hello', text: '{{url}}', ...words } } };
  const shown = textOf('first', 'email', content(link, language), wording);
  if (shown.channel !== 'email') throw new Error('no email');
  return shown;
}

const named = (name: string): Partial<Link> => ({ customer: { name } });

describe('what has no value goes', () => {
  const all: Values = {
    sender: 'Acme',
    name: 'Ada',
    amount: '£5',
    remaining: '£2',
    description: 'Bali',
    reference: 'R1',
    due_on: 'Monday',
    url: 'URL',
  };
  const without = (...names: (keyof Values)[]) => ({
    ...all,
    ...Object.fromEntries(names.map((name) => [name, undefined])),
  });
  it.each<[string, (keyof Values)[], string]>([
    ['Hello {{name}}, pay', [], 'Hello Ada, pay'],
    ['Hello {{name}}, pay', ['name'], 'Hello, pay'],
    ['{{name}}, pay here', ['name'], 'pay here'],
    ['({{amount}}, {{description}})', ['description'], '(£5)'],
    ['({{amount}}, {{description}})', ['amount'], '(Bali)'],
    ['Pay ({{amount}}, {{description}}) now', ['amount', 'description'], 'Pay now'],
    ['Pay ({{amount}}).', ['amount'], 'Pay.'],
    ['{{amount}} - {{description}} - {{reference}}', ['description'], '£5 - R1'],
    ['For: {{description}}; ref: {{reference}}', ['reference'], 'For: Bali; ref'],
    ['For {{description}}[[; ref: {{reference}}]]!', ['reference'], 'For Bali!'],
    ['For {{description}}[[; ref: {{reference}}]]!', [], 'For Bali; ref: R1!'],
    ['[[{{remaining}} of {{amount}} left. ]]Pay', ['remaining'], 'Pay'],
    ['[[{{remaining}} of {{amount}} left. ]]Pay', [], '£2 of £5 left. Pay'],
    ['Hi\n\n[[Due: {{due_on}}]]\n[[Ref: {{reference}}]]\n\n{{url}}', ['due_on', 'reference'], 'Hi\n\nURL'],
    ['Hi\n\n{{due_on}}\n\n{{url}}', ['due_on'], 'Hi\n\nURL'],
    ['{{name}} {{url}}', ['name'], 'URL'],
    ['Pay {{name}} {{url}} {{description}}.', ['name', 'description'], 'Pay URL .'],
    ['A {{name}}and', ['name'], 'A and'],
  ])('%s without %j: %s', (words, names, expected) => {
    expect(fill(words, without(...names))).toBe(expected);
  });

  it('and leaves no placeholder, no bracket of its own and no doubled blank behind, whatever is missing', () => {
    const piece = fc.constantFrom(
      ...PLACEHOLDERS.map((name) => `{{${name}}}`),
      ...[' ', ', ', ' (', ') ', ': ', ' - ', 'word ', '. ', '\n', '[[about {{description}}]]'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.subarray([...PLACEHOLDERS]), (pieces, missing) => {
        const words = pieces.join('').replace(/ +/g, ' ');
        const text = fill(words, without(...missing));
        expect(text).not.toMatch(/\{\{|\}\}|\[\[|\]\]| {2}/);
      }),
    );
  });

  it('puts a value in as it is and looks at it no more', () => {
    const odd = '{{amount}} $& $1 [[x]] {{url}}';
    expect(fill('a {{name}} b', { name: odd, amount: '£5', url: 'URL' })).toBe(`a ${odd} b`);
  });
});

describe('an own SMS', () => {
  const FRENCH =
    '{{sender}} : bonjour {{name}}, voici votre lien sécurisé {{url}} ({{amount}}, jusqu’au {{expires_on}})'.replace(
      '’',
      "'",
    );
  it('says amounts and dates in its language, and stays in GSM-7', () => {
    const text = sms(FRENCH, {}, 'fr');
    expect(text).toBe(
      `Acme Travel : bonjour Ada Byron, voici votre lien sécurisé ${URL} (125,00 £GB, jusqu'au 20 décembre 2026)`,
    );
    expect(smsSize(text)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  it.each([
    ['Żaneta Łoś', 'Zaneta Los'],
    ['Noël 🎉 Ångström', 'Noel Ångström'],
    ['Γιώργος Παπαδόπουλος', undefined],
    ['עדה ביירון', undefined],
    ['李小龙', undefined],
    ['Ada evil.example/x', 'Ada evil. example/x'],
    ['Ada evil․example', 'Ada evil. example'],
  ])('in GSM-7 stays so for %s', (name, expected) => {
    expect(sms('{{sender}}: hello {{name}}, please look at {{url}} now', named(name))).toBe(
      `Acme Travel: hello${expected ? ` ${expected}` : ''}, please look at ${URL} now`,
    );
  });

  it.each(['Żaneta Łoś', 'Γιώργος', 'עדה', '李小龙', 'Zoë 👩‍👧'])(
    'that is UCS-2 anyway leaves %s as it is',
    (name) => {
      const text = sms('{{sender}}: zapłać, {{name}}, tu: {{url}}', named(name), 'pl');
      expect(text).toBe(`Acme Travel: zapłać, ${name}, tu: ${URL}`);
      expect(smsSize(text).forcingUcs2.slice(0, 2)).toEqual(['ł', 'ć']);
    },
  );

  it('says what is left, where that is known', () => {
    const words = '{{sender}}: your link {{url}} [[({{remaining}} left)]]';
    expect(sms(words)).toBe(`Acme Travel: your link ${URL}`);
    expect(sms(words, { facts: { partlyPaidAt: 1, amountPaid: 2_500 } })).toContain('(£100.00 left)');
    expect(sms(words, { facts: { partlyPaidAt: 1 } })).toBe(`Acme Travel: your link ${URL}`);
    expect(sms('{{sender}}: {{url}} {{amount}}', { facts: { partlyPaidAt: 1 } })).toBe(`Acme Travel: ${URL}`);
  });

  it('with words that pass the rules has at most three segments, one url, and nothing of a debt in front', () => {
    const piece = fc.constantFrom(
      ...PLACEHOLDERS.filter((name) => name !== 'url').map((name) => ` {{${name}}}`),
      ...[', ', ' (', ') ', ': ', 'zł ', 'Hello, here is a word from us ', '. ', '\n', ' 😀 ', ' [x] '],
      ...[' [[about {{description}}]]', ' [[, {{remaining}} of {{amount}}]] ', ' {{url}} ', ' {{url}} '],
    );
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 250 }),
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.constantFrom(
        'https://evil.example',
        'evil.',
        '.example',
        'www.evil.example',
        '€'.repeat(250),
        'http:',
      ),
    );
    // Its own name is the organisation's business.
    const senders = fc.constantFrom(
      'Acme',
      'Ακμή',
      'Łódź Tours',
      'A',
      '旅行',
      'S'.repeat(100),
      '[€]'.repeat(20),
    );
    const tried = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.record({ description: value, reference: value, name: value, sender: senders }),
        fc.integer({ min: 1, max: 999_999_999_999 }),
        fc.constantFrom('en-GB', 'fr', 'pl', 'ar', 'hi', 'de-CH', 'pt-BR', 'vi'),
        fc.constantFrom({}, { partlyPaidAt: 1 }, { partlyPaidAt: 1, amountPaid: 1 }),
        (pieces, { description, reference, name, sender }, amount, language, facts) => {
          const text = ` {{sender}}${pieces.join('')}`.trim();
          if (smsIssues({ text }, URL).length > 0) return void tried.refused++;
          tried.taken++;
          const said = content(
            { description, reference, customer: { name }, amount, facts },
            language,
            sender,
          );
          const { text: shown } = textOf('first', 'sms', said, { sms: { first: { text } } });
          expect(smsSize(shown).segments).toBeLessThanOrEqual(MOST_SEGMENTS);
          expect(shown).toContain(URL);
          expect(shown.split(/\s/).filter((word) => word.includes('://'))).toEqual(
            Array.from({ length: text.split('{{url}}').length - 1 }, () => URL),
          );
          if (said.amount) expect([...shown].slice(0, 40).join('')).not.toContain(said.amount);
        },
      ),
      { numRuns: 3000 },
    );
    expect(Math.min(tried.taken, tried.refused)).toBeGreaterThan(200);
  });
});

describe('an own email', () => {
  const GREEK: EmailWording = {
    subject: '{{sender}}: ο σύνδεσμός σας',
    text: 'Γεια σας {{name}},\n\nμπορείτε να πληρώσετε με ασφάλεια εδώ:\n\n{{url}}\n\n[[Ποσό: {{amount}}]]\n[[Κωδικός: {{reference}}]]\n\nΤο {{sender}}',
    button: 'Πληρωμή',
  };

  it('is text, and the same as HTML', () => {
    const mail = email(GREEK, {}, 'el');
    expect(mail.subject).toBe('Acme Travel: ο σύνδεσμός σας');
    expect(mail.text).toBe(
      `Γεια σας Ada Byron,\n\nμπορείτε να πληρώσετε με ασφάλεια εδώ:\n\n${URL}\n\nΠοσό: 125,00 £\nΚωδικός: INV-1001\n\nΤο Acme Travel\n`,
    );
    expect(mail.html).toContain('<html lang="el" dir="ltr">');
    expect(mail.html).toContain(`<p>Ποσό: 125,00 £<br>\nΚωδικός: INV-1001</p>`);
    expect(mail.html).toMatch(new RegExp(`<a class="button" href="${URL}"[^>]*>Πληρωμή</a>`));
  });

  it('runs from right to left where its language does', () => {
    const mail = email({ subject: 'שלום', text: 'שלום {{name}}, {{url}}' }, named('عدا بايرون'), 'he');
    expect(mail.html).toContain('<html lang="he" dir="rtl">');
    expect(mail.html).toContain('<p>שלום عدا بايرون, <a href="');
  });

  it('has no markup but ours and no link but the url, whatever the words and the values hold', () => {
    const odd = fc.array(
      fc.constantFrom(
        ...[
          '<b>',
          '</p>',
          '"',
          "'",
          '&',
          '<script>',
          '{{',
          '}}',
          '{{url}}',
          '[[',
          ']]',
          'x',
          ' ',
          'http://evil.example',
        ],
      ),
      { maxLength: 20 },
    );
    const shape = (html: string) => html.match(/<\/?[a-z][^>]*>/gi)?.join('');
    fc.assert(
      fc.property(odd, odd, odd, (name, description, literal) => {
        const link = { customer: { name: `x${name.join('')}` }, description: `x${description.join('')}` };
        const words = { subject: 'S', text: `A {{name}} {{description}}\n\n{{url}}\n\nB` };
        expect(shape(email(words, link).html)).toBe(shape(email(words).html));
        const own = literal.join('').replace(/[{}[\]]/g, '');
        const mail = email({ subject: `S${own}`, text: `A${own} \n\n{{url}}`, button: `B${own}` });
        expect(shape(mail.html)).toBe(shape(email({ subject: 'S', text: 'A\n\n{{url}}', button: 'B' }).html));
        expect([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual([URL, URL]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the rules', () => {
  const codes = (text: string) => smsIssues({ text }, URL).map(({ pointer, code }) => `${pointer} ${code}`);
  const lead = 'here is a link to something that is about you:';
  it.each<[string, string[]]>([
    ['{{sender}}: {{url}}', []],
    ['{{sender}}: {{url}} ({{amount}}, {{description}}, {{reference}})', []],
    ['{{sender}}: Frage? z.B. an hilfe@acme.example, am 1.12. {{url}}', []],
    ['{{sender}}: {{url}} {{colour}}', ['unknown_placeholder']],
    ['{{sender}}: {{url}} {{ name }}', ['unknown_placeholder']],
    ['{{sender}}: {{url}} {{name', ['unknown_placeholder']],
    ['{{sender}}: hello', ['url_missing']],
    ['hello {{url}}', ['sender_missing']],
    ['hello {{url}} [[{{sender}} {{name}}]]', ['sender_missing']],
    ['{{sender}}:{{url}}', ['url_not_apart']],
    ['{{sender}}: {{url}}.', ['url_not_apart']],
    ['{{sender}}: [[ {{url}} {{name}}]]', ['url_not_apart']],
    ['{{sender}}: [[{{name}} ]]{{url}}', ['url_not_apart']],
    ['{{sender}}: pay {{amount}} at {{url}}', ['too_early']],
    [`{{sender}}: ${lead} {{amount}} {{url}}`, []],
    [`{{sender}}: hello {{name}}, {{expires}} {{expires_on}} {{reference}} {{url}}`, ['too_early']],
    [`{{sender}}: [[${lead} {{name}} ]]{{amount}} {{url}}`, ['too_early']],
    [`{{sender}}: [[${lead} {{amount}} ]] {{url}}`, []],
    ['{{sender}}: {{url}} [[{{name}}', ['open_part']],
    ['{{sender}}: {{url}} [[a [[{{name}}]] b]]', ['open_part']],
    ['{{sender}}: {{url}} [[always]]', ['never_left_out']],
    ['{{sender}}: {{url}} {{name}}{{reference}}', ['not_apart']],
    ['{{sender}}: {{url}} {{name}}s', ['not_apart']],
    ['{{sender}}: {{url}} [[{{name}}]][[{{reference}}]]', ['not_apart']],
    ['{{sender}}: {{url}} or https://evil.example', ['web_address']],
    ['{{sender}}: {{url}} www.acme', ['web_address']],
    ['{{sender}}: {{url}} acme.example', ['web_address']],
    ['{{sender}}: {{url}} {{name}}.{{reference}}', ['web_address']],
    ['{{sender}}: {{url}} {{name}}//x', ['web_address']],
    [`{{sender}}: {{url}} ${'a '.repeat(195)}`, ['too_long']],
    [`{{sender}}: {{url}} ${'ł '.repeat(70)}`, ['too_long']],
    [`{{sender}}: {{url}} ${'a '.repeat(170)}`, []],
  ])('%s: %j', (text, expected) => {
    expect(codes(text)).toEqual(expected.map((code) => `/text ${code}`));
  });

  it.each<[Partial<EmailWording>, string[]]>([
    [{}, []],
    [{ subject: '{{sender}} for {{name}}' }, []],
    [{ subject: '{{sender}}: {{amount}}' }, ['/subject not_in_subject']],
    [
      { subject: '{{sender}}: {{reference}} {{url}}' },
      ['/subject not_in_subject', '/subject not_in_subject'],
    ],
    [{ subject: '[[{{name}}]]' }, ['/subject empty']],
    [{ text: 'Please pay {{amount}}\n\n{{url}}' }, ['/text too_early']],
    [{ button: 'Pay {{amount}}' }, ['/button placeholder_not_allowed']],
    [{ button: 'www.evil.example' }, ['/button web_address']],
  ])('of an email %j: %j', (words, expected) => {
    const issues = emailIssues({ subject: 'Hello', text: 'See {{url}}', ...words }, URL);
    expect(issues.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
