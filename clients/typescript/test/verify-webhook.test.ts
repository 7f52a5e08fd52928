import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../src/index.ts';

const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
const older = `whsec_${Buffer.from('an older secret of 24 by').toString('base64')}`;
const body = JSON.stringify({
  type: 'link.paid',
  timestamp: '2026-11-20T10:00:00Z',
  data: { event_id: 'evt_1', link_id: 'L1', version: 7 },
});

function signed(text = body, { at = new Date(), by = secret } = {}) {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('evt_1', at, text),
  };
}

it('gives the event of a webhook, by headers of either kind and by one of several secrets', () => {
  const event = verifyWebhook(body, signed(), secret);
  expect(event.type === 'link.paid' && event.data.link_id).toBe('L1');
  expect(verifyWebhook(body, new Headers(signed()), [older, secret])).toEqual(event);
  const byNode = Object.fromEntries(
    Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), [value]]),
  );
  expect(verifyWebhook(body, byNode, secret)).toEqual(event);
});

const minutes = (number: number) => new Date(Date.now() + number * 60_000);
it.each<[string, string, Record<string, string>, string | string[]]>([
  ['another body', body.replace('paid', 'open'), signed(), secret],
  ['another secret', body, signed(), older],
  ['no secret', body, signed(), []],
  ['a time long ago', body, signed(body, { at: minutes(-6) }), secret],
  ['a time to come', body, signed(body, { at: minutes(6) }), secret],
  ['no headers', body, {}, secret],
  ['another id', body, { ...signed(), 'webhook-id': 'evt_2' }, secret],
  ['a list', '[]', signed('[]'), secret],
  [
    'an event without an id',
    '{"type":"a","timestamp":"b","data":{}}',
    signed('{"type":"a","timestamp":"b","data":{}}'),
    secret,
  ],
])('refuses %s', (_, text, headers, by) => {
  expect(() => verifyWebhook(text, headers, by)).toThrow(WebhookVerificationError);
});
