import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import { readBody } from '../http.ts';
import { type Blob, storeBlob } from './blob.ts';
import { xml } from './bucket-operations.ts';
import { addVersion, checksumHeaders, keptHeaders, versionHeaders } from './put-object.ts';
import type { Answer, S3Request } from './request.ts';
import type { Store, Upload } from './store.ts';
import { checkWriteHeaders, takeBody } from './upload-body.ts';
import { elements, toXml } from './xml.ts';

/** Every part but the last has at least so many bytes, and there are at most so many: "Multipart upload limits". */
const SMALLEST_PART = 5 * 1024 ** 2;
const MOST_PARTS = 10_000;
const COMPLETE_LIMIT = 2 * 1024 ** 2;

/** Begins an object in parts, whose checksum is made of the CRC32 of each. */
export function createUpload(store: Store, request: S3Request): Answer {
  const { bucket, key, header } = request;
  store.bucket(bucket);
  checkWriteHeaders(request);
  const algorithm = header('x-amz-checksum-algorithm') ?? 'CRC32';
  if (algorithm !== 'CRC32' || (header('x-amz-checksum-type') ?? 'COMPOSITE') !== 'COMPOSITE')
    throw new AwsError('NotImplemented', 'Parts are served with composite CRC32 only.', 501);
  const id = randomUUID();
  store.uploads.set(id, { bucket, key, headers: keptHeaders(request), parts: new Map() });
  const answer = xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id });
  return { ...answer, headers: { ...answer.headers, 'x-amz-checksum-algorithm': 'CRC32' } };
}

/** One part; the same number again takes the place of the first. */
export async function putPart(store: Store, request: S3Request): Promise<Answer> {
  const upload = uploadOf(store, request);
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const part = await takeBody(store, request, (blob) => {
    uploadOf(store, request); // it may have been given up meanwhile
    const replaced = upload.parts.get(number);
    upload.parts.set(number, blob);
    if (replaced) void remove(store, [replaced]);
    return blob;
  });
  return {
    status: 200,
    headers: { etag: `"${part.md5}"`, 'x-amz-checksum-crc32': part.checksums.crc32 },
  };
}

/** Joins the parts that the caller names, in order; others are dropped. */
export async function completeUpload(store: Store, request: S3Request): Promise<Answer> {
  const upload = uploadOf(store, request);
  const bucket = store.bucket(request.bucket);
  const body = (await readBody(request.raw, COMPLETE_LIMIT)).toString('utf8');
  const parts = namedParts(upload, elements(body, 'Part'));
  const etag = `${createHash('md5')
    .update(Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex'))))
    .digest('hex')}-${parts.length}`;
  const version = await storeBlob(store, joined(store, parts), (blob) => {
    uploadOf(store, request); // another may have completed it meanwhile
    store.uploads.delete(request.query.get('uploadId') ?? '');
    const proven = { algorithm: 'crc32', value: compositeOf(parts) } as const;
    return addVersion(store, bucket, request.key, { ...blob, etag, proven }, upload.headers);
  });
  await remove(store, upload.parts.values());
  return {
    status: 200,
    headers: { ...versionHeaders(bucket, version), 'content-type': 'application/xml' },
    body: toXml('CompleteMultipartUploadResult', {
      Location: `http://${request.raw.headers.host}/${bucket.name}/${encodeURIComponent(request.key)}`,
      Bucket: bucket.name,
      Key: request.key,
      ETag: version.etag,
      ChecksumCRC32: version.checksum.value,
      ChecksumType: checksumHeaders(version)['x-amz-checksum-type'],
    }),
  };
}

export async function abortUpload(store: Store, request: S3Request): Promise<Answer> {
  const upload = uploadOf(store, request);
  store.uploads.delete(request.query.get('uploadId') ?? '');
  await remove(store, upload.parts.values());
  return { status: 204 };
}

function uploadOf(store: Store, { bucket, key, query }: S3Request): Upload {
  const upload = store.uploads.get(query.get('uploadId') ?? '');
  if (!upload || upload.bucket !== bucket || upload.key !== key)
    throw new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.', 404);
  return upload;
}

function namedParts({ parts }: Upload, named: readonly string[]): Blob[] {
  if (named.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  const numbers = named.map((text) => Number(elements(text, 'PartNumber')[0]));
  if (!numbers.every((number, index) => number > (numbers[index - 1] ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  const found = named.map((text, index) => {
    const part = parts.get(numbers[index] ?? 0);
    const etag = elements(text, 'ETag')[0]?.replaceAll('"', '');
    const sum = elements(text, 'ChecksumCRC32')[0];
    if (!part || part.md5 !== etag || (sum !== undefined && sum !== part.checksums.crc32))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
    return part;
  });
  if (found.slice(0, -1).some(({ size }) => size < SMALLEST_PART))
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return found;
}

async function* joined(store: Store, parts: readonly Blob[]): AsyncGenerator<Buffer> {
  for (const { blob, size } of parts) if (size > 0) yield* createReadStream(store.blobPath(blob));
}

/** The checksum of the checksums. Source: "Checking object integrity", composite checksums. */
function compositeOf(parts: readonly Blob[]): string {
  const sums = Buffer.concat(parts.map(({ checksums }) => Buffer.from(checksums.crc32, 'base64')));
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(sums));
  return `${sum.toString('base64')}-${parts.length}`;
}

async function remove(store: Store, parts: Iterable<Blob>): Promise<void> {
  await Promise.all([...parts].map(({ blob }) => rm(store.blobPath(blob), { force: true })));
}
