import { expect } from 'vitest';
import { linksOf } from '../faults/invariants.ts';
import { startRun } from '../faults/run.ts';
import { answered, arrangeLink, arrangeOrganisation, notify } from '../faults/scenarios.ts';
import { type Servers, START } from '../faults/servers.ts';
import { type Metered, meter } from './meter.ts';

const MINUTE = 60_000;

export type Phase =
  | 'create'
  | 'messages'
  | 'first wake'
  | 'opening'
  | 'empty check'
  | 'return'
  | 'notification';

/**
 * The life of a link: created with an Idempotency-Key and two messages, opened and paid, of which the payer's return
 * tells first and a notification once more. `woken`: the payer takes longer than the timer's first wake; `looked`: and
 * so long to pay that the provider is asked once in vain.
 */
export async function live(
  servers: Servers,
  body: object,
  { woken = false, looked = false }: { woken?: boolean; looked?: boolean } = {},
): Promise<readonly Metered[]> {
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    const world = { servers, run };
    await arrangeOrganisation(world);
    // The first link of a connection writes to that once, and the first session is fetched with it.
    await arrangeLink(world);
    await run.liveUntil(START + MINUTE);
    const others = new Set((await linksOf(run)).map(({ id }) => id));
    const { measure, calls } = meter(run);
    const link = async () => {
      const found = (await linksOf(run)).find(({ id }) => !others.has(id));
      if (!found) throw new Error('the link is lost');
      return found;
    };
    const phase = (name: Phase, work: () => Promise<unknown>) => measure(name, work);

    await phase('create', async () => {
      const reply = answered(
        await run.http('links/create', {
          path: '/v1/links',
          headers: { 'idempotency-key': 'order-1' },
          body,
        }),
      );
      expect(reply.status, reply.body).toBe(201);
    });
    await phase('messages', () => run.drain());
    expect((await link()).sends).toBeUndefined();
    if (woken) await phase('first wake', () => run.liveUntil(servers.clock.now() + MINUTE));

    const { code, providerLinkId = '' } = await link();
    await phase('opening', async () => {
      const request = { path: `/p/${code}`, params: { code } };
      expect(answered(await run.http('public/page', { ...request, method: 'GET' })).status).toBe(200);
      expect(answered(await run.http('public/open', request)).status).toBe(303);
      await run.drain();
    });
    if (looked) await phase('empty check', () => run.liveUntil(servers.clock.now() + 3 * MINUTE));
    servers.felloh.act({ link: providerLinkId, action: 'pay', method: 'card' });
    await phase('return', async () => {
      await run.http('public/back', {
        method: 'GET',
        path: `/p/${code}/back/success`,
        params: { code, outcome: 'success' },
      });
      await run.drain();
    });
    expect(await link()).toMatchObject({ status: 'paid' });
    await phase('notification', async () => {
      expect(answered(await notify(world, providerLinkId)).status).toBe(204);
      await run.drain();
    });
    return calls;
  } finally {
    await run.close();
  }
}
