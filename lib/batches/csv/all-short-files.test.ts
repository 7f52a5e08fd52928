import { expect, test } from 'vitest';
import { faultOf } from '../../../test/support/csv/read-csv.ts';
import { referenceRecords } from '../../../test/support/csv/reference-records.ts';
import { recordScanner } from './records.ts';

const SIGNS = ['"', ',', '\n', '\r', 'a'];
const LONGEST = 6;

/** Every text of these signs, so that each neighbourhood of quote, delimiter and line end is met. */
function* textsOf(length: number): Generator<string> {
  if (length === 0) return yield '';
  for (const text of textsOf(length - 1)) for (const sign of SIGNS) yield text + sign;
}

test.each(Array.from({ length: LONGEST }, (_, index) => index + 1))(
  'each text of %i signs has the records that a reader sign by sign finds',
  (length) => {
    for (const text of textsOf(length)) {
      const bytes = Buffer.from(text);
      const { records, fault } = referenceRecords(bytes, ',', 0, 1);
      const expected = fault
        ? fault.code
        : records.map(({ row, line, from, textTo }) => [row, line, from, textTo]);
      for (const cut of [0, length >> 1]) expect(scanned(bytes, cut), JSON.stringify(text)).toEqual(expected);
    }
  },
);

function scanned(bytes: Buffer, cut: number): unknown {
  const found: number[][] = [];
  const read = faultOf(() => {
    const scanner = recordScanner(',', { offset: 0, row: 1, line: 1 }, (row, line, from, textTo) =>
      found.push([row, line, from, textTo]),
    );
    for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) if (piece.length) scanner.feed(piece);
    scanner.finish();
  });
  return 'fault' in read ? read.fault.code : found;
}
