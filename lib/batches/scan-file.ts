import { uploadKey } from '../files/keys.ts';
import { readFrom, readRange } from '../files/read.ts';
import { lastChunk } from '../table/chunks.ts';
import { getLayout, keepLayout } from '../table/layouts.ts';
import { chunkHints } from './chunk-hints.ts';
import { MOST_ROWS } from './create.ts';
import { dialectBytes, readDialect } from './csv/dialect.ts';
import { FileFault } from './csv/file-fault.ts';
import { type Chunk as Borders, chunkScanner, startAfter } from './csv/scan.ts';
import { TIMER } from './deps.ts';
import type { Batch, PinnedFile, Rejection } from './model/batch.ts';
import type { Layout } from './model/layout.ts';
import { changeBatch, saveChunk } from './save.ts';
import type { BatchWorker } from './worker.ts';

/** A chunk whose hint is lost is validated by the tick after so long. */
const PATIENCE_MS = 60_000;

/**
 * Finds the chunks of the file in one pass, and lets each be validated as soon as it is found. The chunks that are there are the
 * checkpoint: a scan that died goes on behind the last one, and two scans at once put the same. Gives when to go on where time ran out.
 */
export async function scanFile(deps: BatchWorker, batch: Batch): Promise<number | undefined> {
  const { file } = batch;
  if (!file) throw new Error(`batch ${batch.id} has no file`);
  try {
    const layout =
      (await getLayout(deps.table, batch.org, batch.id)) ?? (await readLayout(deps, batch, file));
    if (!layout) return undefined;
    return await findChunks(deps, batch, file, layout);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await reject(deps, batch, { code: error.code, detail: error.detail, line: error.line });
    return undefined;
  }
}

/** The header, once for all chunks; `undefined`: it names columns that nobody knows, and the file is refused. */
async function readLayout(deps: BatchWorker, batch: Batch, file: PinnedFile): Promise<Layout | undefined> {
  const key = uploadKey(batch.org, batch.id);
  const whole = file.bytes <= dialectBytes;
  const head = await readRange(deps.files, key, file.versionId, 0, Math.min(file.bytes, dialectBytes));
  const { delimiter, bom, columns, data, headerLine } = readDialect(head, whole);
  const read = await deps.readColumns(batch, columns);
  if ('fault' in read) {
    await reject(deps, batch, { line: headerLine, ...read.fault });
    return undefined;
  }
  const layout: Layout = { delimiter, bom, header: [...columns], columns: read.columns, data: { ...data } };
  return keepLayout(deps.table, batch.org, batch.id, layout);
}

async function findChunks(
  deps: BatchWorker,
  batch: Batch,
  file: PinnedFile,
  layout: Layout,
): Promise<number | undefined> {
  const last = await lastChunk(deps.table, batch.org, batch.id);
  const start = last ? startAfter(last) : layout.data;
  const { rowsPerChunk } = deps;
  const sized = rowsPerChunk === undefined ? {} : { rowsPerChunk };
  const scanner = chunkScanner({ delimiter: layout.delimiter, maxRows: MOST_ROWS, ...sized }, start);
  const key = uploadKey(batch.org, batch.id);
  let newest: Borders | undefined = last;
  const hint = chunkHints(deps, batch);
  const put = async (found: readonly Borders[]) => {
    for (const borders of found) {
      await putScanned(deps, batch, borders);
      await hint.add(borders);
      newest = borders;
    }
  };
  if (start.offset < file.bytes) {
    for await (const bytes of readFrom(deps.files, key, file.versionId, start.offset, deps.signal)) {
      await put(scanner.feed(bytes));
      if (deps.signal.aborted) {
        await hint.send();
        return deps.clock.now();
      }
    }
  }
  if (start.offset < file.bytes || !last) await put(scanner.finish());
  await hint.send();
  if (!newest) throw new Error('a file without a row is refused by the scanner');
  const { number, firstRow, rows } = newest;
  const scanned = { chunks: number, rows: firstRow + rows - 1, at: deps.clock.now() };
  await changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'scanned', (current) =>
    current.scanned ? undefined : { ...current, scanned },
  );
  return deps.clock.now();
}

/** One at a time and in order, so that there is never a gap before the last one. */
async function putScanned(deps: BatchWorker, { org, id }: Batch, borders: Borders): Promise<void> {
  const nextAt = deps.clock.now() + PATIENCE_MS;
  await saveChunk(deps, undefined, { org, batchId: id, ...borders, state: 'scanned', nextAt });
}

async function reject(deps: BatchWorker, batch: Batch, rejection: Rejection): Promise<void> {
  await changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'reject', (current) =>
    current.status === 'validating' ? { ...current, status: 'rejected', rejection } : undefined,
  );
}
