import { AwsError } from '../aws-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type Blob, storeBlob } from './blob.ts';
import type { S3Request } from './request.ts';
import type { Store } from './store.ts';

/** Headers of a write that mean something here; encryption, lists of rights and tags would be lost in silence. */
const KNOWN_HEADERS =
  /^x-amz-(meta-.+|checksum-.+|sdk-checksum-algorithm|content-sha256|date|decoded-content-length|trailer|user-agent|security-token)$/;

export function checkWriteHeaders({ raw }: S3Request): void {
  const unknown = Object.keys(raw.headers).find(
    (name) => name.startsWith('x-amz-') && !KNOWN_HEADERS.test(name),
  );
  if (unknown !== undefined) throw new AwsError('NotImplemented', `Not served here: ${unknown}`, 501);
}

/** Streams the body of a write into a file; `commit` gets it only when it came whole and its checksums hold. */
export async function takeBody<T>(store: Store, request: S3Request, commit: (blob: Blob) => T): Promise<T> {
  checkWriteHeaders(request);
  const { header, raw } = request;
  const length = header('x-amz-decoded-content-length') ?? header('content-length');
  if (length === undefined)
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  const trailers: Record<string, string> = {};
  const body: AsyncIterable<Buffer> = encodingsOf(header).includes('aws-chunked')
    ? decodeAwsChunked(raw.iterator({ destroyOnReturn: false }), trailers)
    : { [Symbol.asyncIterator]: () => raw.iterator({ destroyOnReturn: false }) };
  return storeBlob(store, body, (blob) => {
    if (blob.size !== Number(length))
      throw new AwsError('IncompleteBody', 'The body has another length than it says.');
    return commit({ ...blob, proven: checkDigests(request, blob, trailers) });
  });
}

export function encodingsOf(header: S3Request['header']): string[] {
  return (header('content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Sees that every checksum that came with the body holds; gives the one that is kept with it. */
function checkDigests({ header }: S3Request, blob: Blob, trailers: Record<string, string>): Blob['proven'] {
  for (const name of ['crc32c', 'crc64nvme']) {
    if (header(`x-amz-checksum-${name}`) ?? trailers[`x-amz-checksum-${name}`])
      throw new AwsError('NotImplemented', `The checksum ${name} is not served here.`, 501);
  }
  let proven = blob.proven;
  for (const name of ['crc32', 'sha1', 'sha256'] as const) {
    const given = header(`x-amz-checksum-${name}`) ?? trailers[`x-amz-checksum-${name}`];
    if (given !== undefined) proven = { algorithm: name, value: given };
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
  return proven;
}
