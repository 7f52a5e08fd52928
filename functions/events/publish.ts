import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { publishRecord } from '../../lib/events/publish.ts';
import { log } from '../../lib/log.ts';
import { table } from '../../lib/table/client.ts';

/** Stream of the table: what happened becomes events. The stream goes on from the first record that failed. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const failed = (await Promise.all(Records.map(attempt))).find((record) => record !== undefined);
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

/** Gives the record back where it failed. An empty number in the answer, should one have none, fails the whole batch. */
async function attempt(record: DynamoDBRecord): Promise<DynamoDBRecord | undefined> {
  try {
    await publishRecord(table(), record);
    return undefined;
  } catch (error) {
    log.error('EVENT_RECORD_FAILED', { sequence: record.dynamodb?.SequenceNumber }, error);
    return record;
  }
}
