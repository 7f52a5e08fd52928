import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { columnsReader, rowCheckers } from '../../lib/api/batch-rows.ts';
import { confirmBatch } from '../../lib/batches/confirm.ts';
import { confirmUpload } from '../../lib/batches/confirm-upload.ts';
import { createBatch, type NewBatch } from '../../lib/batches/create.ts';
import { openChunks } from '../../lib/batches/row-message.ts';
import { workBatch } from '../../lib/batches/work-batch.ts';
import { workChunk } from '../../lib/batches/work-chunk.ts';
import { workRow } from '../../lib/batches/work-row.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { putConnection } from '../../lib/connections/put.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { uploadKey } from '../../lib/files/keys.ts';
import { newId } from '../../lib/ids.ts';
import { tick } from '../../lib/links/tick.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { batchHints } from '../../lib/queues/batch-hints.ts';
import { batchesQueue } from '../../lib/queues/batches.ts';
import { hints } from '../../lib/queues/hints.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { getBatch, getSums } from '../../lib/table/batches.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { startS3 } from '../../local/aws/s3/start-s3.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { startSimulators } from '../../local/simulators.ts';
import { virtualTime } from '../storm/virtual-time.ts';
import { startTable } from '../support/start-table.ts';

/** A Monday noon. */
export const START = Date.UTC(2026, 2, 2, 12);
const MINUTE = 60_000;

/** Nobody is told of these links. */
const NO_WEBHOOKS = { send: async () => {}, depth: async () => 0 };

type QueueName = 'batches' | 'rows' | 'wake' | 'messages';

/** Execution environments of each queue's function; each works one delivery at a time. */
const ENVIRONMENTS: Readonly<Record<QueueName, number>> = { batches: 4, rows: 20, wake: 4, messages: 0 };

