import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

const Bucket = 'files';
const put = (Key: string, Body: Buffer | Readable | string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.client.send(new PutObjectCommand({ ...more, Bucket, Key, Body }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  s3.client.send(new GetObjectCommand({ ...more, Bucket, Key }));
const text = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();

describe('objects', () => {
  it('come back as they were put, with their headers', async () => {
    const Key = 'in box/ü + 1&2.csv';
    const sent = await put(Key, 'a,b', {
      ContentType: 'text/csv',
      Metadata: { batch: 'B1' },
      CacheControl: 'no-store',
    });
    const read = await get(Key, { ChecksumMode: 'ENABLED' });
    expect(await read.Body?.transformToString()).toBe('a,b');
    expect(read).toMatchObject({
      ContentType: 'text/csv',
      ContentLength: 3,
      Metadata: { batch: 'B1' },
      CacheControl: 'no-store',
      ETag: `"${createHash('md5').update('a,b').digest('hex')}"`,
      ChecksumCRC32: sent.ChecksumCRC32,
      LastModified: new Date(Math.floor(s3.clock.now() / 1000) * 1000),
    });
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 3, ETag: read.ETag });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(get(Key)).rejects.toBeInstanceOf(NoSuchKey);
    await expect(s3.client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toBeInstanceOf(NotFound);
  });

  it('may be empty, and have any key', async () => {
    await put('__proto__', Buffer.alloc(0), { ContentLength: 0 });
    expect(await text('__proto__')).toBe('');
  });

  it('need a bucket', async () => {
    await expect(
      s3.client.send(new PutObjectCommand({ Bucket: 'nowhere', Key: 'a', Body: 'a' })),
    ).rejects.toBeInstanceOf(NoSuchBucket);
  });

  it('are refused when their checksum is wrong', async () => {
    await expect(put('bad', 'a', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('bad', 'a', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(get('bad')).rejects.toBeInstanceOf(NoSuchKey);
  });

  it('are reached by host name too', async () => {
    const lookup: LookupFunction = (_, options, done) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
    const byHost = s3.connect({
      endpoint: s3.server.url.replace('127.0.0.1', 'localhost'),
      forcePathStyle: false,
      requestHandler: { httpAgent: new Agent({ lookup }) },
    });
    await byHost.send(new PutObjectCommand({ Bucket, Key: 'by/host', Body: 'x' }));
    expect(await text('by/host')).toBe('x');
  });
});

describe('large bodies', () => {
  const size = 50 * 1024 * 1024;
  const chunk = Buffer.alloc(64 * 1024, 'row,of,a,csv\n');
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  /** Bytes that are truly held outside the heap, by client and server together. */
  const held = () => {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };

  it('stream in with a trailing checksum and out again, 50 MB', async () => {
    const before = held();
    let most = 0;
    let parts = 0;
    const look = () => {
      if (parts++ % 80 === 0) most = Math.max(most, held() - before);
    };
    const rows = Readable.from(
      (function* () {
        for (let sent = 0; sent < size; sent += chunk.length) {
          look();
          yield Buffer.from(chunk);
        }
      })(),
    );
    await put('large.csv', rows, { ContentLength: size });
    const { Body } = await get('large.csv');
    let received = 0;
    for await (const part of Body as Readable) {
      look();
      received += part.length;
    }
    expect(received).toBe(size);
    expect(most).toBeLessThan(size / 2);
  });

  it('are read in ranges', async () => {
    const ranged = await get('large.csv', { Range: `bytes=${size - 5}-` });
    expect(ranged).toMatchObject({ ContentLength: 5, ContentRange: `bytes ${size - 5}-${size - 1}/${size}` });
    expect(ranged.$metadata.httpStatusCode).toBe(206);
    await ranged.Body?.transformToString();
    await put('short', '0123456789');
    expect(await text('short', { Range: 'bytes=2-4' })).toBe('234');
    expect(await text('short', { Range: 'bytes=-3' })).toBe('789');
    expect(await text('short', { Range: 'bytes=8-99' })).toBe('89');
    await expect(get('short', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('leave nothing behind when they break off', async () => {
    const files = () => readdirSync(join(dataDir, 'blobs')).length;
    const before = files();
    const stalled = new Readable({ read() {} });
    stalled.push(chunk);
    const gone = new AbortController();
    const sending = s3.client.send(
      new PutObjectCommand({ Bucket, Key: 'broken', Body: stalled, ContentLength: size }),
      { abortSignal: gone.signal },
    );
    const refused = expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(files()).toBe(before + 1));
    gone.abort();
    await refused;
    await vi.waitFor(() => expect(files()).toBe(before));
    await expect(get('broken')).rejects.toBeInstanceOf(NoSuchKey);
  });
});

describe('conditions', () => {
  it('create once with If-None-Match, also when twenty try at a time', async () => {
    const tries = Array.from({ length: 20 }, (_, n) => put('once', `${n}`, { IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = outcomes.find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({
      reason: { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } },
    });
  });

  it('replace only what was seen with If-Match', async () => {
    const { ETag } = await put('seen', '1');
    const { ETag: second } = await put('seen', '2', { IfMatch: ETag });
    await expect(put('seen', '3', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('unseen', '1', { IfMatch: ETag })).rejects.toBeInstanceOf(NoSuchKey);
    await expect(get('seen', { IfNoneMatch: second })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    expect(await text('seen')).toBe('2');
  });
});

describe('lists', () => {
  it('come in pages, under a prefix, folded at a delimiter', async () => {
    for (const Key of ['l/a', 'l/b/1', 'l/b/2', 'l/c&', 'm']) await put(Key, 'x');
    const list = (input = {}) =>
      s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', EncodingType: 'url', ...input }));
    const first = await list({ MaxKeys: 3 });
    expect(first).toMatchObject({ KeyCount: 3, IsTruncated: true });
    const second = await list({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
    const keys = [...(first.Contents ?? []), ...(second.Contents ?? [])].map(({ Key }) =>
      decodeURIComponent(Key ?? ''),
    );
    expect(keys).toEqual(['l/a', 'l/b/1', 'l/b/2', 'l/c&']);
    expect(second.IsTruncated).toBe(false);
    const folded = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', Delimiter: '/' }));
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'l/b/' }]);
    expect(folded.Contents?.map(({ Key }) => Key)).toEqual(['l/a', 'l/c&']);
  });
});

it('fails on demand after the effect', async () => {
  s3.faults.next({ service: 's3', operation: 'PutObject', effect: 'done', answer: 'reset' });
  await expect(put('lost', 'done')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await text('lost')).toBe('done');
  s3.faults.next({
    service: 's3',
    operation: 'GetObject',
    effect: 'none',
    answer: { status: 503, type: 'SlowDown' },
  });
  await expect(get('lost')).rejects.toMatchObject({ name: 'SlowDown' });
});
