/** Why a file is refused as a whole. */
export type FileFaultCode =
  | 'empty'
  | 'no_data'
  | 'encoding_utf16'
  | 'not_utf8'
  | 'nul_byte'
  | 'line_ends'
  | 'unclosed_quote'
  | 'stray_quote'
  | 'record_too_long'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'column_doubled'
  | 'column_name_empty';

export interface FileFaultPlace {
  /** The physical line, from 1; the header is line 1 unless blank lines stand before it. */
  readonly line: number;
  /** The data record, from 1; absent where the fault is in the header or before any record. */
  readonly row?: number;
}

/**
 * A file that cannot be taken, whatever its rows say. `detail` is a sentence for the person who made the file; it may
 * name a column but never a cell.
 */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly code: FileFaultCode;
  readonly line: number;
  readonly row: number | undefined;
  readonly detail: string;

  constructor(code: FileFaultCode, { line, row }: FileFaultPlace, detail: string) {
    super(`${code} at line ${line}: ${detail}`);
    this.code = code;
    this.line = line;
    this.row = row;
    this.detail = detail;
  }
}
