import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMAIL, ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import type { Link } from '../links/model/link.ts';
import { getOrganisation } from '../table/organisations.ts';
import { aSend } from './link-fixture.ts';
import type { TextKind, Wording } from './model/wording.ts';
import { type Preview, previewText } from './preview.ts';
import { keepWording, removeWording } from './wordings.ts';

const stack = await startDelivery();
const { outbox, deps, stored, deliver, outcome } = stack;
const reads: string[] = [];
deps.table.client.middlewareStack.add(
  (next, context) => (args) => {
    if (context.commandName === 'GetItemCommand') {
      reads.push(/"sk":\{"S":"([^"]{1,2})/.exec(JSON.stringify(args.input))?.[1] ?? '');
    }
    return next(args);
  },
  { step: 'initialize' },
);

beforeEach(() => {
  stack.reset();
  reads.length = 0;
});
afterAll(() => stack.close());

const FRENCH: Wording = {
  sms: {
    first: { text: '{{sender}} : bonjour {{name}}, votre lien sécurisé {{url}} ({{amount}})' },
    reminder: { text: '{{sender}} : rappel, votre lien est là {{url}} [[(reste {{remaining}})]]' },
  },
  email: {
    first: { subject: '{{sender}} : votre lien', text: 'Bonjour {{name}},\n\n{{url}}', button: 'Payer' },
  },
};
const POLISH: Wording = { sms: { first: { text: '{{sender}}: zapłać tutaj, {{name}} 😀 {{url}}' } } };

const speaking = (language?: string): Partial<Link> => ({
  customer: {
    name: 'Żaneta Byron',
    email: 'ada@example.com',
    phone: '+447700900123',
    ...(language ? { language } : {}),
  },
});

/** What was sent, by channel. */
const sent = () => Object.fromEntries(outbox.list().map((message) => [message.channel, message]));

describe('an organisation without own wording', () => {
  it('costs no read more: the link, the organisation, and a slot for each message', async () => {
    await deliver(await stored(speaking('fr')));
    expect(reads.sort()).toEqual(['L#', 'OR', 'R', 'R']);
  });
});

describe('an organisation with own wording', () => {
  beforeAll(async () => {
    await keepWording(deps, ORG, 'fr', FRENCH);
    await keepWording(deps, ORG, 'pl', POLISH);
  });

  it('reads it once for all messages of a link', async () => {
    await deliver(await stored(speaking('fr-CA')));
    expect(reads.sort()).toEqual(['L#', 'OR', 'R', 'R', 'W#']);
    expect(sent().sms).toMatchObject({ text: expect.stringContaining('bonjour Zaneta Byron') });
    expect(sent().email).toMatchObject({ subject: 'Acme Travel : votre lien' });
  });

  it.each([undefined, 'de', 'en-US', 'nonsense-tag-that-is-none'])(
    'reads nothing for a customer who speaks %s, and writes in English',
    async (language) => {
      await deliver(await stored(speaking(language)));
      expect(reads.sort()).toEqual(['L#', 'OR', 'R', 'R']);
      expect(sent().sms).toMatchObject({ text: expect.stringContaining('here is your secure link') });
    },
  );

  it('writes what a language lacks in English', async () => {
    await deliver(await stored(speaking('pl')));
    expect(sent().sms).toMatchObject({
      text: expect.stringContaining('zapłać tutaj, Żaneta Byron 😀 https'),
    });
    expect(sent().email).toMatchObject({ subject: 'Acme Travel: your secure link' });
  });

  it.each<[string | undefined, TextKind, Partial<Link>]>([
    ['fr', 'first', {}],
    ['fr', 'reminder', { facts: { partlyPaidAt: 1, amountPaid: 2_500 } }],
    ['fr-BE', 'reminder', { facts: { partlyPaidAt: 1 } }],
    ['pl', 'first', {}],
    ['pl', 'reminder', {}],
    [undefined, 'reminder', {}],
    [
      'el',
      'first',
      { description: 'Διακοπές <b>στη</b> Νάξο https://evil.example', status: 'partially_paid' },
    ],
  ])('a preview in %s, %s, is what is sent', async (language, kind, changes) => {
    const sends = [SMS, EMAIL].map(({ id, channel }) => aSend({ id, channel, kind }));
    const link = await stored({ ...speaking(language), ...changes, sends });
    const previews: Preview['text'][] = [];
    for (const channel of ['sms', 'email'] as const) {
      const wanted = { channel, kind, about: { linkId: link.id } };
      previews.push((await previewText(deps, ORG, wanted)).text);
    }
    await deliver(link);
    expect((await outcome(link)).messages).toMatchObject([{ kind }, { kind }]);
    for (const preview of previews) {
      const { channel, ...shown } = preview;
      expect(sent()[channel]).toMatchObject(shown);
    }
  });

  it('that is taken away has no say any more', async () => {
    const { wordings } = await getOrganisation(deps.table, ORG);
    expect(wordings).toEqual({ fr: ['sms.first', 'sms.reminder', 'email.first'], pl: ['sms.first'] });
    await removeWording(deps, ORG, 'pl');
    expect((await getOrganisation(deps.table, ORG)).wordings).not.toHaveProperty('pl');
    await deliver(await stored(speaking('pl')));
    expect(sent().sms).toMatchObject({ text: expect.stringContaining('here is your secure link') });
  });
});
