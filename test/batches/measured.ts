import type { Batch } from '../../lib/batches/model/batch.ts';
import type { Sums } from '../../lib/batches/model/sums.ts';
import { showBatch } from '../../lib/batches/read.ts';
import { slotIntervalMs } from '../../lib/connections/model/rate.ts';
import { countUnits, type Units } from './spent.ts';
import { type BatchWorld, startBatchWorld } from './world.ts';

export interface Wanted {
  rows: number;
  callsPerSecond: number;
  /** Each row has an SMS of ours, which is sent, too. */
  sms?: boolean;
  /** Told how many rows have ended, now and then. */
  progress?(world: BatchWorld, id: string, at: number): Promise<void>;
}

/** One batch from its upload to its last row, in virtual time, and what it took. */
export interface Measured {
  rows: number;
  batch: Batch;
  sums: Sums;
  /** From the confirmation until the last row was closed, and its batch with it, ms of virtual time. */
  tookMs: number;
  /** At 80 % of the connection's rate, as it is named. */
  idealMs: number;
  /** The same with slots of whole ms. */
  slotsMs: number;
  requests: Readonly<Record<string, number>>;
  units: Units;
  /** Read units of `GET /v1/batches/{id}`, beside the API key. */
  shownFor: number;
  sent: number;
}

/** Each look is a read. */
const LOOK_EVERY_MS = 1_000;

const HEADER = 'reference,amount,currency,customer.name,customer.email,customer.phone,description';

/** A file of so many rows that are all good, each with a number and an address of its own. */
export function fileOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const phone = `+447700900${String(row % 1000).padStart(3, '0')}`;
    return `INV-${row},${1_000 + (row % 9_000)},GBP,Ada Byron,ada${row}@example.com,${phone},Rent of week ${row % 53}`;
  });
  return `${[HEADER, ...lines].join('\r\n')}\r\n`;
}

/** Of all requests to SQS those of these queues. A link's own timer (`wake`) is no matter of its batch. */
export function requestsOf(requests: Measured['requests'], queues: readonly string[]): number {
  const wanted = Object.entries(requests).filter(([name]) => queues.includes(name.split(' ')[0] ?? ''));
  return wanted.reduce((sum, [, count]) => sum + count, 0);
}

/** Runs a batch and hands its world over before it is closed. */
export async function measured<T>(
  { rows, callsPerSecond, sms = false, progress = () => Promise.resolve() }: Wanted,
  look: (world: BatchWorld, measured: Measured) => Promise<T>,
): Promise<T> {
  const world = await startBatchWorld({ callsPerSecond });
  try {
    const units = countUnits(world.table.client);
    const wanted = sms ? { defaults: { delivery: { channels: ['sms'] }, reminders: 'none' } } : {};
    const id = await world.validated(fileOf(rows), wanted);
    await world.confirm(id);
    let lookAt = 0;
    await world.until(async () => {
      if (world.clock.now() < lookAt) return false;
      lookAt = world.clock.now() + LOOK_EVERY_MS;
      await progress(world, id, world.clock.now());
      const { completedAt } = await world.batch(id);
      return completedAt !== undefined && (!sms || world.outbox.list().length >= rows);
    });
    const batch = await world.batch(id);
    const { completedAt = Number.NaN, confirmed = { at: Number.NaN } } = batch;
    return await look(world, {
      rows,
      batch,
      sums: await world.sums(id),
      tookMs: completedAt - confirmed.at,
      idealMs: (rows / (callsPerSecond * 0.8)) * 1000,
      slotsMs: rows * slotIntervalMs(callsPerSecond),
      requests: Object.fromEntries(world.requests),
      units: structuredClone(units),
      shownFor: await spentOnShowing(world, id, units),
      sent: world.outbox.list().length,
    });
  } finally {
    await world.close();
  }
}

async function spentOnShowing({ table, org }: BatchWorld, id: string, units: Units): Promise<number> {
  const before = units.reads;
  await showBatch(table, org, id);
  return units.reads - before;
}
