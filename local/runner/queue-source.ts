import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalFunction } from './function-pool.ts';
import { REGION } from './intrinsics.ts';

export interface EventSource {
  /** True while it holds records that are not settled. */
  busy(): boolean;
  close(): Promise<void>;
}

export interface QueueSourceOptions {
  target: LocalFunction;
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  /** Milliseconds to wait for a batch to fill, after its first message. */
  windowMs: number;
  maxConcurrency: number;
  /** Whether the function may name the messages that failed; else a batch succeeds or fails whole. */
  reportsFailures: boolean;
}

/**
 * Lambda's SQS poller: receives batches, invokes, deletes what succeeded. What failed stays hidden until its visibility
 * timeout ends, and so its receive count grows towards the dead-letter queue.
 */
export function startQueueSource(options: QueueSourceOptions): EventSource {
  const { target, queueUrl, maxConcurrency } = options;
  const sqs = new SQSClient({
    region: REGION,
    endpoint: new URL(queueUrl).origin,
    credentials: { accessKeyId: 'event-source', secretAccessKey: 'local' },
  });
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();

  const handle = async (messages: Message[]) => {
    const outcome = await target.invoke({ Records: messages.map((message) => toRecord(message, options)) });
    if (!outcome.ok) return;
    const failed = options.reportsFailures ? failedIds(outcome.value, messages) : [];
    const done = messages.filter(({ MessageId = '' }) => !failed.includes(MessageId));
    if (done.length === 0) return;
    const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    for (let at = 0; at < Entries.length; at += 10)
      await sqs.send(
        new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: Entries.slice(at, at + 10) }),
      );
  };
  const receive = async (most: number, waitSeconds: number) => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(most, 10),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await sqs.send(command, { abortSignal: stop.signal })).Messages ?? [];
  };
  const poll = async () => {
    while (!stop.signal.aborted) {
      if (underWay.size >= maxConcurrency) await Promise.race(underWay);
      const batch = await receive(options.batchSize, 20).catch(() => sleep(200, []));
      if (batch.length === 0) continue;
      const full = options.windowMs > 0 ? fill(batch, options, receive) : Promise.resolve(batch);
      const work = full.then(handle).catch(() => {}); // the messages come back by themselves
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    }
  };
  const polling = poll();
  return {
    busy: () => underWay.size > 0,
    async close() {
      stop.abort();
      await polling;
      await Promise.all(underWay);
      sqs.destroy();
    },
  };
}

async function fill(
  batch: Message[],
  { batchSize, windowMs }: QueueSourceOptions,
  receive: (most: number, waitSeconds: number) => Promise<Message[]>,
): Promise<Message[]> {
  const until = performance.now() + windowMs;
  while (batch.length < batchSize && performance.now() < until)
    batch.push(...(await receive(batchSize - batch.length, 1)));
  return batch;
}

/** Ids in `batchItemFailures`. An answer that cannot be right fails the whole batch, as it does at Lambda. */
function failedIds(result: unknown, messages: Message[]): string[] {
  const all = messages.map(({ MessageId = '' }) => MessageId);
  if (typeof result !== 'object' || result === null || !('batchItemFailures' in result)) return [];
  const failures = result.batchItemFailures;
  if (failures === null) return [];
  if (!Array.isArray(failures)) return all;
  const ids = failures.map((failure) => failure?.itemIdentifier);
  return ids.every((id) => all.includes(id)) ? ids : all;
}

function toRecord(message: Message, { queueArn }: QueueSourceOptions) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
    name,
    {
      dataType: attribute.DataType,
      ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
      ...(attribute.BinaryValue
        ? { binaryValue: Buffer.from(attribute.BinaryValue).toString('base64') }
        : {}),
      stringListValues: [],
      binaryListValues: [],
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}
