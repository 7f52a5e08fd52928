import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, createAt, ledgerOf, PROVIDERS, simulatedOf } from './connections.ts';
import { linksOf } from './invariants.ts';
import type { Call } from './proxy.ts';
import { type Run, startRun } from './run.ts';
import { answered } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;

let servers: Servers;
const counted: string[] = [];

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
  process.stdout.write(`\nKill points of every provider:\n${counted.map((row) => `  ${row}\n`).join('')}`);
});

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

describe.each(PROVIDERS)('%s', (provider) => {
  it.each(['dead-before', 'dead-after'] as const)(
    'has one link for each of ours, whoever dies while creating it (%s)',
    async (death) => {
      const simulated = simulatedOf(servers, provider);
      let nth = 1;
      for (; ; nth++) {
        servers.clock.set(START);
        const run = await startRun(servers);
        try {
          await arrangeConnection(run, simulated);
          const before = ledgerOf(simulated).length;
          let calls = 0;
          let killed: Call | undefined;
          run.fate = (call) => {
            if (killed || ++calls !== nth) return 'pass';
            killed = call;
            return death;
          };
          await createAt(run, simulated);
          if (!killed) break;
          run.fate = () => 'pass';
          await run.liveUntil(servers.clock.now() + 20 * MINUTE);
          const again = answered(await createAt(run, simulated));
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
    const simulated = simulatedOf(servers, provider);
    servers.clock.set(START);
    const run = await startRun(servers);
    try {
      await arrangeConnection(run, simulated);
      const before = ledgerOf(simulated).length;
      z.parse(z.object({ fail: z.custom<(fault: object) => unknown>() }), simulated.simulator).fail({
        operation: 'create',
        kind: 'reset',
        when,
      });
      const reply = answered(await createAt(run, simulated));
      expect(reply.status, reply.body).toBe(202);
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      await expectOne(run, simulated, before);
    } finally {
      await run.close();
    }
  });
});
