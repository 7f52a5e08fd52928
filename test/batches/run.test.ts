import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerOf } from './ledger.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
beforeAll(async () => {
  world = await startBatchWorld();
});
afterAll(() => world.close());

const HEADER = 'reference,amount,currency,customer.name,customer.email,description\r\n';

function fileOf(rows: number, bad: (row: number) => boolean = () => false): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    return `INV-${row},${bad(row) ? 'much' : 1_000 + row},GBP,Ada Byron,ada${row}@example.com,Rent of week ${row}\r\n`;
  });
  return HEADER + lines.join('');
}

it('runs a file from its validation to the last row', async () => {
  const id = await world.validated(fileOf(450, (row) => row % 100 === 0));
  const ready = await world.batch(id);
  expect(ready.rejection).toBeUndefined();
  expect(ready).toMatchObject({ status: 'ready', scanned: { chunks: 3, rows: 450 } });
  expect(await world.sums(id)).toMatchObject({ valid: 446, invalid: 4, checkedChunks: 3 });
  const done = await world.confirmed(id);
  expect(done.status).toBe('completed_with_errors');
  expect(await world.sums(id)).toMatchObject({ linkCreated: 446, failed: 0, begun: 446, closedChunks: 3 });
  expect(ledgerOf(world)).toHaveLength(446);
}, 120_000);
