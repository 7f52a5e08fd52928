import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { launchBrowser } from './browser.ts';
import { faultsOf, keepPicture, openView, VIEWS } from './views.ts';
import { startWholeStack } from './whole-stack.ts';

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let browser: Browser;

beforeAll(async () => {
  [whole, browser] = await Promise.all([startWholeStack(), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await whole?.stack.close();
});

const Messages = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      channel: z.string(),
      state: z.string(),
      reason: z.nullable(z.string()),
      fallback: z.boolean(),
      marks: z.array(z.string()),
    }),
  ),
});
const Outbox = z.object({
  messages: z.array(z.looseObject({ id: z.string(), channel: z.string(), to: z.string() })),
});

async function get(path: string, key?: string): Promise<unknown> {
  const answer = await fetch(
    whole.stack.api + path,
    key ? { headers: { authorization: `Bearer ${key}` } } : {},
  );
  return answer.json();
}

async function messagesOf(linkId: string) {
  await whole.stack.drain();
  const { data } = Messages.parse(await get(`/v1/links/${linkId}/messages`, whole.stack.demo?.key));
  return data;
}

/** The id in the outbox of what was sent last to somebody. */
async function sentTo(to: string): Promise<string | undefined> {
  const { messages } = Outbox.parse(await get('/_local/outbox'));
  return messages.findLast((message) => message.to === to)?.id;
}

function act(id: string | undefined, name: string, body: object = {}): Promise<Response> {
  return fetch(`${whole.stack.api}/_local/outbox/${id}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Hours do not matter here. */
const now = { override_reason: 'test' };
const customer = (phone: string, email: string) => ({ customer: { name: 'Ada Byron', phone, email } });

it('Deliver on the outbox page makes the message delivered in the API', async () => {
  const { stack } = whole;
  const link = await whole.createLink({
    ...customer('+447700900501', 'd@example.com'),
    delivery: { channels: ['sms', 'email'], ...now },
  });
  for (const view of VIEWS) {
    const context = await openView(browser, view);
    const page = await context.newPage();
    await page.goto(stack.endpoints.outbox);
    await keepPicture(page, 'outbox-acts', view);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  }
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(stack.endpoints.outbox);
  const card = (channel: string) => page.locator(`article[data-channel=${channel}]`).first();
  await card('sms').getByRole('button', { name: 'Deliver', exact: true }).click();
  await card('email').getByRole('button', { name: 'Deliver', exact: true }).click();
  expect((await messagesOf(link.id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  await card('email').getByRole('button', { name: 'Bounce (soft)' }).click();
  expect((await messagesOf(link.id)).find(({ channel }) => channel === 'email')).toMatchObject({
    state: 'delivered',
    marks: ['bounced'],
  });
  const types = await whole.eventTypes(link.id);
  expect(types.filter((type) => type === 'message.delivered')).toHaveLength(2);
  await page.close();
});

it('the switch delivers what is sent from then on', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(whole.stack.endpoints.outbox);
  await page.getByRole('button', { name: 'Deliver new messages by themselves' }).click();
  const link = await whole.createLink({
    ...customer('+447700900502', 's@example.com'),
    delivery: { channels: ['email'], ...now },
  });
  await expect
    .poll(async () => (await messagesOf(link.id)).map(({ state }) => state), { timeout: 10_000 })
    .toEqual(['delivered']);
  await page.goto(whole.stack.endpoints.outbox);
  await page.getByRole('button', { name: 'Deliver none by itself' }).click();
  await page.close();
});

it('an undelivered text is followed by an email, once, and a complaint suppresses', async () => {
  const link = await whole.createLink({
    ...customer('+447700900503', 'f@example.com'),
    delivery: { channels: ['sms'], fallback: 'on_undelivered', ...now },
  });
  expect(link).toMatchObject({ delivery: { fallback: 'on_undelivered' } });
  const text = await sentTo('+447700900503');
  expect((await act(text, 'undelivered', { status: 'INVALID' })).status).toBe(200);
  expect((await act(text, 'undelivered', { status: 'INVALID' })).status).toBe(200);
  expect(await messagesOf(link.id)).toMatchObject([
    { channel: 'sms', state: 'undelivered', reason: 'invalid', fallback: false },
    { channel: 'email', state: 'sent', fallback: true },
  ]);
  expect((await act(await sentTo('f@example.com'), 'complain')).status).toBe(200);
  expect((await messagesOf(link.id))[1]).toMatchObject({ state: 'delivered', marks: ['complained'] });
  const next = await whole.createLink({
    ...customer('+447700900503', 'f@example.com'),
    reference: 'INV-2',
    delivery: { channels: ['email'], ...now },
  });
  expect(await messagesOf(next.id)).toMatchObject([{ state: 'suppressed', reason: 'opted_out' }]);
});

it('a hard bounce suppresses the address and the text goes; after STOP nothing does', async () => {
  const link = await whole.createLink({
    ...customer('+447700900504', 'b@example.com'),
    delivery: { channels: ['email'], fallback: 'on_undelivered', ...now },
  });
  await act(await sentTo('b@example.com'), 'bounce', { type: 'hard' });
  expect((await messagesOf(link.id)).map(({ channel, state }) => [channel, state])).toEqual([
    ['email', 'undelivered'],
    ['sms', 'sent'],
  ]);
  await act(await sentTo('+447700900504'), 'reply', { text: ' “Stop!” ' });
  const next = await whole.createLink({
    ...customer('+447700900504', 'b@example.com'),
    reference: 'INV-3',
    delivery: { channels: ['sms', 'email'], ...now },
  });
  expect((await messagesOf(next.id)).map(({ state }) => state)).toEqual(['suppressed', 'suppressed']);
  await act(await sentTo('+447700900504'), 'reply', { text: 'START' });
  const again = await whole.createLink({
    ...customer('+447700900504', 'b@example.com'),
    reference: 'INV-4',
    delivery: { channels: ['sms'], ...now },
  });
  expect((await messagesOf(again.id)).map(({ state }) => state)).toEqual(['sent']);
});

it('what nobody can read ends with the dead letters, and is told to the log', async () => {
  const { engines, advanceTo, clock } = whole.stack;
  engines.sqs.send('feedback', '{"eventType":"Delivery"}');
  await advanceTo(clock.now() + 30 * 60_000);
  await whole.stack.drain();
  expect(engines.sqs.depth('feedback')).toMatchObject({ visible: 0 });
  expect(engines.sqs.depth('feedback-dead')).toMatchObject({ visible: 0 });
  const dead = whole.lines.filter((line) => line.includes('DEAD_LETTER') && line.includes('feedback-dead'));
  expect(dead).toHaveLength(1);
  // Neither numbers nor addresses nor what people write.
  const told = whole.lines.filter((line) => /FEEDBACK|DEAD_LETTER|QUEUE_RECORD_FAILED/.test(line)).join('');
  expect(told).not.toMatch(/77009005|@example\.com|Stop!/);
});

it('says what is wrong with an act', async () => {
  expect((await act('none', 'deliver')).status).toBe(422);
  const email = await sentTo('s@example.com');
  expect((await act(email, 'reply', { text: 'STOP' })).status).toBe(422);
  expect((await act(email, 'explode')).status).toBe(422);
});
