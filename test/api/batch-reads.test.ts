import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { Batch } from '../../lib/batches/model/batch.ts';
import { newId } from '../../lib/ids.ts';
import { getBatch, putBatch } from '../../lib/table/batches.ts';
import { putChunk } from '../../lib/table/chunks.ts';
import { table } from '../../lib/table/client.ts';
import { startWorld, type World } from '../support/world.ts';
import { batchSteps } from './batch-steps.ts';

let world: World;
let steps: ReturnType<typeof batchSteps>;
let spent = 0;
beforeAll(async () => {
  world = await startWorld();
  steps = batchSteps(world);
  const Output = z.object({ ConsumedCapacity: z.optional(z.object({ CapacityUnits: z.number() })) });
  // The client of the functions themselves.
  table().client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      spent += Output.parse(result.output).ConsumedCapacity?.CapacityUnits ?? 0;
      return result;
    },
    { step: 'initialize' },
  );
});
afterAll(async () => {
  steps.close();
  await world.close();
});

const CENTS = 12_345;

/** A batch in the middle of its run, with as many rows as there may be, wide columns and the most errors that are shown. */
async function large(columns: number): Promise<string> {
  const org = world.organisation.id;
  const { id } = await steps.create();
  const made = await getBatch(world.table, org, id);
  if (!made) throw new Error('it was made a moment ago');
  const names = Array.from({ length: columns }, (_, index) => `metadata.column_${index}`);
  const now = Date.now();
  const batch: Batch = {
    ...made,
    version: 2,
    status: 'processing',
    defaults: { customer: { language: 'en-GB' }, delivery: { channels: ['sms', 'email'] } },
    columns: Object.fromEntries(names.map((name) => [name, name])),
    file: { versionId: newId(now), bytes: 99_000_000, etag: 'e'.repeat(32) },
    scanned: { chunks: 500, rows: 100_000, at: now },
    content: 'c'.repeat(43),
    errors: Array.from({ length: 20 }, (_, index) => ({
      row: index + 1,
      line: index + 2,
      code: 'wrong_format',
      field: 'customer.phone',
      detail: 'A phone number in international form, such as +447700900123.',
    })),
    confirmed: { at: now - 100_000, by: 'key:1' },
    released: 300,
    family: { root: id, at: now },
  };
  expect(await putBatch(world.table, batch, 1)).toBe(true);
  const chunk = {
    org,
    batchId: id,
    number: 1,
    version: 1,
    writer: 'w',
    state: 'closed' as const,
    from: 500,
    to: 20_000,
    firstRow: 1,
    rows: 200,
    firstLine: 2,
    nextLine: 202,
  };
  const sums = {
    valid: 90_000,
    invalid: 9_000,
    duplicate: 1_000,
    begun: 60_000,
    linkCreated: 40_000,
    failed: 10_000,
  };
  await putChunk(world.table, chunk, undefined, { ...sums, amounts: { GBP: CENTS, EUR: 1 } });
  return id;
}

it.each([10, 100])(
  'a batch of 100,000 rows and %i columns is shown for two read units at most',
  async (columns) => {
    const id = await large(columns);
    await steps.call('GET', `/${id}`);
    spent = 0;
    const { body } = await steps.call('GET', `/${id}`);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(2);
    expect(body).toMatchObject({
      status: 'processing',
      counts: {
        rows: 100_000,
        valid: 0,
        invalid: 9_000,
        duplicate: 1_000,
        queued: 30_000,
        creating: 10_000,
        link_created: 40_000,
        failed: 10_000,
        skipped: 0,
      },
      totals: [
        { currency: 'EUR', amount: 1 },
        { currency: 'GBP', amount: CENTS },
      ],
      progress: { done: 50_000, of: 90_000 },
    });
    expect(body.progress.rows_per_second).toBeGreaterThan(400);
    expect(body.progress.seconds_left).toBeGreaterThan(60);
    expect(body.errors).toHaveLength(20);
  },
);
