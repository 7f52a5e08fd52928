import { S3Client } from '@aws-sdk/client-s3';
import { columnsReader, rowCheckers } from '../../lib/api/batch-rows.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { tick } from '../../lib/links/tick.ts';
import { batchHints } from '../../lib/queues/batch-hints.ts';
import { batchesQueue } from '../../lib/queues/batches.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { startEmail } from '../../local/aws/email/start-email.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { createOutbox } from '../../local/aws/outbox/outbox.ts';
import { startS3 } from '../../local/aws/s3/start-s3.ts';
import { startSms } from '../../local/aws/sms/start-sms.ts';
import { startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { startSimulators } from '../../local/simulators.ts';
import { type VirtualTime, virtualTime } from '../storm/virtual-time.ts';
import { startTable } from '../support/start-table.ts';
import { type Call, type Fate, openGates } from './lives.ts';
import { countRequests } from './requests.ts';
import { newTenant } from './tenant.ts';
import { startWorkers } from './workers.ts';

/** A Monday noon. */
const START = Date.UTC(2026, 2, 2, 12);
const MINUTE = 60_000;

/** Nobody is told of these links. */
const NO_WEBHOOKS = { send: async () => {}, depth: async () => 0 };

interface Options {
  provider?: string;
  callsPerSecond?: number;
  /** Rows of a chunk, where not as deployed. */
  rowsPerChunk?: number;
  time?: VirtualTime;
}

/**
 * Everything that a batch needs, with the real workers on a clock that jumps from one instant at which something is due to the
 * next. The clients of the queues are of the whole process, so a test file has one world.
 */
export async function startBatchWorld({
  provider = 'felloh',
  callsPerSecond = 100,
  rowsPerChunk,
  time = virtualTime(START),
}: Options = {}) {
  const { clock } = time;
  const requests = countRequests();
  const outbox = createOutbox({ clock, limit: 200_000 });
  const [{ table, url, close }, sqs, s3, kms, email, sms, simulators] = await Promise.all([
    startTable(),
    startSqs({ clock, faults: requests.faults }),
    startS3({ clock }),
    startKms({ clock }),
    startEmail({ clock, outbox }),
    startSms({ clock, outbox }),
    startSimulators({ clock, ports: {} }),
  ]);
  sqs.deliveries = requests.deliveries;
  s3.createBucket({ name: 'files', versioning: true });
  const attributes = { VisibilityTimeout: '360' };
  const queues = {
    batches: sqs.createQueue({ name: 'batches', attributes }),
    rows: sqs.createQueue({ name: 'rows', attributes }),
    wake: sqs.createQueue({ name: 'wake', attributes }),
    messages: sqs.createQueue({ name: 'messages', attributes }),
  };
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SESV2: email.url,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: sms.url,
    EMAIL_FROM: 'payments@example.com',
    SMS_ORIGINATION: 'PAYLINKS',
    BATCHES_QUEUE_URL: queues.batches,
    ROWS_QUEUE_URL: queues.rows,
    WAKE_QUEUE_URL: queues.wake,
    MESSAGES_QUEUE_URL: queues.messages,
    FILES_BUCKET: 'files',
    CREDENTIALS_KEY_ID: kms.createKey(),
    BASE_URLS: 'loopback',
    LOG_LEVEL: process.env.BATCH_LOG ?? 'SILENT',
  });
  const s3Client = new S3Client({ endpoint: s3.url, forcePathStyle: true });
  const base = {
    table,
    clock,
    openConnection: connectionOpener({ table, clock }),
    publicBaseUrl: 'https://pay.example.com',
    signal: new AbortController().signal,
  };
  const worker: BatchWorker = {
    ...base,
    files: { client: s3Client, bucket: 'files' },
    hints: batchHints,
    rows: rowsQueue,
    wakes: wakeQueue,
    rates: createRates({ table, clock, pause: (ms) => time.pause(ms) }),
    readColumns: columnsReader(base),
    openChecker: rowCheckers(base),
    ...(rowsPerChunk === undefined ? {} : { rowsPerChunk }),
  };
  const simulatedOf = (name: string) => {
    const found = simulators.simulated.find((one) => one.provider === name);
    if (!found) throw new Error(`no simulator of ${name}`);
    return found;
  };
  const simulated = simulatedOf(provider);
  const gates: {
    fate: (call: Call) => Fate;
    provider: (request: { method: string; url: string; body: string }) => void;
  } = {
    fate: () => 'pass',
    provider: () => {},
  };
  const closeGates = openGates({
    fate: (call) => gates.fate(call),
    provider: (request) => gates.provider(request),
  });
  let nextTick = clock.now();
  let ticking = false;
  /** A test may stand between an invocation and what it works with. */
  const around = {
    batches: (work: (deps: BatchWorker) => Promise<void>): Promise<void> => work(worker),
  };
  const workers = startWorkers({ around, worker, time, sqs, queues, requests });

  /** Lives on until this is so; asked at most once a second. */
  async function until(isSo: () => Promise<boolean>, atMostMs = 24 * 3_600_000): Promise<void> {
    const end = clock.now() + atMostMs;
    let askedAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      await workers.receiveAll();
      if (clock.now() - askedAt >= 1000) {
        if (await isSo()) return;
        askedAt = clock.now();
      }
      if (clock.now() > end) throw new Error('it did not come so far in time');
      const next = Math.min(nextTick, ...[time.nextEnd(), sqs.nextAt()].flatMap((at) => at ?? []));
      time.set(Math.max(next, clock.now() + 1));
      sqs.wakeWaiters();
      if (clock.now() >= nextTick) await tickNow();
    }
  }

  async function tickNow(): Promise<void> {
    nextTick = clock.now() + MINUTE;
    ticking = true;
    time.work(async () => {
      await tick({ table, clock, queue: wakeQueue, batches: batchesQueue, webhooks: NO_WEBHOOKS });
    });
    await time.still();
    ticking = false;
  }

  const place = { worker, s3Client, simulated, until };
  const tenant = await newTenant(place, callsPerSecond);
  return {
    ...base,
    ...tenant,
    worker,
    around,
    outbox,
    /** Requests to SQS so far, by queue: those that sent, received something and deleted. */
    requests: requests.counts,
    queues,
    /** One invocation of a queue's function. */
    deliveryOf: workers.deliveryOf,
    sqs,
    s3,
    s3Client,
    simulated,
    time,
    /** Decides about the calls of all who live; settable at any time. */
    gates,
    until,
    /** True while the tick sends: that is no hint. */
    isTicking: () => ticking,
    /** Another organisation, at this provider or at another. */
    tenant: (rate = callsPerSecond, at = provider) =>
      newTenant({ ...place, simulated: simulatedOf(at) }, rate),
    /** Lives on until no message is left of what went before. */
    quiet: () =>
      until(async () =>
        ['batches', 'rows', 'wake'].every((name) => {
          const { visible, delayed, inFlight } = sqs.depth(name);
          return visible + delayed + inFlight === 0;
        }),
      ),
    async close() {
      closeGates();
      workers.close();
      s3Client.destroy();
      await Promise.all([
        ...simulators.simulated.map(({ simulator }) => simulator.close()),
        kms.close(),
        email.close(),
        sms.close(),
        s3.close(),
        sqs.close(),
        close(),
      ]);
    },
  };
}

export type BatchWorld = Awaited<ReturnType<typeof startBatchWorld>>;
