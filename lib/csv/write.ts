import type { Delimiter } from './delimiter.ts';
import { escapeFormula } from './formula.ts';

/** Any delimiter, so that a spreadsheet that expects another one than the file's does not split the cell. */
const needsQuotes = /[",;\t\r\n]/;

/** One record with its line end (CRLF), RFC 4180. Each cell passes `escapeFormula`: none leaves as a formula. */
export function writeRecord(cells: readonly string[], delimiter: Delimiter): string {
  const [only, ...more] = cells;
  // A line with nothing in it would be no record.
  if (only === '' && more.length === 0) return '""\r\n';
  return `${cells.map((cell) => quote(escapeFormula(cell))).join(delimiter)}\r\n`;
}

function quote(cell: string): string {
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
