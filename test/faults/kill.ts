import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectInvariants, standing } from './invariants.ts';
import type { Call } from './proxy.ts';
import { startRun } from './run.ts';
import { arrangeOrganisation, type Scenario, scenarios } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

/** No scenario has more calls than this; one that has is not ending. */
const FAR_TOO_MANY = 200;

/** Not sent; or sent and carried out, and the answer never seen. */
export type Death = 'dead-before' | 'dead-after';

/** With messages, stream and ticks; the other movements, and these at all five, are killed in `kill-five.ts`. */
const HERE: Readonly<Record<Death, ReadonlySet<string>>> = {
  'dead-before': new Set(['create', 'open']),
  'dead-after': new Set(['create', 'open']),
};

/** Kills whoever acts at every call of every scenario, one run each, and lets the timers finish. */
export function killEverywhere(death: Death): void {
  let servers: Servers;
  const counted: [string, number][] = [];

  beforeAll(async () => {
    servers = await startServers();
  });

  afterAll(async () => {
    await servers?.close();
    const total = counted.reduce((sum, [, count]) => sum + count, 0);
    const rows = counted.map(([name, count]) => `  ${String(count).padStart(4)}  ${name}\n`);
    process.stdout.write(`\nKill points (${death}): ${total}\n${rows.join('')}`);
  });

  it.each(
    scenarios
      .filter(({ name }) => HERE[death].has(name))
      .map((scenario) => [scenario.name, scenario] as const),
  )(
    'leaves %s to be finished by the timers',
    async (name, scenario) => {
      let nth = 1;
      while (nth < FAR_TOO_MANY && (await killAt(servers, scenario, nth, death))) nth += 1;
      expect(nth).toBeLessThan(FAR_TOO_MANY);
      expect(nth, 'calls were seen at all').toBeGreaterThan(2);
      counted.push([name, nth - 1]);
    },
    240_000,
  );
}

/** Kills at each call of a scenario once, before it and after it by turns, the first call as told. Gives how many calls there were. */
export async function killInTurn(
  servers: Servers,
  scenario: Scenario,
  first: Death = 'dead-before',
): Promise<number> {
  let nth = 1;
  const other: Death = first === 'dead-before' ? 'dead-after' : 'dead-before';
  const death = (): Death => (nth % 2 ? first : other);
  while (nth < FAR_TOO_MANY && (await killAt(servers, scenario, nth, death()))) nth += 1;
  return nth - 1;
}

/** Kills at the n-th call of the scenario. Gives that call, or `undefined` when there are not so many. */
async function killAt(
  servers: Servers,
  scenario: Scenario,
  nth: number,
  death: Death,
): Promise<Call | undefined> {
  servers.clock.set(START);
  const run = await startRun(servers);
  const world = { servers, run };
  let killed: Call | undefined;
  try {
    await arrangeOrganisation(world);
    const since = standing(servers);
    const linkId = await scenario.arrange(world);
    const numberOf = counter();
    run.fate = (call) => {
      if (killed || numberOf(call) !== nth) return 'pass';
      killed = call;
      return death;
    };
    await scenario.act(world, linkId);
    if (!killed) return undefined;
    await run.liveUntil(servers.clock.now() + scenario.settleMs);
    await scenario.end(world, linkId);
    await run.drain();
    await expectInvariants(servers, run, since);
    return killed;
  } catch (error) {
    const where = killed ? `${killed.service} ${killed.operation}` : 'no call';
    throw new Error(`${scenario.name}, ${death} call ${nth} (${where})`, { cause: error });
  } finally {
    await run.close();
  }
}

/** Numbers the calls. A tick reads 40 partitions side by side: dying at the first or at the last of them stands for all. */
function counter(): (call: Call) => number {
  let calls = 0;
  let partitions = 0;
  return (call) => {
    if (call.operation === 'Query due') {
      partitions = (partitions % 40) + 1;
      if (partitions !== 1 && partitions !== 40) return 0;
    }
    calls += 1;
    return calls;
  };
}
