import type { Delimiter } from '../../csv/delimiter.ts';
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
  /** While `quoted`: the last byte was a quote, which closes the field unless another one follows. */
  let closing = false;
  let last = LF;

  // Searching a one-byte string costs half of what Buffer.indexOf costs a call. Each of the three marks is searched for
  // once and kept until it is passed; where there is no more of it, it is `end`.
  const scan = (bytes: Buffer): void => {
    const text = bytes.toString('latin1');
    const end = bytes.length;
    const doubled = quoted && closing && bytes[0] === QUOTE;
    let within = quoted && (!closing || doubled);
    let lineEnd = next(text, '\n', 0);
    let cr = next(text, '\r', 0);
    let begin = from - offset;
    let onLine = line;
    let openedOn = quoteLine;
    // Of records with quotes the last one did; where they do not, it need not be asked each time.
    let endsInQuotes = true;
    let quote = within ? (doubled ? 0 : -1) : next(text, '"', 0);
    if (last === CR && !within && lineEnd !== 0) throw loneCr(offset - 1, line);
    quoted = false;
    for (;;) {
      // Nothing before such an end can make it another, so it is not looked at.
      if (endsInQuotes && !within && isOver(bytes, begin, lineEnd, cr)) quote = lineEnd;
      else if (quote < begin) quote = next(text, '"', begin);
      while (quote < lineEnd) {
        if (!within) {
          const before = quote > 0 ? bytes[quote - 1] : last;
          if (before !== delimiterByte && quote !== begin) {
            quote = next(text, '"', quote + 1);
            continue;
          }
          if (cr < quote) throw loneCr(offset + cr, onLine);
          openedOn = onLine;
        }
        within = false;
        quote = closingQuote(bytes, text, quote + 1);
        for (; lineEnd < quote; lineEnd = next(text, '\n', lineEnd + 1)) onLine += 1;
        if (cr < quote) cr = next(text, '\r', quote);
        endsInQuotes = quote + 2 >= lineEnd;
        quoted = quote + 1 >= end;
        closing = quote + 1 === end;
        if (quoted) break;
        // Where all cells are quoted, the next one opens right behind the delimiter.
        quote = quote + 2 < end && bytes[quote + 2] === QUOTE ? quote + 2 : next(text, '"', quote + 1);
      }
      if (quoted) break;
      if (cr + 1 < lineEnd) throw loneCr(offset + cr, onLine);
      if (lineEnd === end) break;
      const crlf = cr < lineEnd || (lineEnd === 0 && last === CR);
      onLine += 1;
      endRecord(offset + (crlf ? lineEnd - 1 : lineEnd), offset + lineEnd + 1, onLine);
      begin = lineEnd + 1;
      if (cr < lineEnd) cr = next(text, '\r', lineEnd + 1);
      lineEnd = next(text, '\n', lineEnd + 1);
    }
    offset += end;
    line = onLine;
    quoteLine = openedOn;
    last = bytes[end - 1] ?? last;
    if (offset - from > maxRecordBytes) throw tooLong();
  };

  /**
   * Whether a record is over at a line end whatever stands before: at a quote that has text of the record before it. It opens no
   * field then, and where one is open it closes it, being no half of a doubled one.
   */
  const isOver = (bytes: Buffer, begin: number, lineEnd: number, cr: number): boolean => {
    const quote = (cr + 1 === lineEnd ? cr : lineEnd) - 1;
    if (bytes[quote] !== QUOTE || cr < quote || quote <= begin || quote < 1 || lineEnd >= bytes.length)
      return false;
    const before = bytes[quote - 1];
    return before !== QUOTE && before !== delimiterByte && before !== LF && before !== CR;
  };

  const endRecord = (textTo: number, to: number, lineAfter: number): void => {
    if (to - from > maxRecordBytes) throw tooLong();
    const begun = from;
    const begunLine = fromLine;
    from = to;
    fromLine = lineAfter;
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
  const loneCr = (cr: number, line: number) =>
    cr + 1 - from >= maxRecordBytes
      ? tooLong()
      : new FileFault('line_ends', { line, row }, 'Lines must end in LF or CRLF; here is a CR alone.');

  return {
    feed: (bytes) => {
      for (let at = 0; at < bytes.length; at += windowBytes) {
        scan(bytes.subarray(at, at + windowBytes));
      }
    },
    finish: () => {
      if (quoted && !closing) {
        const place = { line: quoteLine, row };
        throw new FileFault('unclosed_quote', place, 'The quote that opens here is never closed.');
      }
      if (last === CR) throw loneCr(offset - 1, line);
      if (from < offset) endRecord(offset, offset, line);
    },
    at: () => ({ offset: from, row, line: fromLine }),
  };
}

/** The quote that closes a field whose text begins at `from`: one that no other follows. */
function closingQuote(bytes: Buffer, text: string, from: number): number {
  let quote = next(text, '"', from);
  while (quote + 1 < bytes.length && bytes[quote + 1] === QUOTE) quote = next(text, '"', quote + 2);
  return quote;
}

function next(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}
