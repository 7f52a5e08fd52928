import { expect, test } from 'vitest';
import { faultOf } from '../../../test/support/csv/read-csv.ts';
import { dialectBytes, readDialect } from './dialect.ts';
import { maxRecordBytes } from './records.ts';

const read = (text: string | Buffer, whole = true) => readDialect(Buffer.from(text), whole);
const faultIn = (text: string | Buffer, whole = true) => {
  const result = faultOf(() => read(text, whole));
  return 'fault' in result ? result.fault : undefined;
};
const columns = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`).join(',');

test.each([
  ['comma', 'a,b\n1,2\n', ',', ['a', 'b']],
  ['semicolon', 'a;b\n1;2\n', ';', ['a', 'b']],
  ['tab', 'a\tb\n', '\t', ['a', 'b']],
  ['the most fields', 'a;b,c;d\n', ';', ['a', 'b,c', 'd']],
  ['comma where both give as many', 'a;b,c\n', ',', ['a;b', 'c']],
  ['one column', 'reference\n1\n', ',', ['reference']],
  ['a delimiter within quotes', '"a;b;c",d\n', ',', ['a;b;c', 'd']],
  ['a line end within quotes', 'a;"b\nc"\n', ';', ['a', 'b\nc']],
  ['blanks and quotes', ' a , "b ,"c ""d"""\n', ',', ['a', '"b', 'c "d"']],
  ['a broken row below', 'a,b\n"\r\0', ',', ['a', 'b']],
])('delimiter and names: %s', (_name, text, delimiter, names) => {
  const [head = ''] = text.split('\0');
  expect(read(head)).toMatchObject({ delimiter, columns: names });
});

test('data begins behind the header, after a byte order mark and blank lines too', () => {
  expect(read('a,b\r\n1,2')).toEqual({
    delimiter: ',',
    bom: false,
    columns: ['a', 'b'],
    headerLine: 1,
    data: { number: 1, offset: 5, row: 1, line: 2 },
  });
  expect(read('\ufeff\n\r\nä,"b\n"\n1,2')).toEqual({
    delimiter: ',',
    bom: true,
    columns: ['ä', 'b'],
    headerLine: 3,
    data: { number: 1, offset: 14, row: 1, line: 5 },
  });
  expect(read('a,b').data).toEqual({ number: 1, offset: 3, row: 1, line: 1 });
});

test.each([
  ['nothing', '', 'empty', 1],
  ['a byte order mark alone', '\ufeff', 'empty', 1],
  ['blank lines alone', '\n\r\n\n', 'empty', 1],
  ['UTF-16, little end first', Buffer.from('\ufeffa,b\n', 'utf16le'), 'encoding_utf16', 1],
  ['UTF-16, big end first', Buffer.from('\ufeffa,b\n', 'utf16le').swap16(), 'encoding_utf16', 1],
  ['UTF-16 without a mark', Buffer.from('a,b\r\n', 'utf16le'), 'nul_byte', 1],
  ['NUL below the header', 'a,b\n1,2\n3,\0\n', 'nul_byte', 3],
  ['Latin-1', Buffer.from('a,stra\u00dfe\n', 'latin1'), 'not_utf8', 1],
  ['CR alone', 'a,b\r1,2\r', 'line_ends', 1],
  ['CR alone in the second blank line', '\n\ra,b\n', 'line_ends', 2],
  ['an unclosed quote', '\na,"b\n1,2\n', 'unclosed_quote', 2],
  ['an unclosed quote behind semicolons', 'a;"b\n1;2\n', 'unclosed_quote', 1],
  ['text behind a closing quote', 'a,"b"c,d\n', 'stray_quote', 1],
  ['a doubled name', 'a,B, b \n', 'column_doubled', 1],
  ['a name that is empty', 'a,,c\n', 'column_name_empty', 1],
  ['a name of blanks', 'a,b,"  "\n', 'column_name_empty', 1],
  ['101 columns', `${columns(101)}\n`, 'too_many_columns', 1],
  ['a long header', `a,${'b'.repeat(maxRecordBytes)}\n`, 'record_too_long', 1],
])('refused: %s', (_name, text, code, line) => {
  expect(faultIn(text)).toMatchObject({ code, line });
});

test('100 columns and a header of 64 KB, of a file that goes on, are taken', () => {
  expect(read(`${columns(100)}\n`).columns).toHaveLength(100);
  const header = `\ufeff${'a'.repeat(maxRecordBytes - 1)}\n`;
  expect(Buffer.byteLength(header)).toBe(dialectBytes);
  expect(read(header, false).columns).toHaveLength(1);
  expect(faultIn(header.replace('a\n', 'aa'), false)).toMatchObject({ code: 'record_too_long', line: 1 });
});

test('a doubled column is named', () => {
  expect(() => read('Name,x,name\n')).toThrow('The header names the column name twice.');
});
