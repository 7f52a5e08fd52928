import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { mutate, seededNumbers } from '../../../test/support/csv/mutate.ts';
import { papaparse } from '../../../test/support/csv/papaparse.ts';
import { type Fault, faultOf, scanAll } from '../../../test/support/csv/read-csv.ts';
import { type Reference, referenceRecords } from '../../../test/support/csv/reference-records.ts';
import { type Dialect, readDialect } from './dialect.ts';
import { type ParsedRow, parseChunk, textOf } from './parse.ts';
import { type Chunk, type ScanStart, startAfter } from './scan.ts';

const seeds = [
  'a,b,c\n1,"",""\n2,3,4\n"Once upon \na time",5,6\n7,8,9\n',
  'a,b\r\n1,"ha ""ha"" ha"\r\n\r\n"x\r\ny",4\r\n5,6',
  '\ufeffreference;name;note\r\nA-1;"Byron; Ada";"é ""ü"""\r\nA-2;Ada;\r\nA-3;"";"\n\n"\r\n',
  'key\tval\n1\t"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n2\t\u{1f642}\n3\tx\n',
  'one\n1\n"2"\n"3\n3"\n""\n4\n',
  'a,b,c\n1,37.8"N,x\n2,"y",z\n3,"p"q,r\n4,,\n\n5,6\n6,7,8,9\n7,8,9\n',
  `"a","b"\n${Array.from({ length: 12 }, (_, row) => `"${row}","x"\n`).join('')}`,
];

const seen = { files: 0, refused: 0, rows: 0, compared: 0, wholes: 0 };
const codes = new Map<string, number>();
const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);

test.each(seeds.map((seed, index) => [index, seed] as const))('mutations of file %i', (index, seed) => {
  for (let round = 0; round < 1_500; round += 1) {
    const pick = seededNumbers(index * 10_000 + round);
    const bytes = mutate(Buffer.from(seed), pick);
    try {
      checkFile(bytes, pick);
    } catch (error) {
      throw new Error(`file ${JSON.stringify(bytes.toString('latin1'))}`, { cause: error });
    }
  }
});

test('the mutations have met each kind of fault, and were compared with the second parser', () => {
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining([
      'column_count',
      'column_doubled',
      'column_name_empty',
      'line_ends',
      'no_data',
      'not_utf8',
      'nul_byte',
      'stray_quote',
      'unclosed_quote',
    ]),
  );
  expect(seen.files).toBe(10_500);
  expect(seen.compared).toBeGreaterThan(20_000);
  expect(seen.wholes).toBeGreaterThan(2_000);
  expect(seen.refused).toBeLessThan(seen.files / 2);
});

function checkFile(bytes: Buffer, pick: (below: number) => number): void {
  seen.files += 1;
  const read = faultOf(() => readDialect(bytes, true));
  if ('fault' in read) {
    refused(read.fault);
    return;
  }
  const dialect = read.value;
  const { offset, line } = dialect.data;
  expect(line).toBe(bytes.toString('latin1', 0, offset).split('\n').length);
  const reference = referenceRecords(bytes, dialect.delimiter, offset, line);
  const chunks = checkChunks(bytes, dialect, reference, pick);
  for (const chunk of chunks) checkRows(bytes, dialect, chunk, reference);
  compareWhole(bytes, dialect, reference);
}

/** The second parser on all records at once, where they are strictly valid and all line ends are alike. */
function compareWhole(bytes: Buffer, { delimiter, data }: Dialect, { records, fault }: Reference): void {
  const text = bytes.toString('latin1', data.offset);
  const newline = text.includes('\r') ? '\r\n' : '\n';
  if (fault || !records.every(({ strict }) => strict) || text.replaceAll(newline, '').match(/[\r\n]/)) return;
  seen.wholes += 1;
  const whole = papaparse(text, delimiter, newline);
  expect(whole.errors).toEqual([]);
  // It gives a blank line as it gives a record of one empty quoted cell.
  const theirs = whole.data.filter(([only, ...more]) => only !== '' || more.length > 0);
  const ours = records.filter(({ from, textTo }) => bytes.toString('latin1', from, textTo) !== '""');
  expect(theirs).toHaveLength(ours.length);
}

function refused({ code, line }: Fault): void {
  seen.refused += 1;
  count(code);
  expect(line).toBeGreaterThan(0);
}

function checkChunks(bytes: Buffer, dialect: Dialect, reference: Reference, pick: (below: number) => number) {
  const rowsPerChunk = 1 + pick(4);
  const scan = (start: ScanStart, size: () => number) =>
    scanAll(bytes, dialect, start, { rowsPerChunk, size });
  // A fault takes along the chunks of the same piece: byte by byte none is lost.
  const { chunks, fault } = scan(dialect.data, () => 1);
  const whole = scan(dialect.data, () => bytes.length);
  const any = pick(chunks.length + 1);
  const after = chunks[any];
  const resumed = after ? scan(startAfter(after), () => 1 + pick(9)) : whole;
  const expected = after ? chunks.slice(any + 1) : chunks;
  expect([whole, resumed]).toEqual([
    { chunks: fault ? chunks.slice(0, whole.chunks.length) : chunks, ...(fault && { fault }) },
    { chunks: fault ? expected.slice(0, resumed.chunks.length) : expected, ...(fault && { fault }) },
  ]);
  const noData = !reference.fault && reference.records.length === 0;
  expect(fault?.code).toBe(noData ? 'no_data' : reference.fault?.code);
  if (fault) refused(fault);
  if (reference.fault) expect(fault?.line).toBe(reference.fault.line);
  else expect(chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(reference.records.length);
  return chunks;
}

function checkRows(bytes: Buffer, dialect: Dialect, chunk: Chunk, { records }: Reference): void {
  const piece = bytes.subarray(chunk.from, chunk.to);
  const read = faultOf(() => parseChunk(piece, chunk, dialect));
  if ('fault' in read) {
    const { code, line } = read.fault;
    refused(read.fault);
    const bad = Buffer.from(bytes.toString('latin1').split('\n')[line - 1] ?? '', 'latin1');
    expect(code === 'nul_byte' ? bad.includes(0) : !isUtf8(bad)).toBe(true);
    return;
  }
  expect(isUtf8(piece) && !piece.includes(0)).toBe(true);
  const expected = records.slice(chunk.firstRow - 1, chunk.firstRow - 1 + chunk.rows);
  expect(read.value.map(({ row, line, from, to }) => ({ row, line, from, to }))).toEqual(
    expected.map(({ row, line, from, textTo }) => ({
      row,
      line,
      from: from - chunk.from,
      to: textTo - chunk.from,
    })),
  );
  seen.rows += read.value.length;
  const strict = read.value.filter((_, index) => expected[index]?.strict);
  seen.compared += strict.length;
  expect(strict.map(cellsRead)).toEqual(strict.map((row) => cellsByPapaparse(textOf(piece, row), dialect)));
  for (const row of read.value) if ('fault' in row) count(row.fault.code);
}

const cellsRead = (row: ParsedRow) => ('fault' in row ? row.fault.code : row.cells);

function cellsByPapaparse(raw: string, { delimiter, columns }: Dialect) {
  const { data, errors } = papaparse(raw, delimiter, '\n');
  const [cells = []] = data;
  if (errors.length > 0 || data.length !== 1) return errors;
  return cells.length === columns.length ? cells : 'column_count';
}
