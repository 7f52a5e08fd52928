import { AwsError } from '../aws-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type Blob, storeBlob } from './blob.ts';
import { checkWrite } from './conditions.ts';
import type { Answer, S3Request } from './request.ts';
import type { Bucket, Store, Version } from './store.ts';

const KEPT_HEADERS = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];

/** Headers of a write that mean something here; encryption, lists of rights and tags would be lost in silence. */
const KNOWN_HEADERS =
  /^x-amz-(meta-.+|checksum-.+|sdk-checksum-algorithm|content-sha256|date|decoded-content-length|trailer|user-agent|security-token)$/;

/** Stores a body; it becomes an object only when it came whole and its checksums hold. */
export async function putObject(store: Store, request: S3Request): Promise<Answer> {
  const bucket = store.bucket(request.bucket);
  const { key, header, raw } = request;
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  const unknown = Object.keys(raw.headers).find(
    (name) => name.startsWith('x-amz-') && !KNOWN_HEADERS.test(name),
  );
  if (unknown !== undefined) throw new AwsError('NotImplemented', `Not served here: ${unknown}`, 501);
  checkWrite(request, store.versions(bucket, key));
  const length = header('x-amz-decoded-content-length') ?? header('content-length');
  if (length === undefined)
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  const encodings = (header('content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const trailers: Record<string, string> = {};
  const body: AsyncIterable<Buffer> = encodings.includes('aws-chunked')
    ? decodeAwsChunked(raw.iterator({ destroyOnReturn: false }), trailers)
    : { [Symbol.asyncIterator]: () => raw.iterator({ destroyOnReturn: false }) };

  const kept = KEPT_HEADERS.flatMap((name) => (header(name) ? [[name, header(name) ?? '']] : []));
  const meta = Object.entries(raw.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  const encoding = encodings.filter((name) => name !== 'aws-chunked').join(',');
  const version = await storeBlob(store, body, (blob) => {
    if (blob.size !== Number(length))
      throw new AwsError('IncompleteBody', 'The body has another length than it says.');
    checkDigests(request, blob, trailers);
    // Once more, because another write may have come in between.
    checkWrite(request, store.versions(bucket, key));
    return addVersion(store, bucket, key, blob, {
      'content-type': 'application/octet-stream',
      ...(encoding && { 'content-encoding': encoding }),
      ...Object.fromEntries([...kept, ...meta]),
    });
  });
  return { status: 200, headers: { ...versionHeaders(bucket, version), ...checksumHeaders(version) } };
}

export function addVersion(
  store: Store,
  bucket: Bucket,
  key: string,
  blob: Blob,
  headers: Record<string, string>,
) {
  return store.add(bucket, key, {
    deleteMarker: false,
    etag: `"${blob.md5}"`,
    size: blob.size,
    crc32: blob.checksums.crc32,
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
  return { 'x-amz-checksum-crc32': version.crc32, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function checkDigests({ header }: S3Request, blob: Blob, trailers: Record<string, string>): void {
  for (const name of ['crc32c', 'crc64nvme']) {
    if (header(`x-amz-checksum-${name}`) ?? trailers[`x-amz-checksum-${name}`])
      throw new AwsError('NotImplemented', `The checksum ${name} is not served here.`, 501);
  }
  for (const name of ['crc32', 'sha1', 'sha256'] as const) {
    const given = header(`x-amz-checksum-${name}`) ?? trailers[`x-amz-checksum-${name}`];
    if (given !== undefined && given !== blob.checksums[name])
      throw new AwsError(
        'BadDigest',
        `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      );
  }
  const trailer = header('x-amz-trailer');
  if (trailer !== undefined && trailers[trailer.toLowerCase()] === undefined)
    throw new AwsError(
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed.',
    );
  const md5 = header('content-md5');
  if (md5 !== undefined && Buffer.from(md5, 'base64').toString('hex') !== blob.md5)
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const sha256 = header('x-amz-content-sha256');
  if (sha256 && /^[0-9a-f]{64}$/.test(sha256) && sha256 !== blob.sha256)
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 does not match what was computed.',
    );
}
