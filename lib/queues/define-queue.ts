import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { type EnvName, env } from '../env.ts';
import { log } from '../log.ts';

/** SQS takes at most ten messages at once. */
const BATCH = 10;

export interface Hint<Message> {
  message: Message;
  /** Messages of one group are served in turn with those of others: the organisation. */
  group: string;
  /** At most 900. */
  delaySeconds?: number;
}

export interface Queue<Message> {
  /** Resolves when SQS has taken all; throws naming how many it refused. */
  send(hints: readonly Hint<Message>[]): Promise<void>;
  /** About how many messages wait to be received. */
  depth(): Promise<number>;
  /**
   * A handler that works each record on its own: one that throws comes again and harms no other; one that cannot be
   * parsed goes the same way to the dead letters.
   */
  consume(
    work: (message: Message, record: SQSRecord) => Promise<void>,
  ): (event: SQSEvent) => Promise<SQSBatchResponse>;
}

let client: SQSClient | undefined;

/** Producer and consumer of one queue share its message schema. Messages carry ids, not snapshots. */
export function defineQueue<Schema extends z.ZodMiniType>(queue: {
  url: EnvName;
  message: Schema;
}): Queue<z.infer<Schema>> {
  return {
    async send(hints) {
      client ??= new SQSClient({});
      for (let start = 0; start < hints.length; start += BATCH) {
        const chunk = hints.slice(start, start + BATCH);
        const answer = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: env(queue.url),
            Entries: chunk.map((hint, index) => ({
              Id: String(index),
              MessageBody: JSON.stringify(z.encode(queue.message, hint.message)),
              MessageGroupId: hint.group,
              ...(hint.delaySeconds ? { DelaySeconds: Math.min(900, Math.ceil(hint.delaySeconds)) } : {}),
            })),
          }),
        );
        if (answer.Failed?.length)
          throw new Error(`${queue.url} refused ${answer.Failed.length} of ${chunk.length}`);
      }
    },
    async depth() {
      client ??= new SQSClient({});
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: env(queue.url),
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
    consume: (work) =>
      consumeBodies(queue.url, async (body, record) =>
        work(z.parse(queue.message, JSON.parse(body)), record),
      ),
  };
}

/** A handler that works each record of a queue by its text, in its own try: for a queue that others write to. */
export function consumeBodies(
  queue: string,
  work: (body: string, record: SQSRecord) => Promise<void>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const failures = await Promise.all(event.Records.map(attempt));
    return { batchItemFailures: failures.flatMap((id) => (id ? [{ itemIdentifier: id }] : [])) };
  };

  async function attempt(record: SQSRecord): Promise<string | undefined> {
    try {
      await work(record.body, record);
      return undefined;
    } catch (error) {
      log.error('QUEUE_RECORD_FAILED', { queue, messageId: record.messageId }, error);
      return record.messageId;
    }
  }
}