/** Everything that a batch needs, with the real workers on a clock that jumps from one instant at which something is due to the next. */
export async function startBatchWorld({ provider = 'felloh', callsPerSecond = 100 } = {}) {
  const time = virtualTime(START);
  const { clock } = time;
  const [{ table, url, close }, sqs, s3, kms, simulators] = await Promise.all([
    startTable(),
    startSqs({ clock }),
    startS3({ clock }),
    startKms({ clock }),
    startSimulators({ clock, ports: {} }),
  ]);
  s3.createBucket({ name: 'files', versioning: true });
  const attributes = { VisibilityTimeout: '360' };
  const queues = {
    batches: sqs.createQueue({ name: 'batches', attributes }),
    rows: sqs.createQueue({ name: 'rows', attributes }),
    wake: sqs.createQueue({ name: 'wake', attributes }),
    messages: sqs.createQueue({ name: 'messages' }),
  };
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    BATCHES_QUEUE_URL: queues.batches,
    ROWS_QUEUE_URL: queues.rows,
    WAKE_QUEUE_URL: queues.wake,
    MESSAGES_QUEUE_URL: queues.messages,
    FILES_BUCKET: 'files',
    CREDENTIALS_KEY_ID: kms.createKey(),
    BASE_URLS: 'loopback',
    LOG_LEVEL: process.env.BATCH_LOG ?? 'SILENT',
  });
  const client = new SQSClient({ endpoint: sqs.url });
  const s3Client = new S3Client({ endpoint: s3.url, forcePathStyle: true });
  const openConnection = connectionOpener({ table, clock });
  const base = {
    table,
    clock,
    openConnection,
    publicBaseUrl: 'https://pay.example.com',
    signal: new AbortController().signal,
  };
  const worker: BatchWorker = {
    ...base,
    files: { client: s3Client, bucket: 'files' },
    hints: batchHints,
    rows: rowsQueue,
    readColumns: columnsReader(base),
    openChecker: rowCheckers(base),
  };
  const { organisation } = await createOrganisation(base, { name: 'Example Travel', mode: 'test' });
  const org = organisation.id;
  const simulated = simulators.simulated.find((one) => one.provider === provider);
  if (!simulated) throw new Error(`no simulator of ${provider}`);
  await putConnection(base, org, 'main', {
    provider,
    settings: simulated.settings,
    credentials: simulated.credentials,
    wire: undefined,
    expiresInDays: undefined,
    callsPerSecond,
    sender: undefined,
    reminders: 'none',
  });
  const actor = { org, by: 'key:1' };
  const pools = Object.fromEntries(
    Object.entries(ENVIRONMENTS).map(([name, count]) => [
      name,
      Array.from({ length: count }, () => environment(name)),
    ]),
  );
  let nextTick = START;

  return {
    ...base,
    worker,
    actor,
    org,
    sqs,
    s3,
    s3Client,
    simulated,
    time,
    deps: { ...worker },
    async upload(batchId: string, file: string | Uint8Array) {
      await s3Client.send(
        new PutObjectCommand({ Bucket: 'files', Key: uploadKey(org, batchId), Body: file }),
      );
    },
    /** Creates a batch, uploads its file and has it validated. */
    async validated(file: string | Uint8Array, wanted: Partial<NewBatch> = {}) {
      const id = newId(clock.now());
      await createBatch(base, actor, id, { fileName: 'arrears.csv', connection: 'main', ...wanted });
      await this.upload(id, file);
      await confirmUpload(worker, actor, id);
      await this.until(async () => (await this.batch(id)).status !== 'validating');
      return id;
    },
    async confirmed(id: string, confirmation = { acceptErrors: true }) {
      await confirmBatch(worker, actor, id, confirmation);
      await this.until(async () => (await this.batch(id)).completedAt !== undefined);
      return this.batch(id);
    },
    async batch(id: string) {
      const batch = await getBatch(table, org, id);
      if (!batch) throw new Error('no such batch');
      return batch;
    },
    sums: (id: string) => getSums(table, org, id),
    /** Lives on until this is so. */
    async until(isSo: () => Promise<boolean>, atMostMs = 24 * 3_600_000) {
      const end = clock.now() + atMostMs;
      for (;;) {
        await receiveAll();
        if (await isSo()) return;
        if (clock.now() > end) throw new Error('it did not come so far in time');
        const next = Math.min(nextTick, ...[time.nextEnd(), sqs.nextAt()].flatMap((at) => at ?? []));
        time.set(Math.max(next, clock.now() + 1));
        sqs.wakeWaiters();
        if (clock.now() >= nextTick) await tickNow();
      }
    },
    async close() {
      client.destroy();
      s3Client.destroy();
      await Promise.all([
        ...simulators.simulated.map(({ simulator }) => simulator.close()),
        kms.close(),
        s3.close(),
        sqs.close(),
        close(),
      ]);
    },
  };

  async function tickNow(): Promise<void> {
    nextTick = clock.now() + MINUTE;
    time.work(async () => {
      await tick({ table, clock, queue: wakeQueue, batches: batchesQueue, webhooks: NO_WEBHOOKS });
    });
    await time.still();
  }

  async function receiveAll(): Promise<void> {
    for (;;) {
      await time.still();
      let began = false;
      for (const name of ['batches', 'rows', 'wake'] as const) {
        const { visible } = sqs.depth(name);
        const idle = (pools[name] ?? []).filter((one) => !one.busy);
        const size = name === 'batches' ? 1 : 10;
        for (const one of idle.slice(0, Math.ceil(visible / size))) {
          began = true;
          time.work(() => one.receive(size));
        }
      }
      if (!began) return;
    }
  }

  function environment(name: string) {
    const rates = createRates({ table, clock, pause: (ms) => time.pause(ms) });
    const handler = handlerOf(name, rates);
    const url = queues[name as QueueName];
    const self = {
      busy: false,
      async receive(size: number) {
        self.busy = true;
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: size }),
        );
        let left = Messages.length;
        if (left === 0) self.busy = false;
        const done: { Id: string; ReceiptHandle: string }[] = [];
        for (const [index, { MessageId = '', Body = '', ReceiptHandle = '' }] of Messages.entries()) {
          // Each record pauses by itself, so each is a work of its own.
          time.work(async () => {
            // Only what the consumer reads of a record.
            const record = { messageId: MessageId, body: Body } as SQSRecord;
            const { batchItemFailures } = await handler({ Records: [record] });
            if (batchItemFailures.length === 0) done.push({ Id: String(index), ReceiptHandle });
            left -= 1;
            if (left > 0) return;
            self.busy = false;
            if (done.length)
              await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: done }));
          });
        }
      },
    };
    return self;
  }

  function handlerOf(
    name: string,
    rates: ReturnType<typeof createRates>,
  ): (event: SQSEvent) => Promise<SQSBatchResponse> {
    if (name === 'batches') {
      return batchesQueue.consume((hint) =>
        hint.kind === 'batch'
          ? workBatch(worker, hint.org, hint.batchId)
          : workChunk(worker, hint.org, hint.batchId, hint.number),
      );
    }
    const using = { ...base, hints, rates };
    if (name === 'rows') {
      return rowsQueue.consume((message) =>
        workRow({ ...using, rows: rowsQueue }, message, openChunks(using)),
      );
    }
    const wakeDeps: WakeDeps = {
      ...using,
      deliver: () => Promise.reject(new Error('nothing is to be delivered')),
      remind: () => Promise.resolve('done'),
    };
    return wakeQueue.consume(async (hint) => {
      if (hint.kind === 'link') await wakeLink(wakeDeps, hint.org, hint.linkId, hint.slotAt);
    });
  }
}

export type BatchWorld = Awaited<ReturnType<typeof startBatchWorld>>;
