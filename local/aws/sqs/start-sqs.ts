import type { Clock } from '../../../lib/clock.ts';
import { createFaults, type Faults } from '../faults.ts';
import { startJsonService } from '../json-service.ts';
import { invalidInput, queryErrorHeader } from './errors.ts';
import { moveTaskOperations } from './move-tasks.ts';
import { type Depth, depthOf, nextVisibleAt, type Queue } from './queue.ts';
import { queueOperations } from './queue-operations.ts';
import { ACCOUNT, createQueues, type Deliveries } from './queues.ts';
import { receiveOperations } from './receive-operations.ts';
import { sendOperations } from './send-operations.ts';

export interface SqsOptions {
  clock: Clock;
  port?: number;
  /** Folder for `sqs.json`; without it nothing is written. */
  dataDir?: string;
  /** Appears in queue ARNs; `eu-west-2` when absent. */
  region?: string;
  faults?: Faults;
}

export interface SqsServer {
  readonly url: string;
  readonly faults: Faults;
  /** Settable at any time: the delays in ms at which copies of each sent message are delivered. */
  deliveries?: Deliveries | undefined;
  /** Creates the queue, or finds it; gives its url. */
  createQueue(queue: { name: string; attributes?: Record<string, string> }): string;
  /** As another service would, SNS for one: without a client. */
  send(name: string, body: string): void;
  depth(name: string): Depth;
  /** Epoch ms of the earliest future instant at which a hidden or delayed message becomes visible. */
  nextAt(): number | undefined;
  /** To be called after the clock has been moved, so that long polls look again. */
  wakeWaiters(): void;
  close(): Promise<void>;
}

/** Standard queues over AWS JSON 1.0, as the SDK's SQS client speaks it. */
export async function startSqs(options: SqsOptions): Promise<SqsServer> {
  const { clock, port, dataDir, region = 'eu-west-2', faults = createFaults() } = options;
  const queues = createQueues(clock, region, dataDir);
  const urlOf = (queue: Queue) => `${listening.url}/${ACCOUNT}/${queue.name}`;
  const listening = await startJsonService({
    service: 'sqs',
    namespace: 'com.amazonaws.sqs',
    contentType: 'application/x-amz-json-1.0',
    operationOf: (request) => /^AmazonSQS\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1],
    operations: {
      ...queueOperations(queues, (queue) => urlOf(queue)),
      ...sendOperations(queues, () => server.deliveries),
      ...receiveOperations(queues),
      ...moveTaskOperations(queues),
    },
    invalid: invalidInput,
    errorHeaders: queryErrorHeader,
    clock,
    faults,
    port,
  });
  const server: SqsServer = {
    url: listening.url,
    faults,
    createQueue: ({ name, attributes = {} }) => urlOf(queues.create(name, attributes)),
    send(name, body) {
      const now = clock.now();
      const queue = queues.get(name);
      queues.put(
        queue,
        { body, attributes: {}, traceHeader: undefined, groupId: undefined, sentAt: now, visibleAt: now },
        server.deliveries?.(name, body) ?? [0],
      );
    },
    depth: (name) => depthOf(queues.get(name), clock.now()),
    nextAt() {
      const instants = queues.all().flatMap((queue) => nextVisibleAt(queue, clock.now()) ?? []);
      return instants.length > 0 ? Math.min(...instants) : undefined;
    },
    wakeWaiters: () => queues.waiters.wakeAll(),
    async close() {
      queues.waiters.close();
      await listening.close();
      queues.flush();
    },
  };
  return server;
}
