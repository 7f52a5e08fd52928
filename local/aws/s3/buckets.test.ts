import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BucketAlreadyOwnedByYou,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  NotFound,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Fixture } from './s3-fixture.ts';

let s3: Awaited<ReturnType<typeof s3Fixture>>;
beforeAll(async () => {
  s3 = await s3Fixture();
});
afterAll(() => s3.close());

it('buckets are created once, listed and deleted when empty', async () => {
  const Bucket = 'made';
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  await expect(s3.client.send(new CreateBucketCommand({ Bucket }))).rejects.toBeInstanceOf(
    BucketAlreadyOwnedByYou,
  );
  const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(['files', 'made']);
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
  await expect(s3.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: 'BucketNotEmpty',
  });
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await s3.client.send(new DeleteBucketCommand({ Bucket }));
  await expect(s3.client.send(new HeadBucketCommand({ Bucket }))).rejects.toBeInstanceOf(NotFound);
});

it('refuses what it does not serve, by name', async () => {
  const copy = new CopyObjectCommand({ Bucket: 'files', Key: 'b', CopySource: 'files/a' });
  await expect(s3.client.send(copy)).rejects.toMatchObject({ name: 'NotImplemented' });
  const open = new PutObjectCommand({ Bucket: 'files', Key: 'a', Body: 'a', ACL: 'public-read' });
  await expect(s3.client.send(open)).rejects.toMatchObject({ name: 'NotImplemented' });
});

describe('versions', () => {
  const Bucket = 'versioned';
  const Key = 'report.csv';
  const put = (Body: string) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const text = async (VersionId?: string) =>
    (await s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();

  it('are kept from when they are asked for, through a delete', async () => {
    s3.server.createBucket({ name: Bucket });
    expect((await put('before')).VersionId).toBeUndefined();
    await s3.client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    expect(await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: 'Enabled',
    });
    const [one, two] = [await put('one'), await put('two')];
    expect(await text()).toBe('two');
    expect(await text(one.VersionId)).toBe('one');
    expect(await text('null')).toBe('before');

    const marker = await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(text()).rejects.toBeInstanceOf(NoSuchKey);
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const all = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(all.Versions?.map(({ VersionId }) => VersionId)).toEqual([two.VersionId, one.VersionId, 'null']);
    expect(all.DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);

    await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));
    expect(await text()).toBe('two');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: two.VersionId }));
    expect(await text()).toBe('one');
    await expect(text(two.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });
});

describe('cross-origin requests', () => {
  const Bucket = 'shared';
  const origin = 'https://console.example.com';
  const preflight = (method: string, from = origin) =>
    fetch(`${s3.server.url}/${Bucket}`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': method,
        'access-control-request-headers': 'X-Amz-Date',
      },
    });

  it('are allowed by rule, for preflight and answer, and by nothing else', async () => {
    s3.server.createBucket({ name: Bucket });
    expect((await preflight('POST')).status).toBe(403);
    const CORSRules = [
      {
        AllowedOrigins: ['https://*.example.com'],
        AllowedMethods: ['POST', 'GET'],
        AllowedHeaders: ['x-amz-*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 300,
      },
    ];
    await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);

    const allowed = await preflight('POST');
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST, GET',
      'access-control-allow-headers': 'X-Amz-Date',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '300',
    });
    expect((await preflight('PUT')).status).toBe(403);
    expect((await preflight('POST', 'https://example.org')).status).toBe(403);
    const refused = await fetch(`${s3.server.url}/${Bucket}/a`, { headers: { origin } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('files', () => {
  it('survive a restart with a data folder, and replaced ones are removed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 's3-'));
    const first = await s3Fixture({ dataDir });
    for (const Body of ['old', 'new'])
      await first.client.send(new PutObjectCommand({ Bucket: 'files', Key: 'kept', Body }));
    expect(readdirSync(join(dataDir, 'blobs'))).toHaveLength(1);
    await first.close();
    writeFileSync(join(dataDir, 'blobs', 'orphan'), 'of a crash');
    const second = await s3Fixture({ dataDir });
    const { Body } = await second.client.send(new GetObjectCommand({ Bucket: 'files', Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('new');
    await second.close();
    expect(readdirSync(join(dataDir, 'blobs'))).toHaveLength(1);
    rmSync(dataDir, { recursive: true });
  });
});
