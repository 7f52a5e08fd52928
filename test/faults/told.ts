import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { listen } from '../../local/listen.ts';
import type { Simulated } from '../../local/simulators.ts';
import type { Reply, Run } from './run.ts';
import { answered } from './scenarios.ts';

/** A notification as the provider sends it. */
export interface Notification {
  body: string;
  headers: Record<string, string>;
}

const Acting = z.object({
  act: z.custom<(act: object) => unknown>((value) => typeof value === 'function'),
});

/** SmarterPay's card pages for one payment only: then an event alone tells all, and nobody has to be asked. */
export const SINGLE_USE = { pages: [{ id: 'EP02CARDSINGLE000001', kind: 'card_payment', single_use: true }] };

/** What the simulator tells of these acts on one of its links, in this order; nobody of ours hears of it yet. */
export async function toldOf(
  simulated: Simulated,
  link: string,
  acts: readonly object[],
): Promise<Notification[]> {
  const told: Notification[] = [];
  const server = await listen(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    told.push({ body: Buffer.concat(parts).toString('utf8'), headers });
    outgoing.writeHead(204).end();
  });
  simulated.notify?.(`${server.url}/hook`);
  try {
    for (const act of acts) {
      z.parse(Acting, simulated.simulator).act({ link, ...act });
      await simulated.simulator.drained();
    }
  } finally {
    simulated.notify?.('');
    await server.close();
  }
  return told;
}

/** Hands it to the connection's notification url, as the gateway would. */
export async function deliver(run: Run, connection: string, { body, headers }: Notification): Promise<Reply> {
  const token = await tokenOf(run, connection);
  return answered(
    await run.http('public/notify', { path: `/hooks/${token}`, params: { token }, headers, body }),
  );
}

/** The secret end of a connection's notification url. */
async function tokenOf(run: Run, connection: string): Promise<string> {
  const hooks = (await run.items()).filter((item) => String(item.pk).startsWith('H#'));
  const hook = hooks.find(
    (item) => item.connection === connection && (item.org === run.org || run.org === ''),
  );
  expect(hook, 'the connection has a notification url').toBeDefined();
  return String(hook?.pk).slice(2);
}

/** A SmarterPay card event under any reference, signed as the simulator would. */
export function cardEvent({ credentials }: Simulated, reference: string, changes: object = {}): Notification {
  const at = new Date(Date.now()).toISOString();
  const body = JSON.stringify({
    id: 'WH01',
    idempotency_key: '0c9d7a1e-55b2-4f0a-9b0e-3f1c6d2a8e47',
    sent_at: at,
    events: [
      {
        id: 'CP01KJQ6B9Z8Y7X6W5V4',
        event_id: 'EV000123456',
        event_type: 'card_payment.create',
        created_at: at,
        edited_at: at,
        custom_reference: reference,
        status: 'successful',
        currency_code: 'GBP',
        initial_amount: '12500',
        transaction_type: 'sale',
        ...changes,
      },
    ],
  });
  const signature = createHmac('sha256', credentials.webhook_key ?? '')
    .update(body)
    .digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'webhook-signature': signature } };
}
