import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { log } from '../log.ts';

/**
 * The handler of a dead-letter queue: each record is told to the log (alarmed), and its outcome recorded, so that
 * nothing ends in silence. One that cannot be read says nothing that could be recorded, now or later.
 */
export function recordDeadLetters<Schema extends z.ZodMiniType>(
  queue: string,
  message: Schema,
  record: (dead: z.infer<Schema>) => Promise<void>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return recordDeadBodies(queue, (body) => z.parse(message, JSON.parse(body)), record);
}

/** The same for a queue that others write to: `read` throws for what cannot be read. */
export function recordDeadBodies<Dead>(
  queue: string,
  read: (body: string) => Dead,
  record: (dead: Dead) => Promise<void>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const failed = await Promise.all(event.Records.map(recordOne));
    return { batchItemFailures: failed.flatMap((id) => (id ? [{ itemIdentifier: id }] : [])) };
  };

  async function recordOne({ messageId, body }: SQSRecord): Promise<string | undefined> {
    const dead = readable(read, body);
    log.error('DEAD_LETTER', { queue, messageId, readable: dead !== undefined });
    if (dead === undefined) return undefined;
    try {
      await record(dead);
      return undefined;
    } catch (error) {
      log.error('QUEUE_RECORD_FAILED', { queue, messageId }, error);
      return messageId;
    }
  }
}

function readable<Dead>(read: (body: string) => Dead, body: string): Dead | undefined {
  try {
    return read(body);
  } catch {
    return undefined;
  }
}
