import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../../lib/clock.ts';
import { tellRecord } from '../../lib/events/tell-record.ts';
import { log } from '../../lib/log.ts';
import { webhookHints } from '../../lib/queues/webhook-hints.ts';
import { webhooksQueue } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';
import type { DeliveryRef } from '../../lib/webhooks/make-deliveries.ts';

/** Stream of the table: events and deliveries. It goes on from the first record that failed. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const due: DeliveryRef[] = [];
  const failed = (await Promise.all(Records.map((record) => attempt(record, due)))).find(
    (record) => record !== undefined,
  );
  if (due.length) await webhookHints({ queue: webhooksQueue }, due);
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

/** Gives the record back where it failed. An empty number in the answer, should one have none, fails the whole batch. */
async function attempt(record: DynamoDBRecord, due: DeliveryRef[]): Promise<DynamoDBRecord | undefined> {
  try {
    due.push(...(await tellRecord({ table: table(), clock: systemClock }, record)));
    return undefined;
  } catch (error) {
    log.error('EVENT_RECORD_FAILED', { sequence: record.dynamodb?.SequenceNumber }, error);
    return record;
  }
}
