import { expect, test } from 'vitest';
import { seededNumbers } from '../../../test/support/csv/mutate.ts';
import { scanAll } from '../../../test/support/csv/read-csv.ts';
import { type Delimiter, delimiters } from '../../csv/delimiter.ts';
import { maxRecordBytes, recordScanner } from './records.ts';
import { startAfter } from './scan.ts';

const start = { number: 1, offset: 0, row: 1, line: 1 };
const comma = { delimiter: ',' } as const;

function recordsOf(text: string, delimiter: Delimiter = ',') {
  const bytes = Buffer.from(text);
  const found: (readonly [row: number, line: number, text: string])[] = [];
  const records = recordScanner(delimiter, start, (row, line, from, textTo) => {
    found.push([row, line, bytes.toString('utf8', from, textTo)]);
  });
  records.feed(bytes);
  records.finish();
  return found;
}

const faultIn = (text: string, options = {}) => scanAll(Buffer.from(text), comma, start, options).fault;

test.each([
  [
    'LF',
    'a,b\nc,d\n',
    [
      [1, 1, 'a,b'],
      [2, 2, 'c,d'],
    ],
  ],
  [
    'CRLF',
    'a,b\r\nc,d\r\n',
    [
      [1, 1, 'a,b'],
      [2, 2, 'c,d'],
    ],
  ],
  [
    'both',
    'a\r\nb\nc\r\n',
    [
      [1, 1, 'a'],
      [2, 2, 'b'],
      [3, 3, 'c'],
    ],
  ],
  [
    'no line end at the end',
    'a\nb',
    [
      [1, 1, 'a'],
      [2, 2, 'b'],
    ],
  ],
  [
    'blank lines',
    '\n\r\na\n\n\r\nb\n\n',
    [
      [1, 3, 'a'],
      [2, 6, 'b'],
    ],
  ],
  [
    'quoted line ends',
    'a,"x\ny\r\nz"\nb,c\n',
    [
      [1, 1, 'a,"x\ny\r\nz"'],
      [2, 4, 'b,c'],
    ],
  ],
  [
    'a quoted CR',
    '"x\ry"\nb\n',
    [
      [1, 1, '"x\ry"'],
      [2, 2, 'b'],
    ],
  ],
  [
    'a CR as the last of a quoted cell',
    '"x\r"\nb\n',
    [
      [1, 1, '"x\r"'],
      [2, 2, 'b'],
    ],
  ],
  [
    'doubled quotes',
    '"a""\nb",c\n"""",""\n',
    [
      [1, 1, '"a""\nb",c'],
      [2, 3, '"""",""'],
    ],
  ],
  [
    'a quote in plain text',
    'a"b,c\nd"e,f\n',
    [
      [1, 1, 'a"b,c'],
      [2, 2, 'd"e,f'],
    ],
  ],
  [
    'a quote behind a closing one',
    '"a"b"c\nd\n',
    [
      [1, 1, '"a"b"c'],
      [2, 2, 'd'],
    ],
  ],
  [
    'a cell that is an empty quoted text',
    '""\n""',
    [
      [1, 1, '""'],
      [2, 2, '""'],
    ],
  ],
  ['a record of blanks', ' \n', [[1, 1, ' ']]],
])('records: %s', (_name, text, records) => {
  expect(recordsOf(text)).toEqual(records);
});

test.each(delimiters)('a quote opens a field behind this delimiter alone: %j', (delimiter) => {
  const other = delimiter === ',' ? ';' : ',';
  expect(recordsOf(`a${delimiter}"x\ny"\n`, delimiter)).toHaveLength(1);
  expect(recordsOf(`a${other}"x\ny"\n`, delimiter)).toHaveLength(2);
});

test.each([
  ['a CR alone', 'a\nb\rc\n', { code: 'line_ends', line: 2, row: 2 }],
  ['two CRs before an LF', 'a\r\r\n', { code: 'line_ends', line: 1, row: 1 }],
  ['a CR at the end', 'a\nb\r', { code: 'line_ends', line: 2, row: 2 }],
  ['a CR before a quoted field', 'a\r,"b"\n', { code: 'line_ends', line: 1, row: 1 }],
  ['an unclosed quote', 'a\n"b\nc","d\n\n', { code: 'unclosed_quote', line: 3, row: 2 }],
  ['a doubled quote at the end', 'a\n"b""', { code: 'unclosed_quote', line: 2, row: 2 }],
  ['nothing', '', { code: 'no_data', line: 1, row: undefined }],
  ['blank lines alone', '\n\r\n', { code: 'no_data', line: 3, row: undefined }],
])('refused: %s', (_name, text, fault) => {
  expect(faultIn(text)).toEqual(fault);
  expect(faultIn(text, { size: () => 1 })).toEqual(fault);
});

