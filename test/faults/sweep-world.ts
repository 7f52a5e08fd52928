import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Link } from '../../lib/links/model/link.ts';
import { Sweep } from '../../lib/sweeps/model/sweep.ts';
import type { AllpaySimulator } from '../../local/providers/allpay/index.ts';
import { arrangeConnection } from './connections.ts';
import { linksOf } from './invariants.ts';
import type { Call } from './proxy.ts';
import { type Run, startRun } from './run.ts';
import { answered } from './scenarios.ts';
import { type Servers, START, simulatedOf } from './servers.ts';

export const MINUTE = 60_000;

/** An organisation with allpay alone, and every call that its functions make. */
export interface SweepWorld {
  servers: Servers;
  run: Run;
  allpay: AllpaySimulator;
  /** Calls of allpay's lists so far. */
  listCalls(): number;
  calls: Call[];
}

export async function startSweepWorld(servers: Servers): Promise<SweepWorld> {
  servers.clock.set(START);
  const simulated = simulatedOf(servers, 'allpay');
  const run = await startRun(servers);
  await arrangeConnection(run, simulated);
  const calls: Call[] = [];
  run.fate = (call) => {
    calls.push(call);
    return 'pass';
  };
  const allpay = z.parse(
    z.custom<AllpaySimulator>((value) => typeof value === 'object'),
    simulated.simulator,
  );
  return { servers, run, allpay, calls, listCalls: () => calls.filter(isList).length };
}

export function isList({ service, operation }: Call): boolean {
  return service === 'allpay' && /PaymentUrls/.test(operation);
}

/** A link that allpay's lists tell by now. */
export async function arrangeAllpayLink({ servers, run }: SweepWorld, more: object = {}): Promise<Link> {
  const reply = answered(
    await run.http('links/create', {
      path: '/v1/links',
      body: {
        connection: 'allpay-main',
        amount: 12_500,
        currency: 'GBP',
        customer: { name: 'Ada Byron', reference: 'TEN0048213' },
        ...more,
      },
    }),
  );
  expect(reply.status, reply.body).toBe(201);
  const { id } = JSON.parse(reply.body);
  await run.drain();
  servers.clock.set(servers.clock.now() + 61_000);
  return linkOf(run, id);
}

export async function linkOf(run: Run, id: string): Promise<Link> {
  const link = (await linksOf(run)).find((one) => one.id === id);
  if (!link) throw new Error('the link is lost');
  return link;
}

/** The payer opens the short url, which makes the provider's page active too. */
export async function openLink({ run, allpay }: SweepWorld, link: Link): Promise<void> {
  answered(await run.http('public/open', { path: `/p/${link.code}`, params: { code: link.code } }));
  allpay.act({ action: 'open', link: link.providerUrl ?? '' });
}

export async function sweepOf(run: Run, connection = 'allpay-main'): Promise<Sweep | undefined> {
  const item = (await run.items()).find(({ sk }) => sk === `S#${connection}`);
  if (!item) return undefined;
  const { due_at, ...rest } = item;
  return z.parse(Sweep, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

/** Events of one link by type. */
export async function eventsOf(run: Run, id: string): Promise<string[]> {
  return (await run.items())
    .filter(({ pk, sk }) => String(pk).endsWith(`#L#${id}`) && String(sk).startsWith('E#'))
    .map(({ type }) => String(type));
}
