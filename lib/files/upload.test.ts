import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postFile, type StartedFiles, startFiles } from '../../test/support/start-files.ts';
import { files } from './client.ts';
import { chunkKey, errorsKey, resultsKey, rowsKey, uploadKey } from './keys.ts';
import { readRange } from './read.ts';
import { fileSigner } from './signer.ts';
import { uploadForm } from './upload-form.ts';
import { uploaded } from './uploaded.ts';

const clock = { time: Date.now(), now: () => clock.time };
let bucket: StartedFiles;
beforeAll(async () => {
  bucket = await startFiles(clock);
});
afterAll(() => bucket.close());

const CSV = 'name,amount\r\nAda Byron,4200\r\n';
const SHA256 = createHash('sha256').update(CSV).digest('hex');
const form = (key: string, more: { maxBytes?: number; sha256?: string } = {}) =>
  uploadForm(bucket.signer, clock.now(), { key, maxBytes: 1_000, ...more });
const codeOf = async (response: Response) =>
  `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1]}`;

describe('an upload form', () => {
  it('puts one file under its key, whose version, size and ETag are then known', async () => {
    const key = uploadKey('O1', 'B1');
    expect(await uploaded(bucket.files, key)).toBeUndefined();
    const upload = await form(key);
    expect(upload).toMatchObject({ method: 'POST', maxBytes: 1_000 });
    expect(upload.expiresAt).toBe(Math.floor(clock.now() / 1000) * 1000 + 3_600_000);
    expect((await postFile(upload, CSV)).status).toBe(204);
    expect(await uploaded(bucket.files, key)).toEqual({
      versionId: expect.stringMatching(/^\w+$/),
      bytes: CSV.length,
      etag: createHash('md5').update(CSV).digest('hex'),
    });
  });

  it('refuses a file that is empty, or larger than allowed', async () => {
    const upload = await form('O1/B2/upload.csv', { maxBytes: 20 });
    expect(await codeOf(await postFile(upload, CSV))).toBe('400 EntityTooLarge');
    expect(await codeOf(await postFile(upload, ''))).toBe('400 EntityTooSmall');
    expect(await uploaded(bucket.files, 'O1/B2/upload.csv')).toBeUndefined();
  });

  it('is good for no other key, nor with anything added', async () => {
    const upload = await form('O1/B3/upload.csv');
    const changed = (fields: Record<string, string>) =>
      postFile({ ...upload, fields: { ...upload.fields, ...fields } }, CSV);
    expect(await codeOf(await changed({ key: 'O2/B3/upload.csv' }))).toBe('403 AccessDenied');
    expect(await codeOf(await changed({ 'Content-Type': 'text/html' }))).toBe('403 AccessDenied');
    const wider = Buffer.from(upload.fields.Policy ?? '', 'base64')
      .toString()
      .replace('1000', '9999');
    expect(await codeOf(await changed({ Policy: Buffer.from(wider).toString('base64') }))).toBe(
      '403 SignatureDoesNotMatch',
    );
  });

  it('is good for no other file where its SHA-256 is named', async () => {
    const key = 'O1/B4/upload.csv';
    const upload = await form(key, { sha256: SHA256 });
    expect(await codeOf(await postFile(upload, `${CSV}Eve,1\r\n`))).toBe('400 BadDigest');
    expect(await uploaded(bucket.files, key)).toBeUndefined();
    expect((await postFile(upload, CSV)).status).toBe(204);
    expect(await uploaded(bucket.files, key)).toMatchObject({ sha256: SHA256 });
  });

  it('ends after an hour', async () => {
    const upload = await form('O1/B5/upload.csv');
    clock.time += 3_600_001;
    expect(await codeOf(await postFile(upload, CSV))).toBe('403 AccessDenied');
    clock.time -= 3_600_001;
  });

  it('leaves an earlier version readable when a file is replaced', async () => {
    const key = 'O1/B6/upload.csv';
    const upload = await form(key);
    await postFile(upload, CSV);
    const pinned = await uploaded(bucket.files, key);
    await postFile(upload, CSV.replace('4200', '9900'));
    expect((await uploaded(bucket.files, key))?.versionId).not.toBe(pinned?.versionId);
    const { versionId = '', bytes = 0 } = pinned ?? {};
    expect((await readRange(bucket.files, key, versionId, 0, bytes)).toString()).toBe(CSV);
  });

  it("has the fields and conditions of the SDK's own, with a role's token", async () => {
    const credentials = { accessKeyId: 'ASIAROLE', secretAccessKey: 'secret', sessionToken: 'token' };
    const [region, key] = ['eu-west-2', 'O1/B7/upload.csv'];
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_123 });
    const theirs = await createPresignedPost(new S3Client({ region, credentials }), {
      Bucket: 'files',
      Key: key,
      Conditions: [['content-length-range', 1, 50]],
      Expires: 3_600,
    });
    vi.useRealTimers();
    const url = `https://files.s3.${region}.amazonaws.com`;
    const signer = { bucket: 'files', region, url, credentials };
    const ours = await uploadForm(signer, 1_800_000_000_123, { key, maxBytes: 50 });
    expect(ours.url).toBe(theirs.url);
    const read = ({ Policy = '', 'X-Amz-Signature': signature, ...fields }: Record<string, string>) => {
      const { expiration, conditions } = JSON.parse(Buffer.from(Policy, 'base64').toString());
      expect(signature).toMatch(/^[0-9a-f]{64}$/);
      return { fields, expiration, conditions: conditions.map((one: unknown) => JSON.stringify(one)).sort() };
    };
    expect(read(ours.fields)).toEqual(read(theirs.fields));
  });
});

describe('the bucket of the deployment', () => {
  const stub = (names: Record<string, string>) => {
    for (const [name, value] of Object.entries(names)) vi.stubEnv(name, value);
  };
  afterAll(() => void vi.unstubAllEnvs());

  it('is reached by its host name, on the local stack by its path', async () => {
    stub({ FILES_BUCKET: 'files', AWS_REGION: 'eu-west-2', AWS_SESSION_TOKEN: 'token' });
    stub({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL_S3: '' });
    expect(fileSigner()).toEqual({
      bucket: 'files',
      region: 'eu-west-2',
      url: 'https://files.s3.eu-west-2.amazonaws.com',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local', sessionToken: 'token' },
    });
    stub({ AWS_ENDPOINT_URL_S3: bucket.url, AWS_SESSION_TOKEN: '' });
    expect(bucket.signer).toMatchObject(fileSigner());
    const upload = await uploadForm(fileSigner(), clock.now(), { key: 'O1/B8/upload.csv', maxBytes: 99 });
    expect((await postFile(upload, CSV)).status).toBe(204);
    expect(await uploaded(files(), 'O1/B8/upload.csv')).toMatchObject({ bytes: CSV.length });
    files().client.destroy();
  });

  it('has one folder for each batch', () => {
    expect([
      chunkKey('O', 'B', 7),
      rowsKey('O', 'B', 5_000),
      errorsKey('O', 'B'),
      resultsKey('O', 'B'),
    ]).toEqual(['O/B/chunks/00007.json', 'O/B/rows/05000.json', 'O/B/errors.csv', 'O/B/results.csv']);
  });
});
