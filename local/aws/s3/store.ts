import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { persisted } from '../../persisted.ts';
import { AwsError } from '../aws-error.ts';
import type { Blob } from './blob.ts';
import type { CorsRule } from './cors.ts';

/** One version of an object; its bytes are in a file of their own. */
export interface Version {
  id: string;
  at: number;
  deleteMarker: boolean;
  etag: string;
  size: number;
  /** Base64, big-endian; of the checksums of its parts, and then their number after a dash, where it was sent in parts. */
  checksum: { algorithm: 'crc32' | 'sha1' | 'sha256'; value: string };
  /** Those that a read gives back: content type and the like, and `x-amz-meta-*`. */
  headers: Record<string, string>;
  blob: string;
}

export interface Bucket {
  name: string;
  createdAt: number;
  versioning?: 'Enabled' | 'Suspended';
  cors: CorsRule[];
  /** By `/` and the key, so that no key is special to JavaScript; newest version last. */
  objects: Record<string, Version[]>;
}

/** An object that comes in parts. One that is under way does not outlive a restart. */
export interface Upload {
  bucket: string;
  key: string;
  headers: Record<string, string>;
  parts: Map<number, Blob>;
}

export interface Store {
  readonly clock: Clock;
  /** By upload id. */
  readonly uploads: Map<string, Upload>;
  buckets(): Bucket[];
  bucket(name: string): Bucket;
  create(name: string): Bucket;
  drop(bucket: Bucket): void;
  versions(bucket: Bucket, key: string): readonly Version[];
  /** Adds a version, replacing what versioning does not keep. */
  add(bucket: Bucket, key: string, version: Omit<Version, 'id' | 'at'>): Version;
  remove(bucket: Bucket, key: string, version: Version): void;
  blobPath(blob: string): string;
  touch(): void;
  close(): void;
}

export function createStore(clock: Clock, dataDir?: string): Store {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'paylinks-s3-'));
  mkdirSync(join(folder, 'blobs'), { recursive: true });
  const file = dataDir === undefined ? undefined : join(dataDir, 's3.json');
  const { value, touch, flush } = persisted<{ buckets: Record<string, Bucket> }>(file, { buckets: {} });
  removeOrphans(join(folder, 'blobs'), value.buckets);
  const find = (name: string) => (Object.hasOwn(value.buckets, name) ? value.buckets[name] : undefined);
  const blobPath = (blob: string) => join(folder, 'blobs', blob);
  const forget = (version: Version) => {
    if (version.blob !== '') rmSync(blobPath(version.blob), { force: true });
  };
  return {
    clock,
    uploads: new Map(),
    touch,
    blobPath,
    buckets: () => Object.values(value.buckets),
    bucket(name) {
      const bucket = find(name);
      if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
      return bucket;
    },
    create(name) {
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
        throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
      if (find(name)) throw new AwsError('BucketAlreadyOwnedByYou', 'You already own this bucket.', 409);
      const bucket: Bucket = { name, createdAt: clock.now(), cors: [], objects: {} };
      value.buckets[name] = bucket;
      touch();
      return bucket;
    },
    drop(bucket) {
      if (Object.keys(bucket.objects).length > 0)
        throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
      delete value.buckets[bucket.name];
      touch();
    },
    versions: (bucket, key) => bucket.objects[`/${key}`] ?? [],
    add(bucket, key, version) {
      const id = bucket.versioning === 'Enabled' ? randomUUID().replaceAll('-', '') : 'null';
      const added = { ...version, id, at: clock.now() };
      const before = bucket.objects[`/${key}`] ?? [];
      bucket.objects[`/${key}`] = [...before.filter((other) => other.id !== id), added];
      for (const replaced of before) if (replaced.id === id) forget(replaced);
      touch();
      return added;
    },
    remove(bucket, key, version) {
      const left = (bucket.objects[`/${key}`] ?? []).filter((other) => other !== version);
      if (left.length > 0) bucket.objects[`/${key}`] = left;
      else delete bucket.objects[`/${key}`];
      forget(version);
      touch();
    },
    close() {
      flush();
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files of writes that a crash has cut short. */
function removeOrphans(folder: string, buckets: Record<string, Bucket>): void {
  const known = new Set(
    Object.values(buckets).flatMap(({ objects }) =>
      Object.values(objects)
        .flat()
        .map(({ blob }) => blob),
    ),
  );
  for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file));
}
