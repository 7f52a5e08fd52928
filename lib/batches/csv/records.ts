import type { Delimiter } from './delimiter.ts';
import { FileFault } from './file-fault.ts';

/** The largest record, its line end included. */
export const maxRecordBytes = 64 * 1024;

/** The start of a record: nothing that stands before it in the file is needed to read on from here. */
export interface Position {
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** The number that the next record will have; the first data record is 1. */
  readonly row: number;
  /** The physical line, from 1. */
  readonly line: number;
}

/** A record's place. `textTo` leaves its line end out, `to` includes it; both are exclusive offsets in the file. */
export type EachRecord = (row: number, line: number, from: number, textTo: number, to: number) => void;

export interface RecordScanner {
  /** The file's bytes in order, in pieces of any size. Throws FileFault. */
  feed(bytes: Buffer): void;
  /** After the last byte: the last record may lack its line end. Throws FileFault. */
  finish(): void;
  /** Where the next record starts; within `each`, the end of the record just told. */
  at(): Position;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const windowBytes = 64 * 1024;

/**
 * Finds where the records of a CSV file (RFC 4180, LF or CRLF) begin and end, holding none of them. A quote opens a
 * field at the field's start alone; any other quote outside a quoted field is text. A line with nothing in it is no
 * record. Faults: `line_ends` for a CR without LF outside quotes, `record_too_long`, `unclosed_quote`.
 * What is found does not depend on the sizes of the pieces.
 */
export function recordScanner(delimiter: Delimiter, start: Position, each: EachRecord): RecordScanner {
  const delimiterByte = delimiter.charCodeAt(0);
  /** Of the next byte to come; `row` and `line` are those that it belongs to, `from` and `fromLine` its record's. */
  let { offset, row, line } = start;
  let from = offset;
  let fromLine = line;
  let quoted = false;
  let quoteLine = line;
  /** The last byte was a quote in a quoted field: it closes the field, unless another one follows. */
  let closing = false;
  let last = LF;

  // Single bytes as characters: searching a short one-byte string costs half of what Buffer.indexOf costs a call.
  // Each of the three marks is searched for once and kept until it is passed; no mark is `text.length`.
  const scan = (text: string): void => {
    const end = text.length;
    let lineEnd = next(text, '\n', 0);
    let quote = next(text, '"', 0);
    let cr = next(text, '\r', 0);
    if (last === CR && !quoted && lineEnd !== 0) throw loneCr(offset - 1);
    if (closing) {
      closing = false;
      if (quote === 0) quote = next(text, '"', 1);
      else quoted = false;
    }
    for (;;) {
      if (quoted) {
        while (quote + 1 < end && text.charCodeAt(quote + 1) === QUOTE) quote = next(text, '"', quote + 2);
        closing = quote === end - 1;
        quoted = quote + 1 >= end;
        for (; lineEnd < quote; lineEnd = next(text, '\n', lineEnd + 1)) line += 1;
        if (quoted) break;
        if (cr < quote) cr = next(text, '\r', quote + 1);
        quote = next(text, '"', quote + 1);
      }
      while (quote < lineEnd && !opens(quote, quote === 0 ? last : text.charCodeAt(quote - 1))) {
        quote = next(text, '"', quote + 1);
      }
      if (quote < lineEnd) {
        if (cr < quote) throw loneCr(offset + cr);
        quoted = true;
        quoteLine = line;
        quote = next(text, '"', quote + 1);
        continue;
      }
      if (cr + 1 < lineEnd) throw loneCr(offset + cr);
      if (lineEnd === end) break;
      const crlf = cr < lineEnd || (lineEnd === 0 && last === CR);
      endRecord(offset + lineEnd + (crlf ? -1 : 0), offset + lineEnd + 1);
      if (cr < lineEnd) cr = next(text, '\r', lineEnd + 1);
      lineEnd = next(text, '\n', lineEnd + 1);
    }
    offset += end;
    last = text.charCodeAt(end - 1);
    if (offset - from > maxRecordBytes) throw tooLong();
  };

  const opens = (quote: number, before: number) => before === delimiterByte || offset + quote === from;

  const endRecord = (textTo: number, to: number): void => {
    if (to - from > maxRecordBytes) throw tooLong();
    const begun = from;
    const begunLine = fromLine;
    line += 1;
    from = to;
    fromLine = line;
    if (textTo === begun) return;
    row += 1;
    each(row - 1, begunLine, begun, textTo, to);
  };

  const tooLong = () =>
    new FileFault(
      'record_too_long',
      { line: fromLine, row },
      `A record is longer than ${maxRecordBytes / 1024} KB; a quote that is never closed does that too.`,
    );

  // The byte after the CR is what shows the fault: had the record been too long by then, that was met first.
  const loneCr = (cr: number) =>
    cr + 1 - from >= maxRecordBytes
      ? tooLong()
      : new FileFault('line_ends', { line, row }, 'Lines must end in LF or CRLF; here is a CR alone.');

  return {
    feed: (bytes) => {
      for (let at = 0; at < bytes.length; at += windowBytes) {
        scan(bytes.toString('latin1', at, Math.min(at + windowBytes, bytes.length)));
      }
    },
    finish: () => {
      if (quoted && !closing) {
        const place = { line: quoteLine, row };
        throw new FileFault('unclosed_quote', place, 'The quote that opens here is never closed.');
      }
      if (last === CR) throw loneCr(offset - 1);
      if (from < offset) endRecord(offset, offset);
    },
    at: () => ({ offset: from, row, line: fromLine }),
  };
}

function next(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}
