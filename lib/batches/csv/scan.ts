import type { Delimiter } from '../../csv/delimiter.ts';
import { FileFault } from './file-fault.ts';
import { type Position, recordScanner } from './records.ts';

const chunkRows = 200;

/**
 * A run of records, 200 at most. Chunks follow each other without a gap: blank lines between two belong to
 * the second.
 */
export interface Chunk {
  /** From 1. */
  readonly number: number;
  /** Offset of its first byte in the file. */
  readonly from: number;
  /** Offset behind its last byte. */
  readonly to: number;
  readonly firstRow: number;
  readonly rows: number;
  /** The physical line at `from`. */
  readonly firstLine: number;
  /** The physical line at `to`, from which the scan can go on. */
  readonly nextLine: number;
}

export interface ChunkScanOptions {
  readonly delimiter: Delimiter;
  /** More data records than this are `too_many_rows`. */
  readonly maxRows: number;
  /** How many rows fill a chunk; 200 unless told. A batch must be scanned with one value from first to last. */
  readonly rowsPerChunk?: number;
}

export interface ChunkScanner {
  /** The file's bytes in order from where the scan starts, in pieces of any size; gives the chunks that they fill. */
  feed(bytes: Buffer): readonly Chunk[];
  /** After the last byte: the chunk that is not full, if any. */
  finish(): readonly Chunk[];
}

/** Where a scan starts: at the data (`dialect.data`), or behind the last chunk that was kept. */
export interface ScanStart extends Position {
  /** The number of the next chunk. */
  readonly number: number;
}

/** The start of the scan that goes on behind `chunk`: it gives the same chunks as a scan that was never stopped. */
export function startAfter(chunk: Chunk): ScanStart {
  const { number, to, firstRow, rows, nextLine } = chunk;
  return { number: number + 1, offset: to, row: firstRow + rows, line: nextLine };
}

/**
 * Cuts a file's data records into chunks in one pass, holding neither records nor chunks. Throws FileFault: those of
 * `recordScanner`, `too_many_rows`, and `no_data` for a file without one data record.
 */
export function chunkScanner(options: ChunkScanOptions, start: ScanStart): ChunkScanner {
  const { delimiter, maxRows, rowsPerChunk = chunkRows } = options;
  let number = start.number;
  let begin: Position = start;
  let rows = 0;
  let full: Chunk[] = [];

  const endChunk = (): void => {
    const end = records.at();
    full.push({
      number,
      from: begin.offset,
      to: end.offset,
      firstRow: begin.row,
      rows,
      firstLine: begin.line,
      nextLine: end.line,
    });
    begin = end;
    number += 1;
    rows = 0;
  };

  const records = recordScanner(delimiter, start, (row, line) => {
    if (row > maxRows) {
      throw new FileFault('too_many_rows', { line, row }, `A file may have ${maxRows} rows at most.`);
    }
    rows += 1;
    if (rows === rowsPerChunk) endChunk();
  });

  const taken = (): readonly Chunk[] => {
    const chunks = full;
    full = [];
    return chunks;
  };

  return {
    feed: (bytes) => {
      records.feed(bytes);
      return taken();
    },
    finish: () => {
      records.finish();
      const { row, line } = records.at();
      if (row === 1) throw new FileFault('no_data', { line }, 'There is no row below the header.');
      if (rows > 0) endChunk();
      return taken();
    },
  };
}
