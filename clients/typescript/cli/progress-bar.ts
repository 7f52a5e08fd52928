import type { Terminal } from './terminal.ts';

const WIDTH = 30;

/** How far something is. */
export interface Step {
  status: string;
  /** 0 to 1. */
  part: number;
  /** What is counted, in words: `20/400`. */
  count: string;
  secondsLeft: number | null;
}

/** A bar in place where somebody looks on, else one line per step. Ended by `end`. */
export function progressBar({ err, columns }: Terminal) {
  let last = '';
  return {
    show({ status, part, count, secondsLeft }: Step): void {
      const bar = '█'.repeat(Math.floor(Math.min(1, part) * WIDTH)).padEnd(WIDTH, '░');
      const left = secondsLeft === null || part === 1 ? '' : `, ${secondsLeft} s left`;
      const line = `${status.padEnd(12)} ${bar} ${count}${left}`;
      if (line === last) return;
      last = line;
      if (columns === undefined) err(`${line}\n`);
      else err(`\r\x1b[2K${line.slice(0, columns - 1)}`);
    },
    end(): void {
      if (columns !== undefined && last !== '') err('\n');
      last = '';
    },
  };
}
