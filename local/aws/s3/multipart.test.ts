import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  NotFound,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { s3Fixture } from './s3-fixture.ts';

let s3: Awaited<ReturnType<typeof s3Fixture>>;
const dataDir = mkdtempSync(join(tmpdir(), 's3-'));
beforeAll(async () => {
  s3 = await s3Fixture({ dataDir });
});
afterAll(async () => {
  await s3.close();
  rmSync(dataDir, { recursive: true });
});

const MB = 1024 ** 2;
const Bucket = 'files';
const blobs = () => readdirSync(join(dataDir, 'blobs')).length;
const create = async (Key: string) =>
  (await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }))).UploadId;
const put = (Key: string, UploadId: string | undefined, PartNumber: number, Body: Buffer) =>
  s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
const complete = (
  Key: string,
  UploadId: string | undefined,
  Parts: { PartNumber: number; ETag: string | undefined }[],
) =>
  s3.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
const absent = (Key: string) =>
  expect(s3.client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toBeInstanceOf(NotFound);

it('a stream of unknown length arrives in parts through the storage library', async () => {
  const before = blobs();
  const rows = randomBytes(MB);
  const Body = Readable.from(Array.from({ length: 12 }, () => rows));
  const params = { Bucket, Key: 'in/parts', Body, ContentType: 'text/csv', Metadata: { batch: 'B1' } };
  const done = await new Upload({ client: s3.client, partSize: 5 * MB, params }).done();
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
  const read = await s3.client.send(
    new GetObjectCommand({ Bucket, Key: 'in/parts', ChecksumMode: 'ENABLED' }),
  );
  expect(read).toMatchObject({
    ContentLength: 12 * MB,
    ContentType: 'text/csv',
    Metadata: { batch: 'B1' },
    ChecksumType: 'COMPOSITE',
  });
  expect(read.ChecksumCRC32).toMatch(/-3$/);
  const hash = createHash('sha256');
  const expected = createHash('sha256');
  for await (const chunk of read.Body as Readable) hash.update(chunk);
  for (let i = 0; i < 12; i++) expected.update(rows);
  expect(hash.digest('hex')).toBe(expected.digest('hex'));
  expect(blobs()).toBe(before + 1);
});

it('parts may come in any order and again; the caller says which count', async () => {
  const Key = 'mixed';
  const id = await create(Key);
  const last = await put(Key, id, 7, Buffer.from('end'));
  await put(Key, id, 2, Buffer.alloc(5 * MB, 'x'));
  const first = await put(Key, id, 2, Buffer.alloc(5 * MB, 'y'));
  await put(Key, id, 3, Buffer.from('not wanted'));
  await complete(Key, id, [
    { PartNumber: 2, ETag: first.ETag },
    { PartNumber: 7, ETag: last.ETag },
  ]);
  const { Body, ContentLength } = await s3.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(ContentLength).toBe(5 * MB + 3);
  expect((await Body?.transformToString())?.slice(-5)).toBe('yyend');
  await expect(complete(Key, id, [])).rejects.toBeInstanceOf(NoSuchUpload);
});

it('refuses parts that are small, out of order, unknown or changed', async () => {
  const Key = 'refused';
  const id = await create(Key);
  const [one, two] = [await put(Key, id, 1, Buffer.from('1')), await put(Key, id, 2, Buffer.from('2'))];
  const parts = [
    { PartNumber: 1, ETag: one.ETag },
    { PartNumber: 2, ETag: two.ETag },
  ];
  await expect(complete(Key, id, parts)).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete(Key, id, parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(Key, id, [{ PartNumber: 3, ETag: one.ETag }])).rejects.toMatchObject({
    name: 'InvalidPart',
  });
  await expect(complete(Key, id, [{ PartNumber: 1, ETag: two.ETag }])).rejects.toMatchObject({
    name: 'InvalidPart',
  });
  await expect(put(Key, id, 10_001, Buffer.from('x'))).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId: id }))).rejects.toMatchObject({
    name: 'MethodNotAllowed',
  });
  await absent(Key);
});

it('one that is given up leaves nothing, also when its source breaks off', async () => {
  const before = blobs();
  const Key = 'given-up';
  const id = await create(Key);
  await put(Key, id, 1, Buffer.from('1'));
  await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
  await expect(put(Key, id, 2, Buffer.from('2'))).rejects.toBeInstanceOf(NoSuchUpload);

  const Body = Readable.from(
    (function* () {
      for (let i = 0; i < 7; i++) yield Buffer.alloc(MB);
      throw new Error('the source is gone');
    })(),
  );
  const broken = new Upload({ client: s3.client, partSize: 5 * MB, params: { Bucket, Key, Body } });
  await expect(broken.done()).rejects.toThrow('the source is gone');
  await absent(Key);
  expect(blobs()).toBe(before);
});

it('parts of an upload that a restart has cut off are cleared away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 's3-'));
  const first = await s3Fixture({ dataDir: folder });
  const { UploadId } = await first.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
  await first.client.send(
    new UploadPartCommand({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: Buffer.from('1') }),
  );
  await first.close();
  await (await s3Fixture({ dataDir: folder })).close();
  expect(readdirSync(join(folder, 'blobs'))).toEqual([]);
  rmSync(folder, { recursive: true });
});
