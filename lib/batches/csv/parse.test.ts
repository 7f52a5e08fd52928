import { expect, test } from 'vitest';
import { faultOf, readCsv, scanAll } from '../../../test/support/csv/read-csv.ts';
import { cellsOfAll, cellsOfOne } from './cells.ts';
import { parseChunk, textOf } from './parse.ts';

const faultIn = (bytes: Buffer) => {
  const result = faultOf(() => readCsv(bytes));
  return 'fault' in result ? result.fault : undefined;
};

test('a record carries its row, line, place and cells', () => {
  const bytes = Buffer.from('\ufeffa;b\r\n\r\n1;"x\r\n""y"" é"\r\n;\r\n"";z');
  const { rows, dialect } = readCsv(bytes);
  const text = (row: { from: number; to: number }) => textOf(bytes.subarray(dialect.data.offset), row);
  expect(rows.map(({ from, to, ...row }) => ({ ...row, text: text({ from, to }) }))).toEqual([
    { row: 1, line: 3, text: '1;"x\r\n""y"" é"', cells: ['1', 'x\r\n"y" é'] },
    { row: 2, line: 5, text: ';', cells: ['', ''] },
    { row: 3, line: 6, text: '"";z', cells: ['', 'z'] },
  ]);
});

test('a broken record costs itself alone', () => {
  const { rows } = readCsv(Buffer.from('a,b\n1,2\n"p"q,3\n4\n5,6"\n7,8,9\n"1\n0",11\n'));
  expect(rows.map((row) => ('fault' in row ? [row.line, row.fault.code] : [row.line, ...row.cells]))).toEqual(
    [
      [2, '1', '2'],
      [3, 'stray_quote'],
      [4, 'column_count'],
      [5, '5', '6"'],
      [6, 'column_count'],
      [7, '1\n0', '11'],
    ],
  );
});

test('a fault names the column, and how many cells there are, but no cell', () => {
  const { rows } = readCsv(Buffer.from('a,b\n1,"Byron"Ada\n1,2,Byron\n'));
  expect(rows.map((row) => ('fault' in row ? row.fault.detail : ''))).toEqual([
    'In column 2 text follows a closing quote; a quote within quotes is written twice.',
    'This row has 3 cells where the header has 2 columns.',
  ]);
});

test.each([
  ['Latin-1', Buffer.from('a,b\n1,2\n\n3,stra\u00dfe\n', 'latin1'), { code: 'not_utf8', line: 4, row: 2 }],
  [
    'in a record of several lines',
    Buffer.from('a,b\n1,2\n3,"x\ny\xff\n"\n', 'latin1'),
    { code: 'not_utf8', line: 4, row: 2 },
  ],
  [
    'a character that is cut',
    Buffer.from('a\nx\xc3\n\xa9\n', 'latin1'),
    { code: 'not_utf8', line: 2, row: 1 },
  ],
])('refused: %s', (_name, bytes, fault) => {
  expect(faultIn(bytes)).toEqual(fault);
});

test('a NUL byte behind what the dialect has read', () => {
  const bytes = Buffer.from('1,2\n3,"x\n\0"\n');
  const dialect = { delimiter: ',', columns: ['a', 'b'] } as const;
  const [chunk] = scanAll(
    bytes,
    dialect,
    { number: 9, offset: 0, row: 1601, line: 1700 },
    { maxRows: 5000 },
  ).chunks;
  if (!chunk) throw new Error('no chunk');
  expect(faultOf(() => parseChunk(bytes, chunk, dialect))).toEqual({
    fault: { code: 'nul_byte', line: 1702, row: 1602 },
  });
  expect(() => parseChunk(bytes.subarray(4), { ...chunk, from: 4 }, dialect)).toThrow('other bytes');
});

test.each(['a,b', '"a""b",', '"",""', ',', '"x,\n""",é', '""""', ' "a"b , c'])(
  'one record reads alike alone and among others: %j',
  (text) => {
    const all = cellsOfAll(Buffer.from(`${text}\n${text}\r\n${text}`), ',');
    if (!text.startsWith(' ')) expect(all).toHaveLength(3);
    for (const cells of all ?? []) expect(cellsOfOne(text, ',')).toEqual({ cells });
  },
);
