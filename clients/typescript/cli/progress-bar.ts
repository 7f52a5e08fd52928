import type { Batch } from '../src/index.ts';
import type { Terminal } from './terminal.ts';

const WIDTH = 30;

/** A bar in place where somebody looks on, else one line per step. Ended by `end`. */
export function progressBar({ err, columns }: Terminal) {
  let last = '';
  return {
    show({ status, progress }: Batch): void {
      const { done, of, seconds_left } = progress;
      const part = of === 0 ? 0 : Math.min(1, done / of);
      const bar = '█'.repeat(Math.floor(part * WIDTH)).padEnd(WIDTH, '░');
      const left = seconds_left === null || part === 1 ? '' : `, ${seconds_left} s left`;
      const line = `${status.padEnd(12)} ${bar} ${done}/${of}${left}`;
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
