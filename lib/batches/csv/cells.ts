import { parse } from 'csv-parse/sync';
import type { Delimiter } from '../../csv/delimiter.ts';

/** What is wrong with one record. `detail` names no cell's text. */
export interface RowFault {
  readonly code: 'column_count' | 'stray_quote';
  readonly detail: string;
}

export type Cells = { readonly cells: readonly string[] } | { readonly fault: RowFault };

/**
 * All records of a piece of CSV that begins and ends at a record's border, or undefined where one of them is not
 * strictly RFC 4180: the library then refuses the whole piece.
 */
export function cellsOfAll(bytes: Buffer, delimiter: Delimiter): readonly (readonly string[])[] | undefined {
  try {
    return parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return undefined;
  }
}

/** The cells of one record, given without its line end. */
export function cellsOfOne(text: string, delimiter: Delimiter): Cells {
  const [cells, ...more] = cellsOfAll(Buffer.from(text), delimiter) ?? [];
  return cells && more.length === 0 ? { cells } : splitLoosely(text, delimiter);
}

/**
 * By the scanner's rules, which differ from the library's in one: a quote in a field that does not begin with one is
 * text (`37.8"N`). Text behind a closing quote stays a fault: the quote that opened was then likely left unclosed.
 */
function splitLoosely(text: string, delimiter: Delimiter): Cells {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const opened = text[at] === '"';
    const end = opened ? closingQuote(text, at + 1) + 1 : endOf(text, delimiter, at);
    if (end < text.length && text[end] !== delimiter) {
      const detail = `In column ${cells.length + 1} text follows a closing quote; a quote within quotes is written twice.`;
      return { fault: { code: 'stray_quote', detail } };
    }
    cells.push(opened ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    at = end;
  }
  return { cells };
}

/** The scanner has seen it closed; were it not, the cell would run to the record's end. */
function closingQuote(text: string, from: number): number {
  let at = endOf(text, '"', from);
  while (text[at + 1] === '"') at = endOf(text, '"', at + 2);
  return at;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}
