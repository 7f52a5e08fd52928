import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectInvariants, standing } from './invariants.ts';
import type { Call } from './proxy.ts';
import { startRun } from './run.ts';
import { arrangeOrganisation, type Scenario, scenarios } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

/** No scenario has more calls than this; one that has is not ending. */
const FAR_TOO_MANY = 200;

let servers: Servers;
const counted: Record<string, number> = {};

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
  const total = Object.values(counted).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`\nKill points: ${total}\n`);
  for (const [name, count] of Object.entries(counted))
    process.stdout.write(`  ${String(count).padStart(4)}  ${name}\n`);
});

/** Kills at the n-th call of the scenario. Gives that call, or `undefined` when there are not so many. */
async function killAt(
  scenario: Scenario,
  nth: number,
  fate: 'dead-before' | 'dead-after',
): Promise<Call | undefined> {
  servers.clock.set(START);
  const run = await startRun(servers);
  const world = { servers, run };
  let killed: Call | undefined;
  try {
    await arrangeOrganisation(world);
    const since = standing(servers);
    const linkId = await scenario.arrange(world);
    let calls = 0;
    run.fate = (call) => {
      calls += 1;
      if (calls !== nth) return 'pass';
      killed = call;
      return fate;
    };
    await scenario.act(world, linkId);
    await run.liveUntil(servers.clock.now() + scenario.settleMs);
    run.fate = () => 'pass';
    await scenario.end(world, linkId);
    await expectInvariants(servers, run, since);
    return killed;
  } catch (error) {
    const where = killed ? `${killed.service} ${killed.operation}` : 'no call';
    throw new Error(`${scenario.name}, ${fate} call ${nth} (${where})`, { cause: error });
  } finally {
    await run.close();
  }
}

describe.each(['dead-before', 'dead-after'] as const)('whoever dies at any call (%s)', (fate) => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'leaves %s to be finished by the timers',
    async (name, scenario) => {
      let nth = 1;
      while (nth < FAR_TOO_MANY && (await killAt(scenario, nth, fate))) nth += 1;
      expect(nth).toBeLessThan(FAR_TOO_MANY);
      expect(nth, 'calls were seen at all').toBeGreaterThan(2);
      counted[`${name} (${fate})`] = nth - 1;
    },
    240_000,
  );
});
