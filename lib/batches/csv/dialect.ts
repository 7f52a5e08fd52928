import { isUtf8 } from 'node:buffer';
import { type Delimiter, delimiters } from '../../csv/delimiter.ts';
import { cellsOfOne } from './cells.ts';
import { FileFault } from './file-fault.ts';
import { maxRecordBytes, recordScanner } from './records.ts';
import type { ScanStart } from './scan.ts';

const maxColumns = 100;
const utf8Bom = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16Boms = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** How many of the file's first bytes `readDialect` wants, where there are as many. */
export const dialectBytes = utf8Bom.length + maxRecordBytes;

/** What the first bytes of a file tell about the rest. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** The file begins with the byte order mark of UTF-8; a report made from it should too. */
  readonly bom: boolean;
  /** The header's names, unquoted and without outer blanks, in the file's own spelling. */
  readonly columns: readonly string[];
  /** The physical line of the header. */
  readonly headerLine: number;
  /** Where the first scan starts: behind the header. */
  readonly data: ScanStart;
}

interface Header {
  readonly delimiter: Delimiter;
  readonly line: number;
  readonly from: number;
  readonly textTo: number;
  readonly to: number;
  readonly nextLine: number;
}

/**
 * Reads the byte order mark, the header and, by the header, the delimiter: the one that gives most columns.
 * `head` is the first `dialectBytes` of the file, or all of it, which `whole` tells. Throws FileFault: `empty`,
 * `encoding_utf16`, `nul_byte`, `not_utf8`, `stray_quote`, `too_many_columns`, `column_doubled`, `column_name_empty`, and those of
 * `recordScanner` for the header.
 */
export function readDialect(head: Buffer, whole: boolean): Dialect {
  refuseEncoding(head);
  const bom = head.subarray(0, utf8Bom.length).equals(utf8Bom);
  const { header, cells } = likeliest(head, bom ? utf8Bom.length : 0, whole);
  const columns = cells.map((name) => name.trim());
  refuseColumns(columns, header.line);
  return {
    delimiter: header.delimiter,
    bom,
    columns,
    headerLine: header.line,
    data: { number: 1, offset: header.to, row: 1, line: header.nextLine },
  };
}

function refuseEncoding(head: Buffer): void {
  if (utf16Boms.some((bom) => head.subarray(0, bom.length).equals(bom))) {
    throw new FileFault('encoding_utf16', { line: 1 }, 'The file is UTF-16; save it as "CSV UTF-8".');
  }
  const nul = head.indexOf(0);
  if (nul !== -1) {
    const line = head.toString('latin1', 0, nul).split('\n').length;
    throw new FileFault(
      'nul_byte',
      { line },
      'There is a NUL byte; UTF-16 has them: save it as "CSV UTF-8".',
    );
  }
}

interface Read {
  readonly header: Header;
  readonly cells: readonly string[];
}

/** A delimiter by which the header cannot be read counts only where no other gives two columns. */
function likeliest(head: Buffer, from: number, whole: boolean): Read {
  const faults: FileFault[] = [];
  let best: Read | undefined;
  for (const delimiter of delimiters) {
    try {
      const header = findHeader(head, from, whole, delimiter);
      const cells = headerCells(head, header);
      if (!best || cells.length > best.cells.length) best = { header, cells };
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      faults.push(error);
    }
  }
  const [fault] = faults;
  if (best && (best.cells.length > 1 || !fault)) return best;
  throw fault ?? new Error('no delimiter was tried');
}

/** Fed line by line, so that nothing behind the header is looked at. */
function findHeader(head: Buffer, from: number, whole: boolean, delimiter: Delimiter): Header {
  let header: Header | undefined;
  const records = recordScanner(
    delimiter,
    { offset: from, row: 1, line: 1 },
    (_row, line, start, textTo, to) => {
      header = { delimiter, line, from: start, textTo, to, nextLine: records.at().line };
    },
  );
  for (let at = from; at < head.length && !header; ) {
    const lineEnd = head.indexOf(10, at);
    const to = lineEnd === -1 ? head.length : lineEnd + 1;
    records.feed(head.subarray(at, to));
    at = to;
  }
  if (!header && whole) records.finish();
  if (header) return header;
  const { offset, line } = records.at();
  if (offset < head.length) throw new FileFault('record_too_long', { line }, 'The header is too long.');
  throw new FileFault('empty', { line: 1 }, 'The file is empty.');
}

function headerCells(head: Buffer, { delimiter, line, from, textTo }: Header): readonly string[] {
  const bytes = head.subarray(from, textTo);
  if (!isUtf8(bytes)) {
    throw new FileFault('not_utf8', { line }, 'The header is not UTF-8; save the file as "CSV UTF-8".');
  }
  const read = cellsOfOne(bytes.toString('utf8'), delimiter);
  if ('fault' in read) throw new FileFault('stray_quote', { line }, read.fault.detail);
  return read.cells;
}

function refuseColumns(columns: readonly string[], line: number): void {
  if (columns.length > maxColumns) {
    const detail = `A file may have ${maxColumns} columns at most; this one has ${columns.length}.`;
    throw new FileFault('too_many_columns', { line }, detail);
  }
  const seen = new Set<string>();
  for (const [index, name] of columns.entries()) {
    if (name === '') {
      throw new FileFault('column_name_empty', { line }, `Column ${index + 1} of the header has no name.`);
    }
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw new FileFault('column_doubled', { line }, `The header names the column ${name} twice.`);
    }
    seen.add(key);
  }
}
