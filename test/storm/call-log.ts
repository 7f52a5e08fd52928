import type { RecordedCall } from '../../local/providers/calls.ts';
import type { FellohSimulator } from '../../local/providers/felloh/index.ts';

/** When each of two provider links was called, epoch ms. */
export interface CallLog {
  readonly big: number[];
  readonly small: number[];
  /** The simulator keeps the last thousand: to be called before there are more. */
  collect(): void;
}

export function callLog(
  felloh: Pick<FellohSimulator, 'calls'>,
  ids: { big: string; small: string },
): CallLog {
  const big: number[] = [];
  const small: number[] = [];
  let last: RecordedCall | undefined = felloh.calls().at(-1);
  return {
    big,
    small,
    collect() {
      const calls = felloh.calls();
      const from = last === undefined ? 0 : calls.lastIndexOf(last) + 1;
      if (last !== undefined && from === 0) throw new Error('calls were missed');
      for (const call of calls.slice(from)) {
        if (call.path.includes(ids.big)) big.push(Date.parse(call.at));
        if (call.path.includes(ids.small)) small.push(Date.parse(call.at));
      }
      last = calls.at(-1);
    },
  };
}

/** The most calls that any second saw, wherever it begins. */
export function mostInOneSecond(instants: readonly number[]): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let from = 0;
  let most = 0;
  for (const [index, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - 1000) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
