import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerOf } from './ledger.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
beforeAll(async () => {
  world = await startBatchWorld({ provider: 'paypoint' });
});
afterAll(() => world.close());

const HEADER = 'reference,amount,currency,customer.name,customer.phone,description,delivery.channels\r\n';

function fileOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    return `INV-${row},${1_000 + row},GBP,Ada Byron,+447700900${String(row).padStart(3, '0')},Rent of week ${row},sms\r\n`;
  });
  return HEADER + lines.join('');
}

it('runs a file through the provider batch', async () => {
  const id = await world.validated(fileOf(450), { mode: 'provider' });
  const ready = await world.batch(id);
  expect(ready).toMatchObject({ status: 'ready', scanned: { chunks: 3, rows: 450 } });
  const done = await world.confirmed(id);
  console.log(JSON.stringify(done.atProvider), (done.completedAt! - done.confirmed!.at)/1000);
  expect(await world.sums(id)).toMatchObject({ linkCreated: 450, failed: 0, begun: 450, closedChunks: 3 });
  expect(done.status).toBe('completed');
  expect(ledgerOf(world)).toHaveLength(450);
}, 60_000);
