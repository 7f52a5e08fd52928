import type { Files } from '../files/client.ts';
import { getJson } from '../files/get-json.ts';
import { chunkKey, rowsKey, uploadKey } from '../files/keys.ts';
import { putJson } from '../files/put-json.ts';
import { readRange } from '../files/read.ts';
import type { Table } from '../table/client.ts';
import { getLayout } from '../table/layouts.ts';
import { type ParsedRow, parseChunk } from './csv/parse.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import type { Layout } from './model/layout.ts';
import { type Row, Rows } from './model/row.ts';

/** What the header of its file says, which was read before any chunk was found. */
export async function layoutOf(table: Table, { org, id }: Batch): Promise<Layout> {
  const layout = await getLayout(table, org, id);
  if (!layout) throw new Error(`the header of batch ${id} was not read`);
  return layout;
}

/** The bytes of a chunk, of the version of the file that was pinned. */
export async function bytesOf(files: Files, batch: Batch, chunk: Chunk): Promise<Buffer> {
  const { file } = batch;
  if (!file) throw new Error(`batch ${batch.id} has no file`);
  return readRange(files, uploadKey(batch.org, batch.id), file.versionId, chunk.from, chunk.to);
}

/** Its records. Throws `FileFault`. */
export function recordsOf(bytes: Buffer, layout: Layout, chunk: Chunk): readonly ParsedRow[] {
  return parseChunk(bytes, chunk, { delimiter: layout.delimiter, columns: layout.header });
}

/** Its rows as the validation left them. */
export function checkedRows(files: Files, chunk: Chunk): Promise<Row[]> {
  return written(files, chunkKey(chunk.org, chunk.batchId, chunk.number));
}

export function putCheckedRows(files: Files, chunk: Chunk, rows: Row[]): Promise<void> {
  return putJson(files, chunkKey(chunk.org, chunk.batchId, chunk.number), Rows, rows);
}

/** Its rows as they ended. */
export function endedRows(files: Files, chunk: Chunk): Promise<Row[]> {
  return written(files, rowsKey(chunk.org, chunk.batchId, chunk.number));
}

export function putEndedRows(files: Files, chunk: Chunk, rows: Row[]): Promise<void> {
  return putJson(files, rowsKey(chunk.org, chunk.batchId, chunk.number), Rows, rows);
}

async function written(files: Files, key: string): Promise<Row[]> {
  const rows = await getJson(files, key, Rows);
  if (!rows) throw new Error(`the bucket has no ${key}`);
  return rows;
}
