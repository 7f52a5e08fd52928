import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Channel } from '../links/model/channel.ts';
import { MessageKind } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import { linkChildren, messageKey } from './keys.ts';

/**
 * How a message ended. `sent`: the channel took it. `failed`: known not to have left. `unknown`: it may have left, and
 * nothing but a receipt or a person settles it. `suppressed`: its recipient must not be messaged on that channel.
 * `skipped`: there was nothing left to ask for. By receipt: `delivered`, and `undelivered`, which the channel took in vain.
 */
export const MessageState = z.enum([
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'suppressed',
  'skipped',
]);
export type MessageState = z.infer<typeof MessageState>;

/**
 * What the channel told afterwards: a join. Each field is the first sight of its kind by the channel's own time, so that
 * the same receipts end in the same whatever their order and however often they come. Instants are epoch ms.
 */
export const Receipts = z.object({
  deliveredAt: z.exactOptional(z.int()),
  /** Where it was delivered too, that counts, and this is a mark on it. */
  undelivered: z.exactOptional(z.object({ at: z.int(), reason: z.string() })),
  complainedAt: z.exactOptional(z.int()),
});
export type Receipts = z.infer<typeof Receipts>;

/** A finished message of a link. Unfinished ones are the link's `sends`; both have the same id. Holds no contact. */
export const Message = z.object({
  id: z.string(),
  linkId: z.string(),
  channel: Channel,
  kind: MessageKind,
  state: MessageState,
  /** Why it is not `sent`: `paid`, `no_contact`, `opted_out`, or the channel's own word in snake_case. */
  reason: z.exactOptional(z.string()),
  /** The id under which SES or End User Messaging took it. */
  acceptedId: z.exactOptional(z.string()),
  /** Of a reminder: the step of the plan, counted from 0. */
  step: z.exactOptional(z.int()),
  /** It took the place of one on the other channel that did not arrive. */
  fallback: z.exactOptional(z.literal(true)),
  /** Absent: none has come, or none that says anything. */
  receipts: z.exactOptional(Receipts),
  /** Why it was allowed outside 08:00 to 21:00. */
  overrideReason: z.exactOptional(z.string()),
  /** Ended before anybody had claimed it. Should it be claimed after all, what comes of that counts. */
  unclaimed: z.exactOptional(z.literal(true)),
  /** Epoch ms. */
  queuedAt: z.int(),
  /** Epoch ms at which it ended. */
  at: z.int(),
});
export type Message = z.infer<typeof Message>;

/**
 * Keeps how a message ended, once: returns what the table holds, which is an earlier end where there was one. So a
 * worker that follows a dead one learns what that one had already seen. Only an end that came before any claim gives
 * way, to one that came after: the worker that was to take it off the link died, and by then the link could be paid again.
 */
export async function putMessage(table: Table, org: string, message: Message): Promise<Message> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...messageKey(org, message.linkId, message.id), ...message }),
        ...(message.unclaimed
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'attribute_not_exists(pk) OR unclaimed = :yes',
              ExpressionAttributeValues: toItem({ ':yes': true }),
            }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return message;
  } catch (error) {
    return z.parse(Message, refusedBy(error));
  }
}

/** One finished message, read consistently. */
export async function getMessage(
  table: Table,
  org: string,
  linkId: string,
  id: string,
): Promise<Message | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...messageKey(org, linkId, id) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Message, fromItem(Item));
}

/**
 * Keeps what a receipt made of a message that has ended, unless another was faster: returns what the table holds then.
 * A committed write whose answer was lost comes back as what was wanted.
 */
export async function replaceMessage(
  table: Table,
  org: string,
  message: Message,
  before: Message,
): Promise<Message> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...messageKey(org, message.linkId, message.id), ...message }),
        ConditionExpression: `#state = :state AND ${before.receipts ? 'receipts = :receipts' : 'attribute_not_exists(receipts)'}`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toItem({
          ':state': before.state,
          ...(before.receipts ? { ':receipts': before.receipts } : {}),
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return message;
  } catch (error) {
    return z.parse(Message, refusedBy(error));
  }
}

/** A link's finished messages, oldest first; eventually consistent. A link has few: its sends are bounded. */
export async function listMessages(table: Table, org: string, linkId: string): Promise<Message[]> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :messages)',
      ExpressionAttributeValues: toItem({ ':pk': linkChildren(org, linkId), ':messages': 'M#' }),
    }),
  );
  return (answer.Items ?? []).map((item) => z.parse(Message, fromItem(item)));
}

/** Whether a message whose id begins so has ended. Read consistently. */
export async function hasMessages(
  table: Table,
  org: string,
  linkId: string,
  prefix: string,
): Promise<boolean> {
  const { pk, sk } = messageKey(org, linkId, prefix);
  const { Count = 0 } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':prefix': sk }),
      ConsistentRead: true,
      Select: 'COUNT',
    }),
  );
  return Count > 0;
}
