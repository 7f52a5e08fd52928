import type { Batch } from './model/batch.ts';
import type { Sums } from './model/sums.ts';

/** Exact counts of rows by state; each row is in one. */
export interface Counts {
  rows: number;
  /** Found good by the validation and not confirmed yet. */
  valid: number;
  invalid: number;
  duplicate: number;
  queued: number;
  creating: number;
  linkCreated: number;
  failed: number;
  skipped: number;
}

export interface Progress {
  /** Rows of the present phase that are through, and all of them. */
  done: number;
  of: number;
  /** Rows a second since it began; absent where nothing has ended. */
  rowsPerSecond?: number;
  /** Whole seconds, by that rate; absent where nothing is under way. */
  secondsLeft?: number;
}

export function countsOf({ scanned, confirmed }: Batch, sums: Sums): Counts {
  const { invalid, duplicate, linkCreated, failed, skipped } = sums;
  return {
    rows: scanned?.rows ?? sums.valid + invalid + duplicate,
    valid: confirmed ? 0 : sums.valid,
    invalid,
    duplicate,
    queued: confirmed ? sums.valid - sums.begun : 0,
    creating: confirmed ? sums.begun - linkCreated - failed - skipped : 0,
    linkCreated,
    failed,
    skipped,
  };
}

/** How far the batch is in what it is doing. Pure. */
export function progressOf(batch: Batch, sums: Sums, now: number): Progress {
  const checked = sums.valid + sums.invalid + sums.duplicate;
  if (batch.status === 'validating') {
    return { done: checked, of: Math.max(checked, batch.scanned?.rows ?? 0) };
  }
  const { confirmed } = batch;
  if (!confirmed) return { done: checked, of: checked };
  const done = sums.linkCreated + sums.failed + sums.skipped;
  const of = sums.valid;
  const seconds = ((batch.completedAt ?? now) - confirmed.at) / 1000;
  if (done === 0 || seconds <= 0) return { done, of };
  const rate = done / seconds;
  const left =
    batch.status === 'processing' && of > done ? { secondsLeft: Math.ceil((of - done) / rate) } : {};
  return { done, of, rowsPerSecond: Math.round(rate * 10) / 10, ...left };
}
