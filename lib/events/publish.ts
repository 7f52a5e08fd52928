import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { putBatchEvent } from '../table/batch-events.ts';
import { toBatch } from '../table/batches.ts';
import type { Table } from '../table/client.ts';
import { putEvent } from '../table/events.ts';
import { batchOfKey, linkOfKey } from '../table/keys.ts';
import { toLink } from '../table/link-item.ts';
import { StreamImage } from '../table/stream-image.ts';
import { batchEventsOf } from './batch-events-of.ts';
import { eventsOf } from './events-of.ts';

/**
 * Keeps the events of one record of the table's stream. Only changes of links and batches have any; told again, none more.
 * When it has ended, whether well or not, no write of it is under way any more: one that went on while its environment is
 * frozen would carry a place in the feed that readers have passed.
 */
export async function publishRecord(
  { table, clock }: { table: Table; clock: Clock },
  { dynamodb }: DynamoDBRecord,
): Promise<void> {
  const { NewImage: after, OldImage: before } = dynamodb ?? {};
  if (!after) return;
  const key = { pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' };
  const puts = linkOfKey(key)
    ? linkPuts(table, clock, before, after)
    : batchOfKey(key)
      ? batchPuts(table, clock, before, after)
      : [];
  const failed = (await Promise.allSettled(puts)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

function linkPuts(table: Table, clock: Clock, before: Images | undefined, after: Images): Promise<void>[] {
  // Only its timer was moved: by who could not read it either.
  if (before && isSame(before.version, after.version)) return [];
  const link = toLink(z.parse(StreamImage, after));
  const events = eventsOf(before && toLink(z.parse(StreamImage, before)), link);
  return events.map((event, ordinal) => putEvent(table, link.org, event, ordinal, clock));
}

function batchPuts(table: Table, clock: Clock, before: Images | undefined, after: Images): Promise<void>[] {
  // Leases, checkpoints and timers: most versions of a batch tell of nothing.
  if (before && isSame(before.status, after.status) && isSame(before.completedAt, after.completedAt))
    return [];
  const batch = toBatch(z.parse(StreamImage, after));
  const events = batchEventsOf(before && toBatch(z.parse(StreamImage, before)), batch);
  return events.map((event, ordinal) => putBatchEvent(table, batch.org, event, ordinal, clock));
}

type Images = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function isSame(before: Images[string] | undefined, after: Images[string] | undefined): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
