import { createHash } from 'node:crypto';
import { writeRecord } from '../csv/write.ts';
import { getBytes } from '../files/bytes.ts';
import { exportKey, exportPartKey } from '../files/keys.ts';
import { putReportBytes } from '../files/report.ts';
import { HEADER } from './columns.ts';
import type { ExportWorker } from './deps.ts';
import type { Export } from './model/export.ts';

const BOM = '\ufeff';

/**
 * Puts the parts together as one file, one part in memory at a time. Whoever does it, and however often: the parts are what the
 * item says and change no more, so it is the same file. Throws when the file is not as long as its parts were.
 */
export async function composeFile(
  { files }: Pick<ExportWorker, 'files'>,
  one: Export,
): Promise<NonNullable<Export['file']>> {
  const hash = createHash('sha256');
  const header = Buffer.from((one.bom ? BOM : '') + writeRecord(HEADER, one.delimiter));
  let bytes = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of partsOf(header)) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
    const wanted = header.length + one.reading.bytes;
    if (bytes !== wanted) throw new Error(`${one.id}: ${bytes} bytes came of ${wanted}`);
  }
  async function* partsOf(first: Uint8Array): AsyncGenerator<Uint8Array> {
    yield first;
    for (const { name, parts } of one.reading.runs) {
      for (let part = 1; part <= parts; part++) {
        yield await getBytes(files, exportPartKey(one.org, one.id, name, part));
      }
    }
  }
  await putReportBytes(files, exportKey(one.org, one.id), pieces());
  return { bytes, sha256: hash.digest('hex') };
}
