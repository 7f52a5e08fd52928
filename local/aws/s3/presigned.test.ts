import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Fixture } from './s3-fixture.ts';

let s3: Awaited<ReturnType<typeof s3Fixture>>;
beforeAll(async () => {
  s3 = await s3Fixture();
});
afterAll(() => s3.close());

const Bucket = 'files';
const read = async (Key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const absent = (Key: string) =>
  expect(s3.client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
const codeOf = async (response: Response) =>
  `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1]}`;

describe('presigned forms', () => {
  const sign = (options: Partial<PresignedPostOptions> = {}, client = s3.client) =>
    createPresignedPost(client, {
      Bucket,
      Key: 'uploads/rows.csv',
      Conditions: [
        ['content-length-range', 2, 10],
        ['starts-with', '$Content-Type', 'text/'],
      ],
      Fields: { 'Content-Type': 'text/csv' },
      Expires: 60,
      ...options,
    });
  const post = (
    { url, fields }: { url: string; fields: Record<string, string> },
    file: string,
    changed = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value);
    form.append('file', new Blob([file]), 'mine.csv');
    return fetch(url, { method: 'POST', body: form });
  };

  it('take a file of an allowed size', async () => {
    const response = await post(await sign(), '0123456789');
    expect(response.status).toBe(204);
    expect(response.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await read('uploads/rows.csv')).toBe('0123456789');
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'uploads/rows.csv' }));
    expect(head.ContentType).toBe('text/csv');
  });

  it('refuse a file that is too large or too small', async () => {
    const signed = await sign({ Key: 'uploads/size' });
    expect(await codeOf(await post(signed, '0123456789a'))).toBe('400 EntityTooLarge');
    expect(await codeOf(await post(signed, '0'))).toBe('400 EntityTooSmall');
    expect(await codeOf(await post(signed, 'x'.repeat(20_000_000)))).toBe('400 EntityTooLarge');
    await absent('uploads/size');
  });

  it('hold the file against a SHA-256 that was signed, and tell it to readers', async () => {
    const sha256 = createHash('sha256').update('named').digest('base64');
    const Fields = { 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-sha256': sha256 };
    const signed = await sign({ Key: 'uploads/proven', Fields, Conditions: [] });
    expect(await codeOf(await post(signed, 'other'))).toBe('400 BadDigest');
    const another = createHash('sha256').update('other').digest('base64');
    expect(await codeOf(await post(signed, 'other', { 'x-amz-checksum-sha256': another }))).toBe(
      '403 AccessDenied',
    );
    await absent('uploads/proven');
    expect((await post(signed, 'named')).status).toBe(204);
    const head = new HeadObjectCommand({ Bucket, Key: 'uploads/proven', ChecksumMode: 'ENABLED' });
    expect(await s3.client.send(head)).toMatchObject({
      ChecksumSHA256: sha256,
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('expire by the clock', async () => {
    const signed = await sign({ Key: 'uploads/late' });
    s3.clock.time += 120_000;
    expect(await codeOf(await post(signed, 'abc'))).toBe('403 AccessDenied');
    s3.clock.time -= 120_000;
    await absent('uploads/late');
    expect((await post(signed, 'abc')).status).toBe(204);
  });

  it('hold to their signature and conditions', async () => {
    const signed = await sign({ Key: 'uploads/held' });
    const policy = Buffer.from(signed.fields.Policy ?? '', 'base64')
      .toString()
      .replace('2,10', '2,9999');
    const forged = Buffer.from(policy).toString('base64');
    expect(await codeOf(await post(signed, 'abc', { Policy: forged }))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await post(signed, 'abc', { key: 'elsewhere' }))).toBe('403 AccessDenied');
    expect(await codeOf(await post(signed, 'abc', { 'Content-Type': 'image/png' }))).toBe('403 AccessDenied');
    expect(await codeOf(await post(signed, 'abc', { 'x-amz-meta-more': '1' }))).toBe('403 AccessDenied');
    const other = s3.connect({ credentials: { accessKeyId: 'local', secretAccessKey: 'wrong' } });
    expect(await codeOf(await post(await sign({}, other), 'abc'))).toBe('403 SignatureDoesNotMatch');
    const stranger = s3.connect({ credentials: { accessKeyId: 'who', secretAccessKey: 'local' } });
    expect(await codeOf(await post(await sign({}, stranger), 'abc'))).toBe('403 InvalidAccessKeyId');
    await absent('uploads/held');
    await absent('elsewhere');
  });

  it('fill in the file name under a key prefix, and answer 201 when asked to', async () => {
    const signed = await sign({
      Key: `uploads/\${filename}`,
      Fields: { success_action_status: '201' },
      Conditions: [],
    });
    const response = await post(signed, 'named');
    expect(response.status).toBe(201);
    expect(await response.text()).toContain('<Key>uploads/mine.csv</Key>');
    expect(await read('uploads/mine.csv')).toBe('named');
  });
});

describe('presigned urls', () => {
  const signedGet = (client = s3.client) =>
    getSignedUrl(
      client,
      new GetObjectCommand({ Bucket, Key: 'a b/ü(1).csv', ResponseContentDisposition: 'attachment' }),
      {
        expiresIn: 60,
      },
    );
  const signedPut = (requestChecksumCalculation: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED') =>
    getSignedUrl(
      s3.connect({ requestChecksumCalculation }),
      new PutObjectCommand({ Bucket, Key: 'put', ContentType: 'text/csv' }),
      { expiresIn: 60, signableHeaders: new Set(['content-type']) },
    );
  beforeAll(() => s3.client.send(new PutObjectCommand({ Bucket, Key: 'a b/ü(1).csv', Body: 'hello' })));

  it('read an object, with the headers they ask for', async () => {
    const response = await fetch(await signedGet());
    expect(await response.text()).toBe('hello');
    expect(response.headers.get('content-disposition')).toBe('attachment');
  });

  it('expire by the clock', async () => {
    const url = await signedGet();
    s3.clock.time += 120_000;
    expect(await codeOf(await fetch(url))).toBe('403 AccessDenied');
    s3.clock.time -= 120_000;
    expect((await fetch(url)).status).toBe(200);
  });

  it('hold for what they were signed for', async () => {
    const url = await signedGet();
    expect(await codeOf(await fetch(url.replace('csv?', 'txt?')))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600')))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await fetch(url, { method: 'DELETE' }))).toBe('403 SignatureDoesNotMatch');
    const stranger = s3.connect({ credentials: { accessKeyId: 'who', secretAccessKey: 'local' } });
    expect(await codeOf(await fetch(await signedGet(stranger)))).toBe('403 InvalidAccessKeyId');
    expect(await codeOf(await fetch(`${s3.server.url}/files/put`))).toBe('403 AccessDenied');
  });

  it('write an object, under the headers that were signed', async () => {
    const url = await signedPut('WHEN_REQUIRED');
    const put = (type: string) =>
      fetch(url, { method: 'PUT', body: 'put', headers: { 'content-type': type } });
    expect(await codeOf(await put('image/png'))).toBe('403 SignatureDoesNotMatch');
    expect((await put('text/csv')).status).toBe(200);
    expect(await read('put')).toBe('put');
  });

  it('refuse a body other than the one whose checksum was signed', async () => {
    // With its default settings the SDK signs the checksum of an empty body into the url.
    const url = await signedPut('WHEN_SUPPORTED');
    const response = await fetch(url, {
      method: 'PUT',
      body: 'not empty',
      headers: { 'content-type': 'text/csv' },
    });
    expect(await codeOf(response)).toBe('400 BadDigest');
  });
});
