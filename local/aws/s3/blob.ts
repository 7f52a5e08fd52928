import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32 as addCrc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import type { Store } from './store.ts';

/** What a stored body came to: hex digests, checksums in base64 as S3 writes them. */
export interface Blob {
  blob: string;
  size: number;
  md5: string;
  sha256: string;
  checksums: { crc32: string; sha1: string; sha256: string };
  /** The one that a read tells: what the writer proved, else CRC32. */
  proven: { algorithm: 'crc32' | 'sha1' | 'sha256'; value: string };
}

/**
 * Streams a body into a file and hands what it came to to `commit`; when that refuses, or the body breaks off or
 * exceeds `max` bytes, the file is gone.
 */
export async function storeBlob<T>(
  store: Store,
  body: AsyncIterable<Buffer>,
  commit: (blob: Blob) => T,
  max = Number.POSITIVE_INFINITY,
): Promise<T> {
  const blob = randomUUID();
  const path = store.blobPath(blob);
  const [md5, sha1, sha256] = [createHash('md5'), createHash('sha1'), createHash('sha256')];
  let size = 0;
  let crc = 0;
  const measure = async function* () {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > max)
        throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      for (const hash of [md5, sha1, sha256]) hash.update(chunk);
      crc = addCrc32(chunk, crc);
      yield chunk;
    }
  };
  try {
    await pipeline(measure, createWriteStream(path));
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc);
    const digest = sha256.digest();
    const crc32 = sum.toString('base64');
    return commit({
      blob,
      size,
      md5: md5.digest('hex'),
      sha256: digest.toString('hex'),
      checksums: {
        crc32,
        sha1: sha1.digest('base64'),
        sha256: digest.toString('base64'),
      },
      proven: { algorithm: 'crc32', value: crc32 },
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
