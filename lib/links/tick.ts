import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import type { BatchHint } from '../queues/batches.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { WakeHint } from '../queues/wake.ts';
import type { WebhookHint } from '../queues/webhooks.ts';
import type { Table } from '../table/client.ts';
import { type DueItem, dueItems, putOff } from '../table/due.ts';
import { deliveryDuePartitions, duePartitions, type Key } from '../table/keys.ts';

/** Per partition and tick; what is over stays due and is found first by the next one. */
const PER_PARTITION = 500;

/** With this many wakes waiting already, more would only be repeats. */
const LONG_QUEUE = 10_000;

/** Partitions that are read side by side, and items of one that are put off. */
const SIDE_BY_SIDE = 8;

export interface TickDeps {
  table: Table;
  clock: Clock;
  queue: { send(hints: readonly Hint<WakeHint>[]): Promise<void>; depth(): Promise<number> };
  /** Batches have a worker of their own, and so exports. */
  batches: { send(hints: readonly Hint<BatchHint>[]): Promise<void> };
  webhooks: { send(hints: readonly Hint<WebhookHint>[]): Promise<void>; depth(): Promise<number> };
}

/**
 * Wakes whatever is due, the longest waiting first. Missed, doubled or overlapping ticks are harmless: a link stays due
 * until it is done, and a wake with nothing to do is one read. What this version does not know is put off for an hour, so
 * that 500 of it hold a partition for one tick and no longer; a partition that fails does not keep the others waiting, and
 * is thrown at the end.
 */
export async function tick(deps: TickDeps): Promise<{ woken: number; skipped: boolean }> {
  const depths = await Promise.all([deps.queue.depth(), deps.webhooks.depth()]);
  const [links, deliveries] = depths.map((depth) => depth < LONG_QUEUE);
  if (!links) return { woken: 0, skipped: true };
  const now = deps.clock.now();
  // Merchants' servers may be down for days: what waits for them stands elsewhere, and holds nothing up.
  const partitions = [...duePartitions(), ...(deliveries ? deliveryDuePartitions() : [])];
  const failed: unknown[] = [];
  let woken = 0;
  while (partitions.length) {
    const batch = partitions.splice(0, SIDE_BY_SIDE);
    const settled = await Promise.allSettled(batch.map((partition) => wakeDue(deps, partition, now)));
    for (const one of settled) {
      if (one.status === 'fulfilled') woken += one.value;
      else failed.push(one.reason);
    }
  }
  if (failed.length) throw new AggregateError(failed, `${failed.length} partitions were not woken`);
  return { woken, skipped: false };
}

async function wakeDue(deps: TickDeps, partition: string, now: number): Promise<number> {
  const { due, unknown } = await dueItems(deps.table, partition, now, PER_PARTITION);
  await deps.queue.send(due.flatMap((item) => wakeOf(item) ?? []));
  await deps.batches.send(due.flatMap((item) => batchHintOf(item) ?? []));
  await deps.webhooks.send(due.flatMap((item) => webhookHintOf(item) ?? []));
  if (unknown.length) await putOffUnknown(deps.table, partition, unknown, now);
  return due.length;
}

async function putOffUnknown(
  table: Table,
  partition: string,
  keys: readonly Key[],
  now: number,
): Promise<void> {
  // Of what shape the keys are says which version wrote them; ids are no secret.
  log.error('DUE_PUT_OFF', { partition, count: keys.length, pk: keys[0]?.pk, sk: keys[0]?.sk });
  const waiting = [...keys];
  const worker = async () => {
    for (let key = waiting.shift(); key; key = waiting.shift()) await putOff(table, key, now);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

function wakeOf(due: DueItem): Hint<WakeHint> | undefined {
  const { org } = due;
  if (due.kind === 'link') return { message: { v: 1, kind: 'link', org, linkId: due.id }, group: org };
  return due.kind === 'sweep' ? { message: { v: 1, ...due }, group: org } : undefined;
}

function batchHintOf(due: DueItem): Hint<BatchHint> | undefined {
  if (due.kind !== 'batch' && due.kind !== 'chunk' && due.kind !== 'export') return undefined;
  return { message: { v: 1, ...due }, group: due.org };
}

function webhookHintOf(due: DueItem): Hint<WebhookHint> | undefined {
  if (due.kind !== 'delivery') return undefined;
  const { org, endpoint, id } = due;
  return { message: { v: 1, org, endpoint, id }, group: org };
}
