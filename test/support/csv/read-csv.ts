import { type Dialect, readDialect } from '../../../lib/batches/csv/dialect.ts';
import { FileFault } from '../../../lib/batches/csv/file-fault.ts';
import { type ParsedRow, parseChunk } from '../../../lib/batches/csv/parse.ts';
import { type Chunk, chunkScanner, type ScanStart } from '../../../lib/batches/csv/scan.ts';

export interface Fault {
  readonly code: string;
  readonly line: number;
  readonly row: number | undefined;
}

export interface Scanned {
  readonly chunks: readonly Chunk[];
  readonly fault?: Fault;
}

/** What `work` gives, or the fault of the file; any other error passes. */
export function faultOf<T>(work: () => T): { readonly value: T } | { readonly fault: Fault } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { code, line, row } = error;
    return { fault: { code, line, row } };
  }
}

/** All chunks from `start` on, the bytes fed in pieces of the sizes that `size` gives. */
export function scanAll(
  bytes: Buffer,
  { delimiter }: Pick<Dialect, 'delimiter'>,
  start: ScanStart,
  { size = () => bytes.length, rowsPerChunk = 200, maxRows = 1000 } = {},
): Scanned {
  const chunks: Chunk[] = [];
  const scanner = chunkScanner({ delimiter, maxRows, rowsPerChunk }, start);
  const result = faultOf(() => {
    for (let at = start.offset; at < bytes.length; ) {
      const to = at + Math.max(1, size());
      chunks.push(...scanner.feed(bytes.subarray(at, to)));
      at = to;
    }
    chunks.push(...scanner.finish());
  });
  return 'fault' in result ? { chunks, fault: result.fault } : { chunks };
}

/** The whole file, as a batch reads it: dialect, scan, each chunk. Throws FileFault. */
export function readCsv(bytes: Buffer): { readonly dialect: Dialect; readonly rows: readonly ParsedRow[] } {
  const dialect = readDialect(bytes, true);
  const scanner = chunkScanner({ delimiter: dialect.delimiter, maxRows: 1000 }, dialect.data);
  const chunks = [...scanner.feed(bytes.subarray(dialect.data.offset)), ...scanner.finish()];
  const rows = chunks.flatMap((chunk) => parseChunk(bytes.subarray(chunk.from, chunk.to), chunk, dialect));
  return { dialect, rows };
}
