import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../test/support/csv/read-csv.ts';
import { delimiters } from './delimiter.ts';
import { escapeFormula, unescapeFormula } from './formula.ts';
import { writeRecord } from './write.ts';

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...`'=+-@＝＋－＠\t\r\n ,;"1a.\u00a0\ufeffé`) }),
  fc.string({ unit: 'binary' }),
);

/** Said otherwise than in the code: the first character that is seen. */
function runs(text: string): boolean {
  const [first = ''] = text.trimStart();
  const value = /^[+-][0-9]+([.,][0-9]+)?$/.test(text) && text === text.trim();
  return (
    ('\t\r\n'.includes(text.charAt(0)) && text !== '') ||
    ('=+-@＝＋－＠'.includes(first) && first !== '' && !value)
  );
}

test.each([
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  ' =1',
  '\u00a0@a',
  '\tx',
  '\rx',
  '\n=1',
  '＝1',
  '＋1a',
  '－a',
  '＠a',
  '+',
  '-',
  '+44 7700',
  "'=1",
  "''@a",
  '+1\n',
])('escaped: %j', (text) => {
  expect(escapeFormula(text)).toBe(`'${text}`);
  expect(unescapeFormula(`'${text}`)).toBe(text);
});

test.each([
  '',
  'a',
  '1',
  '-1',
  '+1.50',
  '-1,50',
  '+447700900123',
  "O'Brien",
  "'",
  "'a",
  ' a',
  'a=1',
  '1-1',
  'x@example.com',
])('left as it is: %j', (text) => {
  expect(escapeFormula(text)).toBe(text);
  expect(unescapeFormula(text)).toBe(text);
});

test('no escaped cell is a formula, and each comes back', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect(runs(escapeFormula(text))).toBe(false);
      expect(unescapeFormula(escapeFormula(text))).toBe(text);
    }),
    { numRuns: 5_000, seed: 1 },
  );
});

test('a written record is read back, cell by cell', () => {
  const record = fc.array(
    cell.filter((text) => text.isWellFormed() && !text.includes('\0')),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...delimiters),
      fc.array(record, { minLength: 1, maxLength: 3 }),
      (delimiter, written) => {
        const [first = []] = written;
        const header = writeRecord(
          first.map((_, at) => `c${at}`),
          delimiter,
        );
        const same = written.map((cells) => first.map((_, at) => cells[at] ?? ''));
        const { dialect, rows } = readCsv(
          Buffer.from(header + same.map((cells) => writeRecord(cells, delimiter)).join('')),
        );
        if (first.length > 1) expect(dialect.delimiter).toBe(delimiter);
        const cells = rows.map((row) => ('cells' in row ? row.cells.map(unescapeFormula) : row.fault));
        expect(cells).toEqual(same);
        for (const row of rows) if ('cells' in row) expect(row.cells.some(runs)).toBe(false);
      },
    ),
    { numRuns: 1_000, seed: 1 },
  );
});

test('a record is quoted where it must be, by any delimiter', () => {
  expect(writeRecord(['a', 'b,c', 'd;e', 'f\tg', 'h "i"', 'j\nk', '', '=1', '+447700900123'], ',')).toBe(
    'a,"b,c","d;e","f\tg","h ""i""","j\nk",,\'=1,+447700900123\r\n',
  );
  expect(writeRecord([''], ';')).toBe('""\r\n');
  expect(writeRecord(['', ''], ';')).toBe(';\r\n');
});
