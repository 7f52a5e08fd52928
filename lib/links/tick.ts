import type { Clock } from '../clock.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { WakeHint } from '../queues/wake.ts';
import type { Table } from '../table/client.ts';
import { type DueItem, dueItems } from '../table/due.ts';
import { duePartitions } from '../table/keys.ts';

/** Per partition and tick; what is over stays due and is found first by the next one. */
const PER_PARTITION = 500;

/** With this many wakes waiting already, more would only be repeats. */
const LONG_QUEUE = 10_000;

/** Partitions that are read side by side. */
const SIDE_BY_SIDE = 8;

export interface TickDeps {
  table: Table;
  clock: Clock;
  queue: { send(hints: readonly Hint<WakeHint>[]): Promise<void>; depth(): Promise<number> };
}

/**
 * Wakes whatever is due, the longest waiting first. Missed, doubled or overlapping ticks are harmless: a link stays due
 * until it is done, and a wake with nothing to do is one read.
 */
export async function tick(deps: TickDeps): Promise<{ woken: number; skipped: boolean }> {
  if ((await deps.queue.depth()) >= LONG_QUEUE) return { woken: 0, skipped: true };
  const now = deps.clock.now();
  const partitions = duePartitions();
  let woken = 0;
  while (partitions.length) {
    const batch = partitions.splice(0, SIDE_BY_SIDE);
    const counts = await Promise.all(batch.map((partition) => wakeDue(deps, partition, now)));
    woken += counts.reduce((sum, count) => sum + count, 0);
  }
  return { woken, skipped: false };
}

async function wakeDue(deps: TickDeps, partition: string, now: number): Promise<number> {
  const due = await dueItems(deps.table, partition, now, PER_PARTITION);
  await deps.queue.send(due.map((item) => ({ message: hintFor(item), group: item.org })));
  return due.length;
}

function hintFor(due: DueItem): WakeHint {
  return due.kind === 'link' ? { v: 1, kind: 'link', org: due.org, linkId: due.id } : { v: 1, ...due };
}
