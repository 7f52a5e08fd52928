import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { createPayer } from './payer.ts';

/** Of a running stack; `.local/stack.json` holds it. */
export const StackFile = z.object({
  api: z.string(),
  demo: z.object({ key: z.string() }),
  providers: z.record(z.string(), z.object({ connection: z.object({ id: z.string() }) })),
});
type StackFile = z.infer<typeof StackFile>;

const Link = z.object({ id: z.string(), url: z.string(), status: z.string() });
const Events = z.object({
  events: z.array(z.object({ at: z.string(), type: z.string(), by: z.string() })),
});
const Clock = z.object({ now: z.string() });
const Outbox = z.object({ messages: z.array(z.object({ channel: z.string(), text: z.string() })) });

/** The body of the README's first link. */
const BODY = {
  amount: 12500,
  currency: 'GBP',
  description: 'Deposit for Bali',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
  delivery: { channels: ['sms', 'email'] },
};

/** What a provider cannot do without, beside it. */
const REQUIRED: Readonly<Record<string, object>> = {
  allpay: { customer: { ...BODY.customer, reference: 'TEN0048213' } },
  fortis: { currency: 'USD' },
  paypoint: { customer: { ...BODY.customer, reference: 'ACC-204417' } },
};

/** How long what comes by itself may take here. */
const PATIENCE_MS = 8_000;
/** A notification, or the payer's return. */
const BY_ITSELF_MS = 2_000;
/** A provider that tells nothing is asked two minutes after the opening. */
const UNTIL_THE_POLL = 'PT3M';

/**
 * One link at each provider of a running stack: created, sent, opened, paid on the provider's page, seen as paid. Says
 * what happens as it does; where the provider tells nothing, the stack's time is moved on to the poll. Gives the
 * providers at which it was not paid.
 */
export async function payAtEach(stack: StackFile, say: (line: string) => void): Promise<string[]> {
  const failed: string[] = [];
  for (const [provider, { connection }] of Object.entries(stack.providers)) {
    say(`\n${provider}`);
    try {
      await payAt(stack, provider, connection.id, say);
    } catch (error) {
      failed.push(provider);
      say(`  not paid: ${error instanceof Error ? error.message : error}`);
    }
  }
  return failed;
}

async function payAt(
  { api, demo }: StackFile,
  provider: string,
  connection: string,
  say: (line: string) => void,
): Promise<void> {
  const call = caller(api, demo.key);
  const tell = async (what: string, more: string) => {
    const { now } = z.parse(Clock, await call('GET', '/_local/clock'));
    say(`  ${now.slice(11, 23)}  ${what.padEnd(14)}  ${more}`);
  };
  const link = z.parse(Link, await call('POST', '/v1/links', { ...BODY, ...REQUIRED[provider], connection }));
  await tell('created', `${link.status}, ${connection}`);
  await tell('in the outbox', `${await sent(call, link.url)}, with ${link.url}`);

  const payer = createPayer();
  const page = await payer.continueFrom(link.url);
  await tell('opened', `the provider’s page, at ${new URL(page.url).origin}`);
  const after = await payer.pay(page);
  const isBack = new URL(after.url).origin === new URL(api).origin;
  await tell('paid there', isBack ? 'and sent back to us' : 'and nobody is sent back');

  const read = async () => z.parse(Link, await call('GET', `/v1/links/${link.id}`));
  const isPaid = async () => ((await read()).status === 'paid' ? true : undefined);
  if (!(await within(isPaid, BY_ITSELF_MS))) {
    await call('POST', '/_local/clock', { advance: UNTIL_THE_POLL });
    await tell('time moved on', 'three minutes, in which the provider is asked, or tells again');
  }
  if (!(await within(isPaid))) throw new Error(`the link is ${(await read()).status}`);
  say('    its timeline:');
  for (const { at, type, by } of await timeline(call, link.id)) {
    say(`    ${at.slice(11, 23)}  ${type.padEnd(14)}  ${by.replace(/:.*/, '')}`);
  }
}

/** By what the short url has reached the payer. */
async function sent(call: Call, shortUrl: string): Promise<string> {
  const found = await within(async () => {
    const { messages } = z.parse(Outbox, await call('GET', '/_local/outbox'));
    const ours = messages.filter(({ text }) => text.includes(shortUrl)).map(({ channel }) => channel);
    return BODY.delivery.channels.every((channel) => ours.includes(channel)) ? ours : undefined;
  });
  if (!found) throw new Error('not every message is in the outbox');
  return found.sort().join(' and ');
}

/** Events come from the table's stream, a moment after what they tell of. */
async function timeline(call: Call, linkId: string) {
  const found = await within(async () => {
    const { events } = z.parse(Events, await call('GET', `/v1/links/${linkId}?expand=events`));
    return events.some(({ type }) => type === 'link.paid') ? events : undefined;
  });
  if (!found) throw new Error('its timeline does not say so');
  return found;
}

type Call = (method: string, path: string, body?: object) => Promise<unknown>;

function caller(api: string, key: string): Call {
  return async (method, path, body) => {
    const answer = await fetch(api + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
}

/** What is found within this time, looked for every tenth of a second. */
async function within<T>(look: () => Promise<T | undefined>, ms = PATIENCE_MS): Promise<T | undefined> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
