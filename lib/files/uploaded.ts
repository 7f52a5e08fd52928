import { HeadObjectCommand, NotFound } from '@aws-sdk/client-s3';
import type { Files } from './client.ts';

/** One version of a file, which nobody can change. */
export interface UploadedFile {
  versionId: string;
  bytes: number;
  etag: string;
  /** Hex; only of a file that came with it. */
  sha256?: string;
}

/** The newest version under this key; `undefined`: none has come. */
export async function uploaded({ client, bucket }: Files, key: string): Promise<UploadedFile | undefined> {
  try {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
    const { VersionId, ContentLength, ETag, ChecksumSHA256 } = head;
    if (VersionId === undefined || ContentLength === undefined || ETag === undefined)
      throw new Error(`the bucket ${bucket} tells no version: is it versioned?`);
    return {
      versionId: VersionId,
      bytes: ContentLength,
      etag: ETag.replaceAll('"', ''),
      // With a dash it is that of the checksums of parts, which says nothing of the whole.
      ...(ChecksumSHA256 === undefined || ChecksumSHA256.includes('-')
        ? {}
        : { sha256: Buffer.from(ChecksumSHA256, 'base64').toString('hex') }),
    };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
