import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, createAt, ledgerOf, PROVIDERS, simulatedOf } from './connections.ts';
import { linksOf } from './invariants.ts';
import { DEATHS, killEach } from './kill-each.ts';
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
  it.each(DEATHS)(
    'has one link for each of ours, whoever dies while creating it (%s)',
    async (death) => {
      const simulated = simulatedOf(servers, provider);
      const calls = await killEach(servers, simulated, death, {
        act: (run) => createAt(run, simulated),
        end: async (run, _linkId, made, killed) => {
          const again = answered(await createAt(run, simulated));
          expect(again.status, `${killed.service} ${killed.operation}: ${again.body}`).toBe(201);
          await run.liveUntil(servers.clock.now() + 5 * MINUTE);
          await expectOne(run, simulated, made);
        },
      });
      expect(calls).toBeGreaterThan(4);
      counted.push(`${String(calls).padStart(3)}  ${provider} create (${death})`);
    },
    120_000,
  );

  it.each(['before', 'after'] as const)('settles a create that was reset %s its effect', async (when) => {
    const simulated = simulatedOf(servers, provider);
    servers.clock.set(START);
    const run = await startRun(servers);
    try {
      await arrangeConnection(run, simulated);
      const made = ledgerOf(simulated).length;
      z.parse(Failing, simulated.simulator).fail({ operation: 'create', kind: 'reset', when });
      const reply = answered(await createAt(run, simulated));
      expect(reply.status, reply.body).toBe(202);
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      await expectOne(run, simulated, made);
    } finally {
      await run.close();
    }
  });
});

const Failing = z.object({
  fail: z.custom<(fault: object) => unknown>((value) => typeof value === 'function'),
});
const Amount = z.looseObject({ amount: z.number() });

describe.each(['allpay', 'fortis'])('a change at %s', (provider) => {
  it.each(DEATHS)(
    'is the same on both sides, whoever dies while making it (%s)',
    async (death) => {
      const simulated = simulatedOf(servers, provider);
      const change = (run: Run, linkId: string) =>
        run.http('links/update', {
          method: 'PATCH',
          path: `/v1/links/${linkId}`,
          params: { id: linkId },
          body: { amount: 9_500 },
        });
      const calls = await killEach(servers, simulated, death, {
        arrange: async (run) => {
          const { id } = JSON.parse(answered(await createAt(run, simulated)).body);
          servers.clock.set(servers.clock.now() + 61_000);
          return id;
        },
        act: change,
        end: async (run, linkId) => {
          const again = answered(await change(run, linkId));
          expect(again.status, again.body).toBe(200);
          expect(JSON.parse(again.body).amount).toBe(9_500);
          expect([9_500, 95]).toContain(z.parse(Amount, ledgerOf(simulated).at(-1)).amount);
          expect((await linksOf(run))[0]?.op).toBeUndefined();
        },
      });
      counted.push(`${String(calls).padStart(3)}  ${provider} update (${death})`);
    },
    120_000,
  );
});
