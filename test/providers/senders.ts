import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import { ledgerOf } from '../faults/connections.ts';
import type { Reply, Run } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import type { Servers } from '../faults/servers.ts';

export type Channel = 'sms' | 'email';
export type Sender = 'service' | 'provider';

/** What each provider cannot do without, beside what all have. */
const NEEDS: Readonly<Record<string, { currency?: string; reference?: string }>> = {
  allpay: { reference: 'TEN0048213' },
  fortis: { currency: 'USD' },
  paypoint: { reference: 'ACC-204417' },
};

/** Each recipient has a number and an address of its own. */
let recipients = 0;

/** A create body of this provider with these contacts and this delivery. */
export function bodyFor(
  { provider }: Simulated,
  connection: string,
  delivery: { channels: readonly Channel[]; sender?: Sender },
  contacts: readonly ('phone' | 'email')[] = ['phone', 'email'],
) {
  recipients = (recipients + 1) % 1000;
  const digits = String(recipients).padStart(3, '0');
  const { currency = 'GBP', reference } = NEEDS[provider] ?? {};
  return {
    connection,
    amount: 12_500,
    currency,
    description: 'Deposit for Bali',
    customer: {
      name: 'Ada Byron',
      timezone: 'Europe/London',
      ...(contacts.includes('phone')
        ? { phone: provider === 'fortis' ? `+1202555${digits}0` : `+447700900${digits}` }
        : {}),
      ...(contacts.includes('email') ? { email: `ada.${digits}@example.com` } : {}),
      ...(reference === undefined ? {} : { reference }),
    },
    delivery,
  };
}

/** `PUT /v1/connections/{id}` of this simulator; `more` of the body on top. */
export async function putConnection(
  run: Run,
  { provider, settings, credentials }: Simulated,
  id: string,
  more: object = {},
): Promise<Reply> {
  return answered(
    await run.http('connections/put', {
      method: 'PUT',
      path: `/v1/connections/${id}`,
      params: { id },
      body: { provider, settings, credentials, ...more },
    }),
  );
}

const Entry = z.looseObject({
  messages: z.optional(z.array(z.looseObject({ channel: z.enum(['sms', 'email']) }))),
  emailed_at: z.nullish(z.string()),
});

const Named = z.object({ link: z.string() });

/** Channels on which messages about a link have left, as those tell who sent them: the provider's simulator, and our outbox. */
export function messagesOf(
  servers: Servers,
  simulated: Simulated,
  link: { id: string; provider_url: string | null },
): { theirs: Channel[]; ours: Channel[] } {
  const entry = ledgerOf(simulated).find(({ url }) => url === link.provider_url);
  const { messages = [], emailed_at } = z.parse(Entry, entry ?? {});
  const theirs: Channel[] = messages.map(({ channel }) => channel);
  if (emailed_at) theirs.push('email');
  const ours = servers.outbox.list().flatMap(({ channel, tags, context }) => {
    return z.parse(Named, context ?? tags).link === link.id ? [channel] : [];
  });
  return { theirs: theirs.sort(), ours: ours.sort() };
}

export const Body = z.looseObject({
  id: z.string(),
  status: z.string(),
  provider_url: z.nullable(z.string()),
  sent_at: z.nullable(z.string()),
  delivery: z.looseObject({ sender: z.enum(['service', 'provider']), channels: z.array(z.string()) }),
  superseded_by: z.nullable(z.string()),
});
export type Body = z.infer<typeof Body>;

let requests = 0;

/** A request about a link, by its function; a key of its own each, unless told. */
export async function ask(
  run: Run,
  name: string,
  { id, body, method = 'POST', key }: { id?: string; body?: unknown; method?: string; key?: string },
): Promise<Reply> {
  requests += 1;
  return answered(
    await run.http(name, {
      method,
      path: id === undefined ? '/v1/links' : `/v1/links/${id}`,
      headers: { 'idempotency-key': key ?? `request-${requests}` },
      ...(id === undefined ? {} : { params: { id } }),
      ...(body === undefined ? {} : { body }),
    }),
  );
}

/** The link as its API has it. */
export async function readBody(run: Run, id: string): Promise<Body> {
  const reply = await ask(run, 'links/get', { id, method: 'GET' });
  expect(reply.status, reply.body).toBe(200);
  return z.parse(Body, JSON.parse(reply.body));
}
