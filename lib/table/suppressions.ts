import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { newWriter } from '../ids.ts';
import { Channel } from '../links/model/channel.ts';
import { Grounds } from '../suppressions/model/grounds.ts';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { recipientKey, suppressionKey } from './keys.ts';
import { getRecipient, type Recipient, recipientTtl } from './recipient-item.ts';

/** A contact that must not be messaged on a channel, as the organisation's list has it. */
export const Suppression = z.object({
  channel: Channel,
  /** `contactHashOf` */
  hash: z.string(),
  /** As it was told; absent where only its hash is known. */
  contact: z.exactOptional(z.string()),
  grounds: Grounds,
});
export type Suppression = z.infer<typeof Suppression>;

export type Suppressed = Pick<Suppression, 'channel' | 'hash' | 'contact'>;

/** A crowd of sends and replies about one contact at once; each waits a moment longer than the one before. */
const TRIES = 12;
const WAIT_MS = 15;

/**
 * Changes why a contact is suppressed. One transaction writes what sends read and what the list shows, so neither is ever
 * without the other; again from the start where somebody was faster. `change` is pure and gives `undefined` where nothing
 * is to be done. A committed transaction whose answer was lost finds its change done.
 */
export async function changeGrounds(
  table: Table,
  org: string,
  suppressed: Suppressed,
  change: (grounds: Grounds) => Grounds | undefined,
  now: number,
): Promise<{ grounds: Grounds; changed: boolean }> {
  const { channel, hash } = suppressed;
  let written: string | undefined;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await sleep(Math.random() * WAIT_MS * attempt);
    const known = await getRecipient(table, org, hash);
    const before = known?.suppressed?.[channel] ?? {};
    const grounds = change(before);
    if (!grounds) return { grounds: before, changed: known !== undefined && known.writer === written };
    written = newWriter();
    const recipient = withGrounds(known, channel, grounds, { now, writer: written });
    if (await write(table, org, suppressed, recipient, known?.version)) return { grounds, changed: true };
  }
  throw new Error('a recipient is being messaged by too many at once');
}

/** One contact of the list, read consistently. */
export async function getSuppression(
  table: Table,
  org: string,
  { channel, hash }: Pick<Suppression, 'channel' | 'hash'>,
): Promise<Suppression | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...suppressionKey(org, channel, hash) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Suppression, fromItem(Item));
}

/** Part of the list, in the order of channel and hash, which is no order for people; eventually consistent. */
export async function pageOfSuppressions(
  table: Table,
  org: string,
  page: { channel: Channel | undefined; limit: number; after: Suppressed | undefined },
): Promise<{ suppressions: Suppression[]; more: boolean }> {
  const { pk } = suppressionKey(org, '', '');
  const { after } = page;
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: toItem({
        ':pk': pk,
        ':prefix': page.channel === undefined ? 'U#' : `U#${page.channel}#`,
      }),
      Limit: page.limit,
      ...(after ? { ExclusiveStartKey: toItem({ ...suppressionKey(org, after.channel, after.hash) }) } : {}),
    }),
  );
  return {
    suppressions: (answer.Items ?? []).map((item) => z.parse(Suppression, fromItem(item))),
    more: answer.LastEvaluatedKey !== undefined,
  };
}

function withGrounds(
  known: Recipient | undefined,
  channel: Channel,
  grounds: Grounds,
  { now, writer }: { now: number; writer: string },
): Recipient {
  const { suppressed: before, ttl: _ttl, ...rest } = known ?? { slots: [], version: 0 };
  const { [channel]: _these, ...others } = before ?? {};
  const all = isEmpty(grounds) ? others : { ...others, [channel]: grounds };
  const suppressed = isEmpty(all) ? undefined : all;
  return {
    ...rest,
    ...(suppressed ? { suppressed } : {}),
    version: rest.version + 1,
    writer,
    ...recipientTtl(suppressed, now),
  };
}

/** `false`: somebody else has written the recipient since it was read. */
async function write(
  table: Table,
  org: string,
  suppressed: Suppressed,
  recipient: Recipient,
  expected: number | undefined,
): Promise<boolean> {
  const { name: TableName } = table;
  const { channel, hash } = suppressed;
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName,
              Item: toItem({ ...recipientKey(org, hash), ...recipient }),
              ...(expected === undefined
                ? { ConditionExpression: 'attribute_not_exists(pk)' }
                : {
                    ConditionExpression: 'version = :expected',
                    ExpressionAttributeValues: toItem({ ':expected': expected }),
                  }),
            },
          },
          listed(TableName, org, suppressed, recipient.suppressed?.[channel]),
        ],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException && isOvertaken(error)) return false;
    throw error;
  }
}

/** An update, so that a contact which is on the list stays there when somebody knows it by its hash alone. */
function listed(
  TableName: string,
  org: string,
  { channel, hash, contact }: Suppressed,
  grounds: Grounds | undefined,
): TransactWriteItem {
  const Key = toItem({ ...suppressionKey(org, channel, hash) });
  if (!grounds) return { Delete: { TableName, Key } };
  const values = { ':channel': channel, ':hash': hash, ':grounds': grounds, ':contact': contact };
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: `SET channel = :channel, #hash = :hash, grounds = :grounds${
        contact === undefined ? '' : ', contact = :contact'
      }`,
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: toItem(values),
    },
  };
}

function isOvertaken({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.some(
    ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
  );
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
