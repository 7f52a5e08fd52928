import { setTimeout as sleep } from 'node:timers/promises';
import type { Persisted } from '../persisted.ts';
import type { LocalFunction } from './function-pool.ts';
import { REGION } from './intrinsics.ts';
import type { EventSource } from './queue-source.ts';
import { type BatchResult, runBatch } from './stream-batches.ts';
import { createTableStream, type StreamRecord } from './table-stream.ts';

export interface StreamSourceOptions {
  target: LocalFunction;
  endpoint: string;
  streamArn: string;
  batchSize: number;
  bisect: boolean;
  maxAttempts: number;
  reportsFailures: boolean;
  /** Where what failed too often goes; without it such records are lost, as they are at Lambda. */
  onFailure?:
    | ((failed: { shardId: string; records: StreamRecord[]; attempts: number }) => Promise<void>)
    | undefined;
  /** Last settled sequence number by shard: where a restart goes on. */
  checkpoints: Persisted<Record<string, string>>;
  /** Real milliseconds between two looks at a quiet stream. */
  pollMs?: number;
  /** Real milliseconds before the n-th repetition. */
  retryMs?: (attempt: number) => number;
}

export interface StreamSource extends EventSource {
  /** Reads every shard to its end and gives the number of records that were still there. */
  flush(): Promise<number>;
}

/** Lambda's stream poller: shard by shard, in order; a failing batch holds up what is behind it. Starts at the oldest record. */
export function startStreamSource(options: StreamSourceOptions): StreamSource {
  const { pollMs = 100, retryMs = (attempt) => Math.min(100 * 2 ** attempt, 2000), checkpoints } = options;
  const stream = createTableStream(options.endpoint, options.streamArn);
  const iterators = new Map<string, string>();
  const finished = new Set<string>();
  const stop = new AbortController();
  let pass: Promise<number> | undefined;

  const readShard = async (shardId: string): Promise<number> => {
    let count = 0;
    for (let empty = false; !empty && !stop.signal.aborted; ) {
      const iterator = iterators.get(shardId) ?? (await stream.iterator(shardId, checkpoints.value[shardId]));
      const { records, next } = await stream.read(iterator, options.batchSize);
      const changed = records.filter(isChange);
      if (changed.length > 0) await handle(shardId, changed);
      count += changed.length;
      if (stop.signal.aborted) return count;
      const last = records.at(-1);
      if (last) settle(shardId, last);
      if (next) iterators.set(shardId, next);
      else finished.add(shardId);
      empty = records.length === 0 || !next;
    }
    return count;
  };
  const settle = (shardId: string, { dynamodb }: StreamRecord) => {
    checkpoints.value[shardId] = dynamodb.SequenceNumber;
    checkpoints.touch();
  };
  const handle = (shardId: string, records: StreamRecord[]) =>
    runBatch(records, {
      bisect: options.bisect,
      maxAttempts: options.maxAttempts,
      invoke: (batch) => invoke(batch, options),
      settled: (record) => settle(shardId, record),
      giveUp: async (failed, attempts) => options.onFailure?.({ shardId, records: failed, attempts }),
      wait: (attempt) => sleep(retryMs(attempt), undefined, { signal: stop.signal }),
    });
  const readAll = async () => {
    let count = 0;
    for (const { ShardId } of await stream.shards())
      if (!finished.has(ShardId)) count += await readShard(ShardId);
    return count;
  };
  // One pass at a time: two would hand the same records over twice.
  const once = () => {
    pass ??= readAll().finally(() => {
      pass = undefined;
    });
    return pass;
  };
  const poll = async () => {
    while (!stop.signal.aborted) {
      // A read that failed is simply made again.
      await once().catch(() => iterators.clear());
      await sleep(pollMs, undefined, { signal: stop.signal });
    }
  };
  const polling = poll().catch(() => {}); // the only failure left is the end of waiting
  return {
    busy: () => options.target.inFlight() > 0,
    async flush() {
      const running = (await pass) ?? 0;
      return running + (await once());
    },
    async close() {
      stop.abort();
      await polling;
    },
  };
}

async function invoke(records: StreamRecord[], options: StreamSourceOptions): Promise<BatchResult> {
  const outcome = await options.target.invoke({
    Records: records.map((record) => ({ ...record, awsRegion: REGION, eventSourceARN: options.streamArn })),
  });
  if (!outcome.ok) return { done: false, from: 0 };
  const first = options.reportsFailures ? firstFailure(outcome.value, records) : undefined;
  return first === undefined ? { done: true } : { done: false, from: first };
}

/** Index of the lowest failed sequence number; 0, that is the whole batch, for an answer that cannot be right. */
function firstFailure(result: unknown, records: StreamRecord[]): number | undefined {
  if (typeof result !== 'object' || result === null || !('batchItemFailures' in result)) return undefined;
  const failures = result.batchItemFailures;
  if (failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((failure) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failure?.itemIdentifier),
  );
  return Math.max(0, Math.min(...indexes));
}

/** DynamoDB's streams tell of changes only; Dynoxide's also of a write that changed nothing. */
function isChange({ eventName, dynamodb: { OldImage, NewImage } }: StreamRecord): boolean {
  return eventName !== 'MODIFY' || canonical(OldImage) !== canonical(NewImage);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
