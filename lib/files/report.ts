import { Readable } from 'node:stream';
import { Upload } from '@aws-sdk/lib-storage';
import type { Files } from './client.ts';

/** Bytes of one request; two are under way at once, and a third is being filled. A report may have 10,000. */
const PART_SIZE = 8 * 1024 ** 2;
const AT_ONCE = 2;
const BLOCK_SIZE = 64 * 1024;

/**
 * Writes a report of any size as its text comes, in constant memory. It stands there when all of it has come: when the
 * text throws or the worker dies, what stood there before stays, and the parts are cleared away (at the latest by the
 * bucket, after a day).
 */
export async function putReport(files: Files, key: string, text: AsyncIterable<string>): Promise<void> {
  await putReportBytes(files, key, blocks(text));
}

/** The same of bytes. */
export async function putReportBytes(
  { client, bucket }: Files,
  key: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const upload = new Upload({
    client,
    partSize: PART_SIZE,
    queueSize: AT_ONCE,
    params: {
      Bucket: bucket,
      Key: key,
      Body: Readable.from(bytes),
      ContentType: 'text/csv; charset=utf-8',
    },
  });
  await upload.done();
}

/** Text in blocks: a report's lines one by one would each be a buffer until their part is full. */
async function* blocks(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting = '';
  for await (const piece of text) {
    waiting += piece;
    if (waiting.length < BLOCK_SIZE) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}
