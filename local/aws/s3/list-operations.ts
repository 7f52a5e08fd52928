import { toIso } from '../../../lib/clock.ts';
import { AwsError } from '../aws-error.ts';
import { xml } from './bucket-operations.ts';
import type { Answer, S3Request } from './request.ts';
import type { Bucket, Store } from './store.ts';

/** ListObjectsV2, in order of keys, folded at a delimiter; a token is the last key or folded prefix, in base64url. */
export function listObjects(store: Store, { bucket: name, query }: S3Request): Answer {
  const bucket = store.bucket(name);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const max = maxKeys(query);
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;

  const found: { key: string; folded: boolean }[] = [];
  let truncated = false;
  for (const key of keysOf(bucket)) {
    if (!key.startsWith(prefix) || bucket.objects[`/${key}`]?.at(-1)?.deleteMarker) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry =
      end < 0 ? { key, folded: false } : { key: key.slice(0, end + delimiter.length), folded: true };
    if (entry.key <= after || found.at(-1)?.key === entry.key) continue;
    truncated = found.length === max;
    if (truncated) break;
    found.push(entry);
  }
  return xml('ListBucketResult', {
    Name: name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: max,
    EncodingType: query.get('encoding-type') ?? undefined,
    KeyCount: found.length,
    IsTruncated: truncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: truncated ? Buffer.from(found.at(-1)?.key ?? '').toString('base64url') : undefined,
    Contents: found
      .filter(({ folded }) => !folded)
      .map(({ key }) => {
        const version = bucket.objects[`/${key}`]?.at(-1);
        return {
          Key: encode(key),
          LastModified: toIso(version?.at ?? 0),
          ETag: version?.etag,
          Size: version?.size,
          StorageClass: 'STANDARD',
        };
      }),
    CommonPrefixes: found.filter(({ folded }) => folded).map(({ key }) => ({ Prefix: encode(key) })),
  });
}

/** ListObjectVersions, newest first under each key, in one page. */
export function listVersions(store: Store, { bucket: name, query }: S3Request): Answer {
  const bucket = store.bucket(name);
  const prefix = query.get('prefix') ?? '';
  const all = keysOf(bucket)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) =>
      (bucket.objects[`/${key}`] ?? [])
        .toReversed()
        .map((version, index) => ({ key, version, latest: index === 0 })),
    );
  const entry = ({ key, version, latest }: (typeof all)[number]) => ({
    Key: key,
    VersionId: version.id,
    IsLatest: latest,
    LastModified: toIso(version.at),
  });
  return xml('ListVersionsResult', {
    Name: name,
    Prefix: prefix,
    MaxKeys: all.length,
    IsTruncated: false,
    Version: all
      .filter(({ version }) => !version.deleteMarker)
      .map((item) => ({ ...entry(item), ETag: item.version.etag, Size: item.version.size })),
    DeleteMarker: all.filter(({ version }) => version.deleteMarker).map(entry),
  });
}

function keysOf(bucket: Bucket): string[] {
  return Object.keys(bucket.objects)
    .map((path) => path.slice(1))
    .sort();
}

function maxKeys(query: URLSearchParams): number {
  const max = Number(query.get('max-keys') ?? '1000');
  if (!Number.isInteger(max) || max < 0)
    throw new AwsError('InvalidArgument', 'Provided max-keys not an integer');
  return Math.min(max, 1000);
}
