/**
 * What a spreadsheet takes for a formula, behind any number of our own marks: `= + - @` at the start or behind blanks,
 * their full-width forms, and a leading tab or line break (OWASP, "CSV Injection").
 */
const formula = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** Signed numbers and phones in E.164 are values: they calculate nothing. */
const signedNumber = /^[+-]\d+(?:[.,]\d+)?$/;

/** A cell that no spreadsheet runs: a formula gets a leading `'`. `unescapeFormula` gives the cell back. */
export function escapeFormula(cell: string): string {
  return formula.test(cell) && !signedNumber.test(cell) ? `'${cell}` : cell;
}

/** Strips the one `'` that `escapeFormula` has put before a formula; any other cell stays as it is. */
export function unescapeFormula(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
