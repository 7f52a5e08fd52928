import type { DynamoDBRecord } from 'aws-lambda';
import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';
import { eventOfRecord } from '../webhooks/event-record.ts';
import { type DeliveryRef, makeDeliveries } from '../webhooks/make-deliveries.ts';
import { publishRecord } from './publish.ts';

/**
 * All that one record of the table's stream leads to: what happened becomes events, and a new event, which comes through the same stream,
 * becomes deliveries to merchants' endpoints. Told again, it adds nothing. Gives the deliveries that are to be tried now.
 */
export async function tellRecord(
  { table, clock }: { table: Table; clock: Clock },
  record: DynamoDBRecord,
): Promise<DeliveryRef[]> {
  await publishRecord({ table, clock }, record);
  const told = eventOfRecord(record);
  return told ? makeDeliveries({ table, now: clock.now() }, told.org, told.event) : [];
}
