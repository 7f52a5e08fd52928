import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectInvariants, standing } from './invariants.ts';
import { modes } from './modes.ts';
import { startRun } from './run.ts';
import { arrangeOrganisation, scenarios } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

let servers: Servers;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
});

// A third of the movements in each mode, the others in the next ones: `modes-five.test.ts` has a whole life in all of them.
describe.each(modes)('while $name', (mode) => {
  const third = scenarios.filter((_, index) => (index + modes.indexOf(mode)) % 3 === 0);
  it.each(third.map((scenario) => [scenario.name, scenario] as const))(
    '%s ends as it should',
    async (_name, scenario) => {
      servers.clock.set(START);
      const run = await startRun(servers);
      const world = { servers, run };
      try {
        await arrangeOrganisation(world);
        const since = standing(servers);
        mode.begin(servers, run);
        const linkId = await scenario.arrange(world);
        await scenario.act(world, linkId);
        await run.liveUntil(servers.clock.now() + scenario.settleMs);
        await scenario.end(world, linkId);
        await run.liveUntil(servers.clock.now() + 5 * 60_000);
        run.fate = () => 'pass';
        await expectInvariants(servers, run, since);
      } finally {
        servers.sqs.deliveries = undefined;
        await run.close();
      }
    },
    60_000,
  );
});
