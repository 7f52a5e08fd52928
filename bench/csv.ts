import { parse } from 'csv-parse/sync';
import { type Chunk, chunkScanner } from '../lib/batches/csv/scan.ts';

/**
 * `npm run bench:csv`: ratios of one run on one machine. The boundary scan against a plain newline search on the same
 * 100 MB, the memory of a scan of 1,000,000 rows, and what the CSV library reads alone.
 */
const dialect = { delimiter: ',' } as const;
const scanOptions = { ...dialect, maxRows: 10_000_000 };
const dataStart = { number: 1, offset: 0, row: 1, line: 2 };
const megabyte = 2 ** 20;
const rounds = 7;

type Quoting = 'no' | 'one' | 'all';

/** One row of a council's arrears; with `one` cell quoted it has a comma in it, every tenth a line end. */
function rowOf(row: number, quoting: Quoting): string {
  const note = quoting === 'no' ? 'Council tax 2026' : `Council tax, instalment ${row % 12}`;
  const cells = [
    `PAY-${String(row).padStart(9, '0')}`,
    'Ada Byron',
    `ada${row}@example.com`,
    '+447700900123',
    `${100 + (row % 900)}.50`,
    'GBP',
    row % 10 === 0 && quoting !== 'no' ? note.replace(', ', ',\n') : note,
    '2026-12-31',
  ];
  const quoted = cells.map((cell) =>
    quoting === 'all' || (quoting === 'one' && cell.includes(',')) ? `"${cell}"` : cell,
  );
  return `${quoted.join(',')}\n`;
}

function fileOf(bytes: number, quoting: Quoting): Buffer {
  const parts: string[] = [];
  for (let row = 1, length = 0; length < megabyte; row += 1) {
    const text = rowOf(row, quoting);
    parts.push(text);
    length += text.length;
  }
  const piece = Buffer.from(parts.join(''));
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / piece.length) }, () => piece));
}

function searchNewlines(buffer: Buffer): number {
  let found = 0;
  for (let at = buffer.indexOf(10); at !== -1; at = buffer.indexOf(10, at + 1)) found += 1;
  return found;
}

function scan(buffer: Buffer): readonly Chunk[] {
  const scanner = chunkScanner(scanOptions, dataStart);
  return [...scanner.feed(buffer), ...scanner.finish()];
}

/** CPU time, the best of some rounds, taken in turn, so that a busy neighbour disturbs neither alone. */
function bestMs(works: readonly (() => unknown)[]): readonly number[] {
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      best[index] = Math.min(best[index] ?? 0, (user + system) / 1000);
    }
  }
  return best;
}

const say = (name: string, figure: string, aim: string, met: boolean) =>
  process.stdout.write(`${name.padEnd(58)}${figure.padStart(12)}  ${aim}${met ? '' : ': NOT MET'}\n`);

function benchScan(name: string, quoting: Quoting): void {
  const buffer = fileOf(100 * megabyte, quoting);
  const [search = 0, scanned = 0] = bestMs([() => searchNewlines(buffer), () => scan(buffer)]);
  const ratio = search / scanned;
  const speed = `${(buffer.length / megabyte / scanned).toFixed(2)} GB/s`;
  say(`scan against newline search, ${name} (${speed})`, ratio.toFixed(2), 'aim ≥ 0.5', ratio >= 0.5);
}

/** Pieces of 64 KB come one after the other, each new as from storage, and none is kept. */
function benchMemory(): void {
  const rows = 1_000_000;
  const piece = Buffer.from(Array.from({ length: rows / 1_000 }, (_, row) => rowOf(row + 1, 'one')).join(''));
  const scanner = chunkScanner(scanOptions, dataStart);
  const idle = process.memoryUsage.rss();
  let peak = idle;
  let chunks = 0;
  for (let round = 0; round < 1_000; round += 1) {
    for (let at = 0; at < piece.length; at += 65_536) {
      chunks += scanner.feed(Buffer.from(piece.subarray(at, at + 65_536))).length;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
  }
  chunks += scanner.finish().length;
  const above = (peak - idle) / megabyte;
  const name = `peak memory above idle, ${rows} rows, ${chunks} chunks`;
  say(name, `${above.toFixed(1)} MB`, 'aim ≤ 64 MB', above <= 64 && chunks === rows / 200);
}

/** The CSV library alone, chunk by chunk: what our own reading of the same chunks is held against. */
function benchLibrary(): void {
  const buffer = fileOf(8 * megabyte, 'one');
  const chunks = scan(buffer);
  const library = () => {
    for (const { from, to } of chunks) parse(buffer.subarray(from, to), dialect);
  };
  const [alone = 0] = bestMs([library]);
  const speed = `${((buffer.length / megabyte / alone) * 1000).toFixed(0)} MB/s`;
  say('CSV library alone, chunks of 200 rows', speed, 'no aim', true);
}

// First, while the process is small.
benchMemory();
benchScan('no quotes', 'no');
benchScan('one quoted cell a row', 'one');
benchScan('all cells quoted', 'all');
benchLibrary();
