import type { Batch } from '../../lib/batches/model/batch.ts';
import { showBatch } from '../../lib/batches/read.ts';
import type { About, Units } from './spent.ts';
import type { BatchWorld } from './world.ts';

export interface Wanted {
  rows: number;
  /** Of the world's connection. */
  callsPerSecond: number;
  /** Number of the first row, where a world has several files: references and contacts of rows follow from their numbers. */
  from?: number;
  /** Each row has a message of ours, which is sent, too. */
  channel?: 'email' | 'sms' | undefined;
  /** Told how many rows have ended, now and then. */
  progress?(world: BatchWorld, id: string, at: number): Promise<void>;
}

/** One batch from its upload to its last row, in virtual time, and what it took. */
export interface Measured {
  rows: number;
  batch: Batch;
  /** From the confirmation until the last row was closed, and its batch with it, ms of virtual time. */
  tookMs: number;
  /** At 80 % of the connection's rate, as it is named. */
  idealMs: number;
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
export function fileOf(rows: number, from = 1): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = from + index;
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

/** Runs a batch in a world whose connection takes so many calls a second; what it took is told apart from what was before. */
export async function measure(
  world: BatchWorld,
  units: Units,
  { rows, callsPerSecond, channel, progress = () => Promise.resolve(), from = 1 }: Wanted,
): Promise<Measured> {
  const before = { requests: new Map(world.requests), units: structuredClone(units), sent: sentBy(world) };
  const wanted = channel ? { defaults: { delivery: { channels: [channel] }, reminders: 'none' } } : {};
  const id = await world.validated(fileOf(rows, from), wanted);
  await world.confirm(id);
  let lookAt = 0;
  await world.until(async () => {
    if (world.clock.now() < lookAt) return false;
    lookAt = world.clock.now() + LOOK_EVERY_MS;
    await progress(world, id, world.clock.now());
    const { completedAt, reports } = await world.batch(id);
    const reported = completedAt !== undefined && reports?.made === reports?.wanted;
    return reported && (!channel || sentBy(world) - before.sent >= rows);
  });
  const batch = await world.batch(id);
  const { completedAt = Number.NaN, confirmed = { at: Number.NaN } } = batch;
  const requests = [...world.requests].map(([name, count]) => [
    name,
    count - (before.requests.get(name) ?? 0),
  ]);
  return {
    rows,
    batch,
    tookMs: completedAt - confirmed.at,
    idealMs: (rows / (callsPerSecond * 0.8)) * 1000,
    requests: Object.fromEntries(requests),
    units: minus(units, before.units),
    shownFor: await spentOnShowing(world, id, units),
    sent: sentBy(world) - before.sent,
  };
}

function sentBy({ outbox }: BatchWorld): number {
  return outbox.list().length;
}

function minus({ writes, reads }: Units, before: Units): Units {
  const of = (about: About) => writes[about] - before.writes[about];
  return {
    writes: { chunk: of('chunk'), batch: of('batch'), rate: of('rate'), row: of('row') },
    reads: reads - before.reads,
  };
}

async function spentOnShowing({ table, org }: BatchWorld, id: string, units: Units): Promise<number> {
  const before = units.reads;
  await showBatch(table, org, id);
  return units.reads - before;
}
