import { isUtf8 } from 'node:buffer';
import type { Delimiter } from '../../csv/delimiter.ts';
import { type Cells, cellsOfAll, cellsOfOne } from './cells.ts';
import { FileFault } from './file-fault.ts';
import { recordScanner } from './records.ts';
import type { Chunk } from './scan.ts';

/** A data record: its cells, as many as the header has, or what is wrong with it. */
export type ParsedRow = {
  readonly row: number;
  /** The physical line on which it begins. */
  readonly line: number;
  /** Where it stands among the bytes of its chunk, without its line end. */
  readonly from: number;
  readonly to: number;
} & Cells;

type Place = Pick<ParsedRow, 'row' | 'line' | 'from' | 'to'>;

/**
 * The records of one chunk, from exactly the bytes `from` to `to` that the scan named: one ParsedRow each, in order. A
 * broken record costs itself alone. Throws FileFault `not_utf8` or `nul_byte`, which refuse the whole file.
 */
export function parseChunk(
  bytes: Buffer,
  chunk: Chunk,
  { delimiter, columns }: { readonly delimiter: Delimiter; readonly columns: readonly string[] },
): readonly ParsedRow[] {
  const places = placesOf(bytes, chunk, delimiter);
  refuseBytes(bytes, places);
  const all = cellsOfAll(bytes, delimiter);
  const known = all?.length === places.length ? all : undefined;
  return places.map((place, index): ParsedRow => {
    const cells = known?.[index];
    // Named one by one: spread, it takes three times as long.
    if (cells?.length === columns.length) {
      const { row, line, from, to } = place;
      return { row, line, from, to, cells };
    }
    const read = cells ? { cells } : cellsOfOne(textOf(bytes, place), delimiter);
    return { ...place, ...counted(read, columns.length) };
  });
}

/** The record as it stands in the file. */
export function textOf(bytes: Buffer, { from, to }: Pick<ParsedRow, 'from' | 'to'>): string {
  return bytes.toString('utf8', from, to);
}

/** Other bytes than those that were scanned are no fault of the file's: the version is pinned. */
function placesOf(bytes: Buffer, chunk: Chunk, delimiter: Delimiter): readonly Place[] {
  const places: Place[] = [];
  const start = { offset: 0, row: chunk.firstRow, line: chunk.firstLine };
  const records = recordScanner(delimiter, start, (row, line, from, textTo) => {
    places.push({ row, line, from, to: textTo });
  });
  records.feed(bytes);
  records.finish();
  if (places.length !== chunk.rows || bytes.length !== chunk.to - chunk.from) {
    throw new Error(`chunk ${chunk.number} has other bytes than those that were scanned`);
  }
  return places;
}

function refuseBytes(bytes: Buffer, places: readonly Place[]): void {
  if (bytes.includes(0)) {
    const place = places.find(({ from, to }) => bytes.subarray(from, to).includes(0));
    throw new FileFault(
      'nul_byte',
      lineOf(bytes, place, (line) => line.includes(0)),
      'There is a NUL byte.',
    );
  }
  if (!isUtf8(bytes)) {
    const place = places.find(({ from, to }) => !isUtf8(bytes.subarray(from, to)));
    const detail = 'The text is not UTF-8; save the file as "CSV UTF-8".';
    throw new FileFault(
      'not_utf8',
      lineOf(bytes, place, (line) => !isUtf8(line)),
      detail,
    );
  }
}

/** The line, within a record that may have several, that is at fault. */
function lineOf(bytes: Buffer, place: Place | undefined, wrong: (line: Buffer) => boolean) {
  if (!place) throw new Error('bytes at fault lie outside all records');
  let line = place.line;
  let from = place.from;
  for (;;) {
    const end = bytes.subarray(0, place.to).indexOf(10, from);
    if (end === -1 || wrong(bytes.subarray(from, end))) return { line, row: place.row };
    from = end + 1;
    line += 1;
  }
}

function counted(cells: Cells, columns: number): Cells {
  if ('fault' in cells || cells.cells.length === columns) return cells;
  const detail = `This row has ${cells.cells.length} cells where the header has ${columns} columns.`;
  return { fault: { code: 'column_count', detail } };
}
