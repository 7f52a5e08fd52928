import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ToldEvent } from '../../lib/webhooks/model/delivery.ts';
import { signed } from '../../lib/webhooks/signed.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const FLIPS = 100_000;

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const event: ToldEvent = {
  id: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0.7.0',
  type: 'link.paid',
  at: NOW - 900,
  version: 7,
  linkId: '01KAGM7Q40B6Y1ZC8E3F5G7H9J0',
  reference: 'INV-1001 “Bali”',
  data: { status: 'paid', amount: 12_500, amount_paid: 12_500, currency: 'GBP' },
};

function accepts(secret: string, headers: Readonly<Record<string, string>>, body: string | Buffer): boolean {
  try {
    new Webhook(secret).verify(body, { ...headers });
    return true;
  } catch {
    return false;
  }
}

/** A small generator of numbers, the same in each run. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('is what Standard Webhooks says, and without contact data', () => {
  const secret = newSecret();
  const { headers, body } = signed(event, [secret], NOW);
  expect(headers).toMatchObject({ 'webhook-id': event.id, 'webhook-timestamp': String(NOW / 1000) });
  expect(new Webhook(secret).verify(body, { ...headers })).toEqual({
    type: 'link.paid',
    timestamp: '2026-11-20T09:29:59.100Z',
    data: {
      event_id: event.id,
      link_id: event.linkId,
      reference: event.reference,
      version: 7,
      status: 'paid',
      amount: 12_500,
      amount_paid: 12_500,
      currency: 'GBP',
    },
  });
});

it(`no flipped byte of ${FLIPS} is accepted`, { timeout: 120_000 }, () => {
  const secret = newSecret();
  const webhook = new Webhook(secret);
  const { headers, body } = signed(event, [secret], NOW);
  const next = random(20261120);
  const parts = {
    body: Buffer.from(body),
    'webhook-id': Buffer.from(headers['webhook-id'] ?? ''),
    'webhook-timestamp': Buffer.from(headers['webhook-timestamp'] ?? ''),
    'webhook-signature': Buffer.from(headers['webhook-signature'] ?? ''),
  };
  const names = ['body', 'body', 'body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
  let accepted = 0;
  for (let flip = 0; flip < FLIPS; flip++) {
    const name = names[next(names.length)] ?? 'body';
    const bytes = Buffer.from(parts[name]);
    const at = next(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + next(255));
    const altered = name === 'body' ? bytes : parts.body;
    const sent = name === 'body' ? { ...headers } : { ...headers, [name]: bytes.toString('latin1') };
    try {
      webhook.verify(altered, sent, { jsonParse: false });
      accepted += 1;
    } catch {
      // Refused, as it must be.
    }
  }
  expect(accepted).toBe(0);
  expect(accepts(secret, headers, body)).toBe(true);
});

it.each([
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
  [-86_400, false],
  [86_400, false],
])('signed %i seconds from now: %s', (seconds, expected) => {
  const secret = newSecret();
  const { headers, body } = signed(event, [secret], NOW + seconds * 1000);
  expect(accepts(secret, headers, body)).toBe(expected);
});

it('after a rotation both secrets accept it, and no other', () => {
  const [now, before, older, stranger] = [newSecret(), newSecret(), newSecret(), newSecret()];
  const both = signed(event, [now, before], NOW);
  expect(both.headers['webhook-signature']?.split(' ')).toHaveLength(2);
  expect([now, before, older, stranger].map((one) => accepts(one, both.headers, both.body))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const later = signed(event, [now], NOW);
  expect([now, before].map((one) => accepts(one, later.headers, later.body))).toEqual([true, false]);
});

it('none of a thousand is refused by its own secret', () => {
  for (let n = 0; n < 1000; n++) {
    const secret = newSecret();
    const told = {
      ...event,
      id: `${event.id}${n}`,
      version: n,
      reference: randomBytes(n % 40).toString('utf8'),
    };
    const { headers, body } = signed(told, [newSecret(), secret], NOW);
    expect(accepts(secret, headers, body), String(n)).toBe(true);
  }
});