test('more rows than may be', () => {
  expect(faultIn('a\n\nb\nc\n', { maxRows: 3 })).toBeUndefined();
  expect(faultIn('a\n\nb\nc\n', { maxRows: 2 })).toEqual({ code: 'too_many_rows', line: 4, row: 3 });
});

test.each([
  ['plain', (size: number) => `a\n${'x'.repeat(size - 1)}\nb\n`],
  ['quoted', (size: number) => `a\n"${'\n'.repeat(size - 3)}"\nb\n`],
  ['CRLF', (size: number) => `a\n${'x'.repeat(size - 2)}\r\nb\n`],
  ['no line end', (size: number) => `a\n${'x'.repeat(size)}`],
  ['unclosed', (size: number) => `a\n"${'x'.repeat(size - 2)}"`],
])('a record may have 64 KB: %s', (_name, text) => {
  const tooLong = { code: 'record_too_long', line: 2, row: 2 };
  for (const size of [() => 1_000_000, () => 4096, () => maxRecordBytes + 3, () => 7]) {
    expect(faultIn(text(maxRecordBytes), { size })).toBeUndefined();
    expect(faultIn(text(maxRecordBytes + 1), { size })).toEqual(tooLong);
  }
});

test('a CR alone is met before or after the 64 KB, whatever the pieces', () => {
  for (const [at, code] of [
    [maxRecordBytes - 2, 'line_ends'],
    [maxRecordBytes - 1, 'record_too_long'],
    [maxRecordBytes, 'record_too_long'],
  ] as const) {
    const text = `${'x'.repeat(at)}\r${'x'.repeat(maxRecordBytes)}\n`;
    for (const size of [() => 1_000_000, () => 1, () => 65_537])
      expect(faultIn(text, { size })?.code).toBe(code);
  }
});

test('chunks of 200 rows follow without a gap, whatever the pieces, and go on from any of them', () => {
  const pick = seededNumbers(7);
  const cells = ['a', '', '"x\ny"', '"x\r\n""y"""', 'é', '"🙂,"', 'o"clock'];
  const lines = Array.from({ length: 1_111 }, (_, row) => {
    const blank = pick(20) === 0 ? '\r\n' : '';
    return `${blank}${row},${cells[pick(cells.length)]},${cells[pick(cells.length)]}${pick(2) ? '\n' : '\r\n'}`;
  });
  const bytes = Buffer.from(lines.join(''));
  const options = { maxRows: 2000 };
  const { chunks, fault } = scanAll(bytes, comma, start, options);
  expect(fault).toBeUndefined();
  expect(chunks.map(({ number, firstRow, rows }) => [number, firstRow, rows])).toEqual([
    [1, 1, 200],
    [2, 201, 200],
    [3, 401, 200],
    [4, 601, 200],
    [5, 801, 200],
    [6, 1001, 111],
  ]);
  expect(chunks.map(({ from }) => from)).toEqual([0, ...chunks.slice(0, -1).map(({ to }) => to)]);
  expect(chunks.at(-1)?.to).toBe(bytes.length);
  for (const { from, to, firstLine, nextLine } of chunks) {
    const lineAt = (offset: number) => bytes.toString('latin1', 0, offset).split('\n').length;
    expect([firstLine, nextLine]).toEqual([lineAt(from), lineAt(to)]);
  }
  for (const size of [() => 1, () => 2, () => 1 + pick(50), () => 1 + pick(5000)]) {
    expect(scanAll(bytes, comma, start, { ...options, size })).toEqual({ chunks });
  }
  for (const [index, chunk] of chunks.entries()) {
    const rest = scanAll(bytes, comma, startAfter(chunk), { ...options, size: () => 1 + pick(300) });
    expect(rest).toEqual({ chunks: chunks.slice(index + 1) });
  }
});
