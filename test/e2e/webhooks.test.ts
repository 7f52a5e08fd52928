import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type Merchant, startMerchant } from '../webhooks/merchant.ts';
import { startWholeStack } from './whole-stack.ts';

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let merchant: Merchant;
beforeAll(async () => {
  [whole, merchant] = await Promise.all([startWholeStack(), startMerchant()]);
}, 240_000);
afterAll(async () => {
  await merchant?.close();
  await whole?.stack.close();
});

const Known = z.looseObject({
  id: z.string(),

  failing_since: z.string().nullable(),
});

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(whole.stack.api + path, {
    method,
    headers: { authorization: `Bearer ${whole.stack.demo?.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.json();
}

it('the packaged functions tell a merchant, again after an outage, within their roles', {
  timeout: 120_000,
}, async () => {
  const body = { url: `${merchant.url}/hook`, events: ['link.created', 'link.cancelled'] };
  const { id } = Known.parse(await call('POST', '/v1/webhook_endpoints', body));
  // Known to every environment within 30 seconds. The stack's time is its own, so the timestamps are not held against ours.
  await call('POST', '/_local/clock', { advance: 'PT1M' });
  const link = await whole.createLink({ reference: 'INV-42' });
  await expect.poll(() => merchant.taken.length).toBe(1);
  expect(merchant.requests[0]).toMatchObject({
    type: 'link.created',
    data: { link_id: link.id, reference: 'INV-42' },
  });
  merchant.manner = 500;
  await call('POST', `/v1/links/${link.id}/cancel`);
  await whole.stack.drain();
  await expect
    .poll(
      async () => {
        await whole.stack.drain();
        return merchant.requests.length;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThanOrEqual(2);
  expect(Known.parse(await call('GET', `/v1/webhook_endpoints/${id}`)).failing_since).not.toBeNull();
  merchant.manner = 200;
  await call('POST', '/_local/clock', { advance: 'PT1H' });
  expect(merchant.requests.at(-1)).toMatchObject({ type: 'link.cancelled', data: { link_id: link.id } });
  expect(Known.parse(await call('GET', `/v1/webhook_endpoints/${id}`)).failing_since).toBeNull();
  expect(
    whole.lines.filter((line) => /AccessDenied|EVENT_RECORD_FAILED|QUEUE_RECORD_FAILED/.test(line)),
  ).toEqual([]);
});
