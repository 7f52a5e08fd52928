import { AwsError } from '../aws-error.ts';
import type { Blob } from './blob.ts';
import { checkWrite } from './conditions.ts';
import type { Answer, S3Request } from './request.ts';
import type { Bucket, Store, Version } from './store.ts';
import { encodingsOf, takeBody } from './upload-body.ts';

const KEPT_HEADERS = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];

/** Headers of a write that a read gives back. */
export function keptHeaders({ header, raw }: S3Request): Record<string, string> {
  const kept = KEPT_HEADERS.flatMap((name) => (header(name) ? [[name, header(name) ?? '']] : []));
  const meta = Object.entries(raw.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  const encoding = encodingsOf(header)
    .filter((name) => name !== 'aws-chunked')
    .join(',');
  return {
    'content-type': 'application/octet-stream',
    ...(encoding && { 'content-encoding': encoding }),
    ...Object.fromEntries([...kept, ...meta]),
  };
}

/** Stores a body; it becomes an object only when it came whole and its checksums hold. */
export async function putObject(store: Store, request: S3Request): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  const { key } = request;
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  checkWrite(request, store.versions(bucket, key));
  const headers = keptHeaders(request);
  const version = await takeBody(store, request, (blob) => {
    // Once more, because another write may have come in between.
    checkWrite(request, store.versions(bucket, key));
    return addVersion(store, bucket, key, blob, headers);
  });
  return { status: 200, headers: { ...versionHeaders(bucket, version), ...checksumHeaders(version) } };
}

export function addVersion(
  store: Store,
  bucket: Bucket,
  key: string,
  blob: Blob & { etag?: string },
  headers: Record<string, string>,
) {
  return store.add(bucket, key, {
    deleteMarker: false,
    etag: `"${blob.etag ?? blob.md5}"`,
    size: blob.size,
    checksum: blob.proven,
    headers,
    blob: blob.blob,
  });
}

export function versionHeaders(bucket: Bucket, version: Version): Record<string, string> {
  return {
    ...(!version.deleteMarker && { etag: version.etag }),
    ...(bucket.versioning && { 'x-amz-version-id': version.id }),
  };
}

export function checksumHeaders(version: Version): Record<string, string> {
  const { algorithm, value } = version.checksum;
  return {
    [`x-amz-checksum-${algorithm}`]: value,
    'x-amz-checksum-type': value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
  };
}
