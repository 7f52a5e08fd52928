import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { type EnvName, env } from '../env.ts';
import { log } from '../log.ts';

/** SQS takes at most ten messages at once, and 1 MiB of them: SQS API reference, `SendMessageBatch`. */
const BATCH = 10;
const BATCH_BYTES = 1_048_576;

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
      const entries = hints.map((hint, index) => ({
        Id: String(index),
        MessageBody: bodyOf(z.encode(queue.message, hint.message)),
        MessageGroupId: hint.group,
        ...(hint.delaySeconds ? { DelaySeconds: Math.min(900, Math.ceil(hint.delaySeconds)) } : {}),
      }));
      for (const Entries of batches(entries)) {
        const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: env(queue.url), Entries }));
        if (answer.Failed?.length)
          throw new Error(`${queue.url} refused ${answer.Failed.length} of ${Entries.length}`);
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

/** SQS refuses two characters that JSON leaves as they are, and it is a caller's text that may hold them. */
function bodyOf(message: unknown): string {
  return JSON.stringify(message).replace(/[\ufffe\uffff]/g, (character) =>
    character === '\ufffe' ? '\\ufffe' : '\\uffff',
  );
}

function* batches<Entry extends { MessageBody: string }>(entries: readonly Entry[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody);
    if (batch.length === BATCH || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
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
