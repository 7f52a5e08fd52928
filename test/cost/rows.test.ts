import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from '../faults/invariants.ts';
import { idOf, row, WORKER } from '../faults/rows.ts';
import { startRun } from '../faults/run.ts';
import { answered, arrangeLink, arrangeOrganisation } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';
import { meter } from './meter.ts';
import { eventCalls, linkSizes, ownCalls, unitsOf } from './price-table.ts';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());

it('a row of a batch with one message costs at most 11 write units, beside those of its events and its share of a reservation', async () => {
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    const world = { servers, run };
    await arrangeOrganisation(world);
    await arrangeLink(world);
    const { measure, calls } = meter(run);
    await measure('row', async () => {
      const slotAt = servers.clock.now();
      expect(answered(await run.invoke(WORKER, row(run, 'REF-1', { slotAt })))).toMatchObject({
        state: 'link_created',
      });
    });
    await measure('message', () => run.drain());
    const link = (await linksOf(run)).find(({ id }) => id === idOf('REF-1'));
    expect(link?.sentAt).toBeDefined();
    const { writes } = unitsOf(ownCalls(calls));
    process.stdout.write(
      `\nA row of a batch with one SMS: ${writes} write units beside events, and 1 for 200 rows\n\n`,
    );
    expect(writes).toBeLessThanOrEqual(11);
    expect(eventCalls(calls).every((call) => call.writes <= 2)).toBe(true);
    expect(Math.max(...linkSizes(calls))).toBeLessThanOrEqual(1024);
  } finally {
    await run.close();
  }
});
