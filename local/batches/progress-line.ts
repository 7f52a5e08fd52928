import type { Batch } from './client.ts';

const WIDTH = 30;

/** How far a batch is, in one line: what it does, a bar, rows, rate, time to go. */
export function progressLine({ status, progress }: Batch): string {
  const { done, of, rows_per_second, seconds_left } = progress;
  const filled = of === 0 ? 0 : Math.floor((done / of) * WIDTH);
  const bar = '#'.repeat(filled).padEnd(WIDTH, '.');
  const figures = [
    `${grouped(done)} of ${grouped(of)} rows`,
    ...(rows_per_second === null ? [] : [`${rows_per_second}/s`]),
    ...(seconds_left === null ? [] : [`${toGo(seconds_left)} to go`]),
  ];
  return `${status.padEnd(12)} ${bar} ${figures.join(', ')}`;
}

export function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `42 s`, `3 min 05 s`. */
function toGo(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
