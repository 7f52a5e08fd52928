import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { rowDelivery } from '../../lib/batches/row-delivery.ts';
import { workBatch } from '../../lib/batches/work-batch.ts';
import { workChunk } from '../../lib/batches/work-chunk.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { emailSender } from '../../lib/channels/email.ts';
import { smsSender } from '../../lib/channels/sms.ts';
import { createRates, type Rates } from '../../lib/connections/rate.ts';
import { nativeSender } from '../../lib/links/native-send.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { deliverSends } from '../../lib/messages/deliver.ts';
import { type BatchHint, batchesQueue } from '../../lib/queues/batches.ts';
import { gatheredHints } from '../../lib/queues/gathered-hints.ts';
import { hints } from '../../lib/queues/hints.ts';
import { messagesQueue } from '../../lib/queues/messages.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { getBatch } from '../../lib/table/batches.ts';
import { getChunk } from '../../lib/table/chunks.ts';
import type { SqsServer } from '../../local/aws/sqs/start-sqs.ts';
import type { VirtualTime } from '../storm/virtual-time.ts';
import { live, newLife, pauseIn } from './lives.ts';

const QUEUES = ['batches', 'rows', 'wake', 'messages'] as const;
type QueueName = (typeof QUEUES)[number];

/** Execution environments of each queue's function, and messages of one delivery. */
const ENVIRONMENTS: Readonly<Record<QueueName, { count: number; size: number }>> = {
  batches: { count: 4, size: 1 },
  rows: { count: 20, size: 10 },
  wake: { count: 4, size: 10 },
  messages: { count: 8, size: 10 },
};

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** What one invocation of a function is: what comes together shares it. */
interface Delivery {
  handler: Handler;
  end(): Promise<void>;
}

interface Place {
  around: { batches(work: (deps: BatchWorker) => Promise<void>): Promise<void> };
  worker: BatchWorker;
  time: VirtualTime;
  sqs: SqsServer;
  queues: Readonly<Record<QueueName, string>>;
  requests: { count(what: string): void };
}

/** The real consumers of the queues; each environment works one delivery at a time, and a new one follows one that died. */
export function startWorkers({ around, worker, time, sqs, queues, requests }: Place) {
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
    deliveryOf,
    close: () => client.destroy(),
  };

  function environment(name: QueueName) {
    const { size } = ENVIRONMENTS[name];
    const url = queues[name];
    let deliver: (() => Delivery) | undefined;
    const self = {
      busy: false,
      async receive() {
        self.busy = true;
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: size }),
        );
        let left = Messages.length;
        if (left === 0) {
          self.busy = false;
          return;
        }
        requests.count(`${name} receive`);
        deliver ??= deliveriesOf(name);
        // One event of one invocation: what is asked once for all of its messages is asked once.
        const { handler, end } = deliver();
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
            if (!life.dead) await live(life, phase, end);
            self.busy = false;
            // Whoever is dead has acknowledged nothing, and has left nothing in memory.
            if (life.dead) deliver = undefined;
            else if (done.length) {
              requests.count(`${name} delete`);
              await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: done }));
            }
          });
        }
      },
    };
    return self;
  }

  /** What a fresh environment has; called for each event. */
  function deliveriesOf(name: QueueName): () => Delivery {
    const rates = createRates({ ...worker, pause: (ms) => pauseIn((pauseMs) => time.pause(pauseMs), ms) });
    return () => deliveryOf(name, rates);
  }

  function deliveryOf(name: QueueName, rates: Rates): Delivery {
    if (name !== 'rows') return { handler: handlerOf(name, rates), end: () => Promise.resolve() };
    const delivery = rowDelivery({ ...worker, rates, rows: rowsQueue }, gatheredHints());
    return { handler: rowsQueue.consume(delivery.work), end: delivery.end };
  }

  function handlerOf(name: Exclude<QueueName, 'rows'>, rates: Rates): Handler {
    if (name === 'batches') return batchesQueue.consume((hint) => workHint(hint));
    const using = { ...worker, hints, rates };
    const channels = { email: emailSender(), sms: smsSender(), native: nativeSender(using) };
    const deliver = (org: string, linkId: string) => deliverSends({ ...using, ...channels }, org, linkId);
    if (name === 'messages') return messagesQueue.consume(({ org, linkId }) => deliver(org, linkId));
    const wakeDeps: WakeDeps = { ...using, deliver, remind: () => Promise.resolve('done') };
    return wakeQueue.consume(async (hint) => {
      if (hint.kind === 'link') await wakeLink(wakeDeps, hint.org, hint.linkId, hint.slotAt);
    });
  }

  function workHint(hint: BatchHint): Promise<void> {
    if (hint.kind === 'export') throw new Error('no exports here');
    return around.batches((deps) =>
      hint.kind === 'batch'
        ? workBatch(deps, hint.org, hint.batchId)
        : workChunk(deps, hint.org, hint.batchId, hint.number),
    );
  }

  /** What a worker is about to do, for naming its calls. */
  async function phaseOf(name: QueueName, body: string): Promise<string> {
    if (name === 'rows') return 'row';
    if (name === 'wake' || name === 'messages') return name;
    const hint: BatchHint = JSON.parse(body);
    if (hint.kind === 'export') return 'export';
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
