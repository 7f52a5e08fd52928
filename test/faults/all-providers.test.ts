import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import { linksOf } from './invariants.ts';
import type { Call } from './proxy.ts';
import { type Run, startRun } from './run.ts';
import { answered } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;

/** What each provider cannot do without, beside what all have. */
const BODIES: Readonly<Record<string, object>> = {
  felloh: {},
  allpay: { customer: { ...someone(), reference: 'TEN0048213' } },
  fortis: { currency: 'USD', customer: { ...someone(), phone: '+12025550143' } },
  paypoint: { customer: { ...someone(), reference: 'ACC-204417' } },
  smarterpay: {},
};

function someone() {
  return { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123', timezone: 'Europe/London' };
}

/** What all ledgers have in common; each simulator has more. */
const Entry = z.looseObject({ id: z.string(), state: z.string() });
const Ledger = z.object({
  ledger: z.custom<() => readonly unknown[]>((value) => typeof value === 'function'),
});

let servers: Servers;
const counted: string[] = [];

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
  process.stdout.write(`\nKill points of every provider:\n${counted.map((row) => `  ${row}\n`).join('')}`);
});

function ledgerOf({ simulator }: Simulated) {
  return z
    .parse(Ledger, simulator)
    .ledger()
    .map((entry) => z.parse(Entry, entry));
}

async function arrange(
  run: Run,
  { provider, connection, simulator, settings, credentials }: Simulated,
): Promise<void> {
  const made = answered(
    await run.invoke('organisation/create', { name: 'Example Travel', timezone: 'Europe/London' }),
  );
  const { api_key } = z.parse(z.object({ api_key: z.object({ key: z.string() }) }), made);
  run.key = api_key.key;
  const base_url = simulator.url.replace(new URL(simulator.url).origin, run.providers[provider] ?? '');
  const put = answered(
    await run.http('connections/put', {
      method: 'PUT',
      path: `/v1/connections/${connection}`,
      params: { id: connection },
      body: { provider, settings: { ...settings, base_url }, credentials },
    }),
  );
  expect(put.status, put.body).toBeLessThan(300);
}

function create(run: Run, { provider, connection }: Simulated) {
  return run.http('links/create', {
    path: '/v1/links',
    headers: { 'idempotency-key': 'order-1' },
    body: {
      connection,
      amount: 12_500,
      currency: 'GBP',
      description: 'Deposit for Bali',
      customer: someone(),
      ...BODIES[provider],
    },
  });
}

/** One link of ours and one of theirs, bound to each other, and nothing left to be settled. */
async function expectOne(run: Run, simulated: Simulated, madeBefore: number): Promise<void> {
  const links = await linksOf(run);
  expect(links).toHaveLength(1);
  const [link] = links;
  expect(link).toMatchObject({ status: 'active' });
  expect(link?.op).toBeUndefined();
  const theirs = ledgerOf(simulated).slice(madeBefore);
  expect(theirs).toHaveLength(1);
  const bindings = (await run.items()).filter((item) => String(item.pk).startsWith('X#'));
  expect(new Set(bindings.map((binding) => binding.linkId))).toEqual(new Set([link?.id]));
}

const PROVIDERS = ['felloh', 'allpay', 'fortis', 'paypoint', 'smarterpay'];

function simulatedOf(provider: string): Simulated {
  const found = servers.simulated.find((one) => one.provider === provider);
  if (!found) throw new Error(`no simulator of ${provider}`);
  return found;
}

describe.each(PROVIDERS)('%s', (provider) => {
  it.each(['dead-before', 'dead-after'] as const)(
    'has one link for each of ours, whoever dies while creating it (%s)',
    async (death) => {
      const simulated = simulatedOf(provider);
      let nth = 1;
      for (; ; nth++) {
        servers.clock.set(START);
        const run = await startRun(servers);
        try {
          await arrange(run, simulated);
          const before = ledgerOf(simulated).length;
          let calls = 0;
          let killed: Call | undefined;
          run.fate = (call) => {
            if (killed || ++calls !== nth) return 'pass';
            killed = call;
            return death;
          };
          await create(run, simulated);
          if (!killed) break;
          run.fate = () => 'pass';
          await run.liveUntil(servers.clock.now() + 20 * MINUTE);
          const again = answered(await create(run, simulated));
          expect(again.status, `${killed.service} ${killed.operation}: ${again.body}`).toBe(201);
          await run.liveUntil(servers.clock.now() + 5 * MINUTE);
          await expectOne(run, simulated, before);
        } finally {
          await run.close();
        }
      }
      expect(nth).toBeGreaterThan(5);
      counted.push(`${String(nth - 1).padStart(3)}  ${provider} create (${death})`);
    },
    120_000,
  );

  it.each(['before', 'after'] as const)('settles a create that was reset %s its effect', async (when) => {
    const simulated = simulatedOf(provider);
    servers.clock.set(START);
    const run = await startRun(servers);
    try {
      await arrange(run, simulated);
      const before = ledgerOf(simulated).length;
      z.parse(z.object({ fail: z.custom<(fault: object) => unknown>() }), simulated.simulator).fail({
        operation: 'create',
        kind: 'reset',
        when,
      });
      const reply = answered(await create(run, simulated));
      expect(reply.status, reply.body).toBe(202);
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      await expectOne(run, simulated, before);
    } finally {
      await run.close();
    }
  });
});
