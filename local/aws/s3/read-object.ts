import { AwsError } from '../aws-error.ts';
import { isUnchanged } from './conditions.ts';
import { checksumHeaders, versionHeaders } from './put-object.ts';
import type { Answer, S3Request } from './request.ts';
import type { Bucket, Store, Version } from './store.ts';

/** GetObject and HeadObject, whole or in one range; the bytes are streamed from their file. */
export function readObject(store: Store, request: S3Request): Answer {
  const bucket = store.bucket(request.bucket);
  const version = wanted(store, bucket, request);
  const headers = {
    ...version.headers,
    ...overrides(request),
    ...versionHeaders(bucket, version),
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.at).toUTCString(),
  };
  if (isUnchanged(request, version)) return { status: 304, headers };
  const range = rangeOf(request.header('range'), version.size);
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end - start + 1),
      ...(range && { 'content-range': `bytes ${start}-${end}/${version.size}` }),
      // A checksum of the whole says nothing about a part.
      ...(!range && request.header('x-amz-checksum-mode') === 'ENABLED' && checksumHeaders(version)),
    },
    ...(request.raw.method === 'GET' && { file: { path: store.blobPath(version.blob), start, end } }),
  };
}

/** Without a version id a delete adds a marker where versions are kept; with one it removes that version. */
export function deleteObject(store: Store, request: S3Request): Answer {
  const bucket = store.bucket(request.bucket);
  const { key, query } = request;
  const versions = store.versions(bucket, key);
  const id = query.get('versionId');
  if (id === null && bucket.versioning) {
    const checksum = { algorithm: 'crc32', value: '' } as const;
    const nothing = { etag: '', size: 0, checksum, headers: {}, blob: '' };
    const marker = store.add(bucket, key, { ...nothing, deleteMarker: true });
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id } };
  }
  const version = versions.find((other) => other.id === (id ?? 'null'));
  if (version) store.remove(bucket, key, version);
  return {
    status: 204,
    headers: {
      ...(id !== null && { 'x-amz-version-id': id }),
      ...(version?.deleteMarker && { 'x-amz-delete-marker': 'true' }),
    },
  };
}

function wanted(store: Store, bucket: Bucket, { key, query }: S3Request): Version {
  const versions = store.versions(bucket, key);
  const id = query.get('versionId');
  const version = id === null ? versions.at(-1) : versions.find((other) => other.id === id);
  if (id !== null && !version)
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  if (id !== null && version?.deleteMarker)
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  if (!version || version.deleteMarker)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  return version;
}

/** `response-content-disposition` and the like, which a presigned url may ask for. */
function overrides({ query }: S3Request): Record<string, string> {
  return Object.fromEntries(
    [...query]
      .filter(([name]) =>
        /^response-(cache-control|content-disposition|content-encoding|content-language|content-type|expires)$/.test(
          name,
        ),
      )
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );
}

/** One range; several or malformed ones are read as none, as S3 does. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
}
