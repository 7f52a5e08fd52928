import type { StreamRecord } from './table-stream.ts';

export type BatchResult =
  | { done: true }
  /** `from` is the first record that failed, where the function named it; all before it are done. */
  | { done: false; from: number };

export interface BatchRules {
  bisect: boolean;
  /** Tries in all of one batch; -1 for no end. */
  maxAttempts: number;
  invoke(records: StreamRecord[]): Promise<BatchResult>;
  /** Everything up to this record is settled. */
  settled(record: StreamRecord): void;
  /** The tries are used up. */
  giveUp(records: StreamRecord[], attempts: number): Promise<void>;
  wait(attempt: number): Promise<void>;
}

/**
 * One batch to its end, in order. A named failure settles what comes before it; with bisecting, a failing batch is
 * halved, which uses no try, until the one bad record stands alone.
 */
export async function runBatch(records: StreamRecord[], rules: BatchRules, attempt = 1): Promise<void> {
  const result = await rules.invoke(records);
  const from = result.done ? records.length : result.from;
  const lastDone = records[from - 1];
  if (lastDone) rules.settled(lastDone);
  const rest = records.slice(from);
  if (rest.length === 0) return;
  if (from > 0) return runBatch(rest, rules);

  if (rules.bisect && rest.length > 1) {
    const middle = Math.ceil(rest.length / 2);
    await runBatch(rest.slice(0, middle), rules);
    return runBatch(rest.slice(middle), rules);
  }
  if (attempt === rules.maxAttempts) {
    await rules.giveUp(rest, attempt);
    const last = rest.at(-1);
    if (last) rules.settled(last);
    return;
  }
  await rules.wait(attempt);
  return runBatch(rest, rules, attempt + 1);
}
