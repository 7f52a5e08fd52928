import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { Files } from './client.ts';

/** Bytes `from` up to, not including, `to` of one version. Throws when not all of them come. */
export async function readRange(
  files: Files,
  key: string,
  versionId: string,
  from: number,
  to: number,
): Promise<Buffer> {
  if (from === to) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  for await (const part of stream(files, { key, versionId, range: `bytes=${from}-${to - 1}` }))
    parts.push(part);
  const bytes = Buffer.concat(parts);
  if (bytes.length !== to - from)
    throw new Error(`${key}: ${bytes.length} bytes came of ${to - from} from ${from}`);
  return bytes;
}

/**
 * One version from this byte to its end, as it comes; `from` lies before the end. Throws when the stream ends early, and
 * then whoever has kept his place may go on from there. Leaving the loop, or the signal, ends the reading.
 */
export function readFrom(
  files: Files,
  key: string,
  versionId: string,
  from: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  return stream(files, { key, versionId, range: `bytes=${from}-`, signal });
}

async function* stream(
  { client, bucket }: Files,
  {
    key,
    versionId,
    range,
    signal,
  }: { key: string; versionId: string; range: string; signal?: AbortSignal | undefined },
): AsyncGenerator<Buffer> {
  const { Body, ContentLength = Number.NaN } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId, Range: range }),
    signal ? { abortSignal: signal } : {},
  );
  if (!(Body instanceof Readable)) throw new Error(`${key}: no body came`);
  const body = Body;
  // The client listens to the signal only until the answer begins.
  const abort = () => void body.destroy(new Error(`${key}: the reading was given up`));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  let bytes = 0;
  try {
    for await (const part of body) {
      bytes += part.length;
      yield part;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    body.destroy();
  }
  if (bytes !== ContentLength) throw new Error(`${key}: ${bytes} bytes came of ${ContentLength}`);
}
