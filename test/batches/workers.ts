import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openChunks } from '../../lib/batches/row-message.ts';
import { workBatch } from '../../lib/batches/work-batch.ts';
import { workChunk } from '../../lib/batches/work-chunk.ts';
import { workRow } from '../../lib/batches/work-row.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { type BatchHint, batchesQueue } from '../../lib/queues/batches.ts';
import { hints } from '../../lib/queues/hints.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { getBatch } from '../../lib/table/batches.ts';
import { getChunk } from '../../lib/table/chunks.ts';
import type { SqsServer } from '../../local/aws/sqs/start-sqs.ts';
import type { VirtualTime } from '../storm/virtual-time.ts';
import { live, newLife, pauseIn } from './lives.ts';

const QUEUES = ['batches', 'rows', 'wake'] as const;
type QueueName = (typeof QUEUES)[number];

/** Execution environments of each queue's function, and messages of one delivery. */
const ENVIRONMENTS: Readonly<Record<QueueName, { count: number; size: number }>> = {
  batches: { count: 4, size: 1 },
  rows: { count: 20, size: 10 },
  wake: { count: 4, size: 10 },
};

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

interface Place {
  around: { batches(work: (deps: BatchWorker) => Promise<void>): Promise<void> };
  worker: BatchWorker;
  time: VirtualTime;
  sqs: SqsServer;
  queues: Readonly<Record<QueueName, string>>;
}

/** The real consumers of the queues; each environment works one delivery at a time, and a new one follows one that died. */
export function startWorkers({ around, worker, time, sqs, queues }: Place) {
  const client = new SQSClient({ endpoint: sqs.url });
  const pools = QUEUES.map((name) => ({
    name,
    all: Array.from({ length: ENVIRONMENTS[name].count }, () => environment(name)),
  }));

  return {
    /** Works off what can be received now, and what comes of it. */
    async receiveAll(): Promise<void> {
      for (;;) {
        await time.still();
        let began = false;
        for (const { name, all } of pools) {
          const { visible } = sqs.depth(name);
          const idle = all.filter((one) => !one.busy);
          for (const one of idle.slice(0, Math.ceil(visible / ENVIRONMENTS[name].size))) {
            began = true;
            time.work(() => one.receive());
          }
        }
        if (!began) return;
      }
    },
    close: () => client.destroy(),
  };

  function environment(name: QueueName) {
    const { size } = ENVIRONMENTS[name];
    const url = queues[name];
    let handle: (() => Handler) | undefined;
    const self = {
      busy: false,
      async receive() {
        self.busy = true;
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: size }),
        );
        let left = Messages.length;
        if (left === 0) self.busy = false;
        handle ??= handlers(name);
        // One event of one invocation: what is asked once for all of its messages is asked once.
        const handler = handle();
        const life = newLife();
        const done: { Id: string; ReceiptHandle: string }[] = [];
        for (const [index, { MessageId = '', Body = '', ReceiptHandle = '' }] of Messages.entries()) {
          // Each record pauses by itself, so each is a work of its own.
          time.work(async () => {
            const phase = await phaseOf(name, Body);
            // Only what the consumer reads of a record.
            const record = { messageId: MessageId, body: Body } as SQSRecord;
            const ended = await live(life, phase, () => handler({ Records: [record] }));
            if ('done' in ended && ended.done.batchItemFailures.length === 0) {
              done.push({ Id: String(index), ReceiptHandle });
            }
            left -= 1;
            if (left > 0) return;
            self.busy = false;
            // Whoever is dead has acknowledged nothing, and has left nothing in memory.
            if (life.dead) handle = undefined;
            else if (done.length) {
              await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: done }));
            }
          });
        }
      },
    };
    return self;
  }

  /** What a fresh environment has; called for each event. */
  function handlers(name: QueueName): () => Handler {
    const rates = createRates({ ...worker, pause: (ms) => pauseIn((pauseMs) => time.pause(pauseMs), ms) });
    const using = { ...worker, hints, rates };
    if (name === 'batches') return () => batchesQueue.consume((hint) => workHint(hint));
    if (name === 'rows') {
      return () => {
        const isOpen = openChunks(using);
        return rowsQueue.consume((message) => workRow({ ...using, rows: rowsQueue }, message, isOpen));
      };
    }
    const wakeDeps: WakeDeps = {
      ...using,
      deliver: () => Promise.reject(new Error('nothing is to be delivered')),
      remind: () => Promise.resolve('done'),
    };
    return () =>
      wakeQueue.consume(async (hint) => {
        if (hint.kind === 'link') await wakeLink(wakeDeps, hint.org, hint.linkId, hint.slotAt);
      });
  }

  function workHint(hint: BatchHint): Promise<void> {
    return around.batches((deps) =>
      hint.kind === 'batch'
        ? workBatch(deps, hint.org, hint.batchId)
        : workChunk(deps, hint.org, hint.batchId, hint.number),
    );
  }

  /** What a worker is about to do, for naming its calls. */
  async function phaseOf(name: QueueName, body: string): Promise<string> {
    if (name === 'rows') return 'row';
    if (name === 'wake') return 'wake';
    const hint: BatchHint = JSON.parse(body);
    const batch = await getBatch(worker.table, hint.org, hint.batchId);
    if (hint.kind === 'batch') {
      if (batch?.status === 'validating') return batch.scanned ? 'settle' : 'scan';
      return batch?.status === 'processing' ? 'release' : 'reports';
    }
    if (batch?.status === 'validating') return 'validate';
    const chunk = await getChunk(worker.table, hint.org, hint.batchId, hint.number);
    return chunk?.state === 'released' ? 'run' : 'look';
  }
}
