import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { listen } from '../../local/listen.ts';
import { type StartedFiles, startFiles } from '../../test/support/start-files.ts';
import { downloadUrl } from './download-url.ts';
import { getJson } from './get-json.ts';
import { putJson } from './put-json.ts';
import { readFrom, readRange } from './read.ts';
import { putReport } from './report.ts';
import { uploaded } from './uploaded.ts';

const clock = { time: Date.now(), now: () => clock.time };
let bucket: StartedFiles;
beforeAll(async () => {
  bucket = await startFiles(clock);
});
afterAll(() => bucket.close());

const put = async (Key: string, Body: string | Buffer) =>
  (await bucket.files.client.send(new PutObjectCommand({ Bucket: 'files', Key, Body }))).VersionId ?? '';
const collected = async (chunks: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
};

describe('reading a version', () => {
  it('gives a range, or all from one byte on', async () => {
    const version = await put('read', '0123456789');
    await put('read', 'replaced');
    const range = async (from: number, to: number) =>
      (await readRange(bucket.files, 'read', version, from, to)).toString();
    expect([await range(0, 10), await range(2, 5), await range(9, 10), await range(10, 10)]).toEqual([
      '0123456789',
      '234',
      '9',
      '',
    ]);
    expect((await collected(readFrom(bucket.files, 'read', version, 4))).toString()).toBe('456789');
    await expect(readRange(bucket.files, 'read', version, 8, 12)).rejects.toThrow('2 bytes came of 4 from 8');
    await expect(readRange(bucket.files, 'read', version, 10, 12)).rejects.toThrow();
    await expect(readRange(bucket.files, 'read', 'gone', 0, 1)).rejects.toMatchObject({
      name: 'NoSuchVersion',
    });
  });

  it('ends when the loop is left, or by a signal', async () => {
    const version = await put('long', Buffer.alloc(5_000_000));
    let bytes = 0;
    for await (const part of readFrom(bucket.files, 'long', version, 0)) {
      bytes += part.length;
      break;
    }
    expect(bytes).toBeLessThan(5_000_000);
    const giveUp = new AbortController();
    const reading = async () => {
      for await (const _ of readFrom(bucket.files, 'long', version, 0, giveUp.signal)) giveUp.abort();
    };
    await expect(reading()).rejects.toThrow('given up');
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('throws when the body ends early, however it ends', async () => {
    const cut = (end: 'close' | 'reset') =>
      createServer((_, response) => {
        response.writeHead(206, { 'content-length': '10', 'content-range': 'bytes 0-9/10' });
        response.write('01234', () => {
          if (end === 'close') response.destroy();
          else response.socket?.resetAndDestroy();
        });
      });
    for (const end of ['close', 'reset'] as const) {
      const server = await listen((request, response) => void cut(end).emit('request', request, response));
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const client = new S3Client({
        endpoint: server.url,
        region: 'eu-west-2',
        credentials,
        forcePathStyle: true,
      });
      const cutOff = { client, bucket: 'files' };
      await expect(readRange(cutOff, 'k', 'v', 0, 10)).rejects.toThrow();
      await expect(collected(readFrom(cutOff, 'k', 'v', 0))).rejects.toThrow();
      client.destroy();
      await server.close();
    }
  });
});

describe('JSON', () => {
  const Rows = z.object({ rows: z.array(z.object({ row: z.int(), state: z.string() })) });

  it('comes back as it was put, the newest', async () => {
    expect(await getJson(bucket.files, 'O1/B1/chunks/00001.json', Rows)).toBeUndefined();
    await putJson(bucket.files, 'O1/B1/chunks/00001.json', Rows, { rows: [] });
    const rows = { rows: [{ row: 1, state: 'invalid' }] };
    await putJson(bucket.files, 'O1/B1/chunks/00001.json', Rows, rows);
    expect(await getJson(bucket.files, 'O1/B1/chunks/00001.json', Rows)).toEqual(rows);
  });

  it('throws for what it cannot read, and when S3 fails', async () => {
    await put('other', '{"rows": 7}');
    await expect(getJson(bucket.files, 'other', Rows)).rejects.toThrow();
    await put('cut', '{"rows": [');
    await expect(getJson(bucket.files, 'cut', Rows)).rejects.toThrow();
    const answer = { status: 403, type: 'AccessDenied' } as const;
    bucket.faults.next({ service: 's3', operation: 'GetObject', effect: 'none', answer });
    await expect(getJson(bucket.files, 'other', Rows)).rejects.toMatchObject({ name: 'AccessDenied' });
    bucket.faults.next({ service: 's3', operation: 'HeadObject', effect: 'none', answer });
    await expect(uploaded(bucket.files, 'other')).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('reports', () => {
  const key = 'O1/B1/errors.csv';
  async function* lines(count: number, last = '') {
    for (let row = 1; row <= count; row++) yield `${row},invalid,${'é'.repeat(140)}\r\n`;
    if (last !== '') yield last;
  }

  it('of 120 MB go out in little memory', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const held = () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    // Keeps nothing: what a server holds in this process would be counted too.
    const server = await listen(async (incoming, outgoing) => {
      for await (const _ of incoming);
      if (incoming.method === 'PUT') return void outgoing.setHeader('etag', '"e"').end();
      const result = incoming.url?.includes('uploads') ? 'Initiate' : 'Complete';
      const name = `${result}MultipartUploadResult`;
      outgoing.end(`<${name}><UploadId>U1</UploadId><ETag>"e"</ETag></${name}>`);
    });
    const client = new S3Client({
      endpoint: server.url,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      forcePathStyle: true,
    });
    const before = held();
    let most = 0;
    let bytes = 0;
    let looks = 0;
    async function* measured() {
      for await (const line of lines(400_000)) {
        if (looks++ % 4_000 === 0) most = Math.max(most, held() - before);
        bytes += Buffer.byteLength(line);
        yield line;
      }
    }
    await putReport({ client, bucket: 'any' }, key, measured());
    client.destroy();
    await server.close();
    expect(bytes).toBeGreaterThan(115_000_000);
    // Two parts of 8 MB on their way and a third being filled, and copies of them.
    expect(most).toBeLessThan(56 * 1024 ** 2);
  });

  it('come back whole under a url of five minutes', async () => {
    await putReport(bucket.files, key, lines(100_000));
    let bytes = 0;
    for await (const line of lines(100_000)) bytes += Buffer.byteLength(line);
    expect((await uploaded(bucket.files, key))?.bytes).toBe(bytes);

    const url = await downloadUrl(bucket.signer, clock.now(), key, 'Räumung (1).csv-errors.csv');
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="R_umung (1).csv-errors.csv"; filename*=UTF-8''R%C3%A4umung%20%281%29.csv-errors.csv`,
    );
    expect((await response.arrayBuffer()).byteLength).toBe(bytes);
    clock.time += 301_000;
    expect((await fetch(url)).status).toBe(403);
    clock.time -= 301_000;
    expect((await fetch(url.replace('errors.csv?', 'results.csv?'))).status).toBe(403);
  });

  it('may be small or empty', async () => {
    await putReport(bucket.files, 'small', lines(1, 'end'));
    const { versionId = '', bytes = 0 } = (await uploaded(bucket.files, 'small')) ?? {};
    expect((await readRange(bucket.files, 'small', versionId, 0, bytes)).toString()).toMatch(/^1,.*\r\nend$/);
    await putReport(bucket.files, 'empty', lines(0));
    expect(await uploaded(bucket.files, 'empty')).toMatchObject({ bytes: 0 });
  });

  it('leave what stood there when their text or S3 fails', async () => {
    await putReport(bucket.files, 'kept', lines(1));
    const before = await uploaded(bucket.files, 'kept');
    async function* broken() {
      yield* lines(60_000);
      throw new Error('no more rows');
    }
    await expect(putReport(bucket.files, 'kept', broken())).rejects.toThrow('no more rows');
    const answer = { status: 403, type: 'AccessDenied' } as const;
    bucket.faults.next({ service: 's3', operation: 'UploadPart', effect: 'none', answer });
    await expect(putReport(bucket.files, 'kept', lines(60_000))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(await uploaded(bucket.files, 'kept')).toEqual(before);
  });
});
