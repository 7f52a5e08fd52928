import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileOf, SILENT, seeded } from './files.ts';
import { judgeBatch, judgeLedger } from './judge.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
beforeAll(async () => {
  world = await startBatchWorld({ callsPerSecond: 500 });
});
afterAll(() => world.close());

/** One to five: half of the messages come once, as most do. */
function copiesOf(random: () => number): number {
  return random() < 0.5 ? 1 : 2 + Math.floor(random() * 4);
}

it('makes each of 2,000 rows a link once, with every message of the batch delivered one to five times, concurrently and late', async () => {
  const random = seeded(7);
  const copies: number[] = [];
  world.sqs.deliveries = (queue) => {
    // What the links' own timers do is held against copies elsewhere.
    if (queue === 'wake') return [0];
    const delays = Array.from({ length: copiesOf(random) }, () =>
      random() < 0.5 ? 0 : Math.floor(random() * 300_000),
    );
    copies.push(delays.length);
    return delays;
  };
  const id = await world.validated(fileOf(2_000), { defaults: SILENT });
  await world.confirmed(id);
  await world.quiet();
  expect(Math.min(...copies)).toBe(1);
  expect(Math.max(...copies)).toBe(5);
  const ended = await judgeBatch(world, world, id, { rows: 2_000 });
  expect(ended.link_created).toBe(2_000);
  expect(await judgeLedger(world, [world])).toBe(2_000);
}, 600_000);
