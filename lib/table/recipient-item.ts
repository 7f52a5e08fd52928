import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Grounds } from '../suppressions/model/grounds.ts';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { recipientKey } from './keys.ts';

const DAY_MS = 86_400_000;
/** Slots are kept this long: what limits messages to one recipient looks back a week. */
export const SLOT_KEPT_MS = 7 * DAY_MS;

/** One address or number of an organisation, known by its hash alone. Instants are epoch ms. */
export const Recipient = z.object({
  /** Channels on which it must not be messaged, and why. */
  suppressed: z.exactOptional(z.object({ sms: z.exactOptional(Grounds), email: z.exactOptional(Grounds) })),
  /** The messages of the last 7 days, oldest first. */
  slots: z.array(z.object({ id: z.string(), at: z.int(), reminder: z.exactOptional(z.literal(true)) })),
  /** When it was last noted who has texted this number (`noteTexted`). */
  notedAt: z.exactOptional(z.int()),
  version: z.int(),
  writer: z.string(),
  /** Epoch seconds; absent while anything is suppressed. */
  ttl: z.exactOptional(z.int()),
});
export type Recipient = z.infer<typeof Recipient>;

/** A recipient, read consistently; `undefined` for one that is suppressed nowhere and was not messaged for a week. */
export async function getRecipient(
  table: Table,
  org: string,
  contactHash: string,
): Promise<Recipient | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...recipientKey(org, contactHash) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Recipient, fromItem(Item));
}

/** When the item may go: never while anything is suppressed, else when its slots have. */
export function recipientTtl(suppressed: Recipient['suppressed'], now: number): { ttl?: number } {
  return suppressed ? {} : { ttl: Math.ceil((now + SLOT_KEPT_MS + DAY_MS) / 1000) };
}
