import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import type { Table } from './client.ts';
import { putEventOnce } from './feed.ts';
import { fromItem, toItem } from './items.ts';
import { batchChildren, batchEventKey } from './keys.ts';

/** What happens to a batch as a whole; its links have events of their own. */
export const BatchEventType = z.enum([
  'batch.created',
  'batch.uploaded',
  'batch.ready',
  'batch.rejected',
  'batch.confirmed',
  'batch.completed',
  'batch.completed_with_errors',
  'batch.retried',
  'batch.cancelled',
  'batch.stopped',
  'batch.expired',
]);
export type BatchEventType = z.infer<typeof BatchEventType>;

/** Already in the words of the API; never anything of a row. */
export const BatchEventData = z.object({
  status: z.string(),
  connection: z.string(),
  /** Of the file, once they are counted. */
  rows: z.exactOptional(z.int()),
  /** With `batch.rejected`: the line of the file, 1 being the header. */
  line: z.exactOptional(z.int()),
});
export type BatchEventData = z.infer<typeof BatchEventData>;

export const BatchEvent = z.object({
  /** `<batch id>.<version>.<ordinal>`: the same change of a batch is the same event, however often it is told. */
  id: z.string(),
  batchId: z.string(),
  type: BatchEventType,
  /** Epoch ms of the change. */
  at: z.int(),
  /** The version of the batch that the change made; most versions tell of nothing. */
  version: z.int(),
  /** `key:<id>` or `timer`. */
  by: z.string(),
  /** With `batch.rejected`: its code. */
  reason: z.exactOptional(z.string()),
  requestId: z.exactOptional(z.string()),
  data: BatchEventData,
});
export type BatchEvent = z.infer<typeof BatchEvent>;

/** Keeps an event, once; told again, it changes nothing. `clock`: of whoever publishes it. */
export async function putBatchEvent(
  table: Table,
  org: string,
  event: BatchEvent,
  ordinal: number,
  clock: Clock,
): Promise<void> {
  const key = batchEventKey(org, event.batchId, event.version, ordinal);
  await putEventOnce(table, clock, org, { ...key, ...event });
}

/** A batch's events, oldest first; one eventually consistent query. `after`: id of an event of this batch, to go on behind it. */
export async function listBatchEvents(
  table: Table,
  org: string,
  batchId: string,
  page: { limit?: number; after?: string } = {},
): Promise<{ events: BatchEvent[]; next?: string }> {
  const [, version, ordinal] = page.after?.split('.') ?? [];
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :events)',
      ExpressionAttributeValues: toItem({ ':pk': batchChildren(org, batchId), ':events': 'E#' }),
      ...(version === undefined
        ? {}
        : {
            ExclusiveStartKey: toItem({
              ...batchEventKey(org, batchId, Number(version), Number(ordinal)),
            }),
          }),
      ...(page.limit ? { Limit: page.limit } : {}),
    }),
  );
  const events = (answer.Items ?? []).map((item) => z.parse(BatchEvent, fromItem(item)));
  const last = events.at(-1);
  return { events, ...(answer.LastEvaluatedKey && last ? { next: last.id } : {}) };
}
