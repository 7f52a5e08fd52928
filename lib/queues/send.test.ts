import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { createFaults } from '../../local/aws/faults.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { systemClock } from '../clock.ts';
import { batchesQueue } from './batches.ts';
import { type RowMessage, rowsQueue } from './rows.ts';

const faults = createFaults();
const taken: string[] = [];
const requests: number[] = [];
const sqs = await startSqs({ clock: systemClock, faults });
vi.stubEnv('AWS_ENDPOINT_URL_SQS', sqs.url);
vi.stubEnv('AWS_REGION', 'eu-west-2');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
vi.stubEnv('ROWS_QUEUE_URL', sqs.createQueue({ name: 'rows' }));
vi.stubEnv('BATCHES_QUEUE_URL', sqs.createQueue({ name: 'batches' }));
sqs.deliveries = (_, body) => {
  taken.push(body);
  return [0];
};
const take = faults.take;
faults.take = (service, operation) => {
  if (operation === 'SendMessageBatch') requests.push(taken.length);
  return take(service, operation);
};

afterAll(async () => {
  vi.unstubAllEnvs();
  await sqs.close();
});
beforeEach(() => {
  taken.length = 0;
  requests.length = 0;
});

const rowOf = (row: number, description: string): RowMessage => ({
  v: 1,
  org: 'O1',
  batchId: 'B1',
  chunk: 1,
  row,
  linkId: 'L1',
  hash: 'abcdefghijk',
  terms: {
    connection: 'felloh-main',
    provider: 'felloh',
    amount: 4200,
    currency: 'GBP',
    expiresAt: 1,
    description,
  },
  onDuplicate: 'allow',
});
const send = (rows: readonly RowMessage[]) =>
  rowsQueue.send(rows.map((message) => ({ message, group: 'O1' })));

it('sends ten at once, fewer where they are large: 1 MiB in all', async () => {
  const row = (n: number) => rowOf(n, 'é'.repeat(100_000));
  await send(Array.from({ length: 25 }, (_, n) => row(n)));
  expect(taken).toHaveLength(25);
  expect(requests).toEqual([0, 5, 10, 15, 20]);
  taken.length = 0;
  requests.length = 0;
  await send(Array.from({ length: 25 }, (_, n) => rowOf(n, 'x'.repeat(65_536))));
  expect(requests).toEqual([0, 10, 20]);
  expect(taken.map((body) => JSON.parse(body).row)).toEqual(Array.from({ length: 25 }, (_, n) => n));
});

it('fills a request to the last byte', async () => {
  const length = JSON.stringify(rowOf(1, '')).length;
  const half = (row: number, more = 0) => rowOf(row, 'x'.repeat(524_288 - length + more));
  await send([half(1), half(2)]);
  expect(requests).toEqual([0]);
  await send([half(1), half(2, 1)]);
  expect(requests).toEqual([0, 2, 3]);
});

it('throws for a message that is too large by itself, and when SQS does not take all', async () => {
  await expect(send([rowOf(1, 'x'.repeat(1_048_577))])).rejects.toThrow();
  const answer = { status: 403, type: 'AccessDenied' } as const;
  faults.next({ service: 'sqs', operation: 'SendMessageBatch', effect: 'none', answer });
  await expect(send([rowOf(1, 'x')])).rejects.toThrow();
  await expect(
    rowsQueue.send([
      { message: rowOf(1, 'x'), group: 'O1' },
      { message: rowOf(2, 'x'), group: 'not a group' },
    ]),
  ).rejects.toThrow('ROWS_QUEUE_URL refused 1 of 2');
});

it('carries whatever text a row may hold', async () => {
  const poison = '\ufffe \uffff \ud800 \u0000 \u2028 \\uffff "';
  await send([rowOf(7, poison)]);
  const got: RowMessage[] = [];
  const work = rowsQueue.consume(async (message) => void got.push(message));
  const event = { Records: taken.map((body) => ({ messageId: 'R', body })) } as unknown as SQSEvent;
  expect(await work(event)).toEqual({ batchItemFailures: [] });
  expect(got).toEqual([rowOf(7, poison)]);
});

it('hints at a batch or at one of its chunks', async () => {
  await batchesQueue.send([
    { message: { v: 1, kind: 'batch', org: 'O1', batchId: 'B1' }, group: 'O1' },
    { message: { v: 1, kind: 'chunk', org: 'O1', batchId: 'B1', number: 3 }, group: 'O1', delaySeconds: 5 },
  ]);
  expect(taken.map((body) => JSON.parse(body))).toEqual([
    { v: 1, kind: 'batch', org: 'O1', batchId: 'B1' },
    { v: 1, kind: 'chunk', org: 'O1', batchId: 'B1', number: 3 },
  ]);
});
