import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../../lib/clock.ts';
import { publishRecord } from '../../lib/events/publish.ts';
import { log } from '../../lib/log.ts';
import { webhookHints } from '../../lib/queues/webhook-hints.ts';
import { webhooksQueue } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';
import { eventOfRecord } from '../../lib/webhooks/event-record.ts';
import { type DeliveryRef, makeDeliveries } from '../../lib/webhooks/make-deliveries.ts';

/**
 * Stream of the table: what happened becomes events, and a new event, which comes through the same stream, becomes deliveries to
 * merchants' endpoints. The stream goes on from the first record that failed.
 */
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
    await publishRecord({ table: table(), clock: systemClock }, record);
    const told = eventOfRecord(record);
    if (told)
      due.push(...(await makeDeliveries({ table: table(), now: systemClock.now() }, told.org, told.event)));
    return undefined;
  } catch (error) {
    log.error('EVENT_RECORD_FAILED', { sequence: record.dynamodb?.SequenceNumber }, error);
    return record;
  }
}
