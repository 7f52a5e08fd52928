import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { newWriter } from '../ids.ts';
import type { Channel } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import { type Key, recipientKey } from './keys.ts';

const DAY_MS = 86_400_000;
/** Slots are kept this long: what limits messages to one recipient looks back a week. */
const KEPT_MS = 7 * DAY_MS;
/** Bounds the item; nobody who is messaged more often is counted more exactly. */
const KEPT_SLOTS = 50;
const TRIES = 8;

const Suppression = z.object({ at: z.int(), reason: z.string() });

/** One address or number of an organisation, known by its hash alone. Instants are epoch ms. */
const Recipient = z.object({
  /** Channels on which it must not be messaged. */
  suppressed: z.exactOptional(
    z.object({ sms: z.exactOptional(Suppression), email: z.exactOptional(Suppression) }),
  ),
  /** The messages of the last 7 days, oldest first. */
  slots: z.array(z.object({ id: z.string(), at: z.int(), reminder: z.exactOptional(z.literal(true)) })),
  version: z.int(),
  writer: z.string(),
  /** Epoch seconds; absent while anything is suppressed. */
  ttl: z.exactOptional(z.int()),
});
type Recipient = z.infer<typeof Recipient>;

/** A message that wants a slot. */
export interface SlotFor {
  id: string;
  channel: Channel;
  /** Of a reminder: whether it may go after those at these instants. Others are not bound by how many there were. */
  reminder?: { allows(earlier: readonly number[]): boolean };
}

/** A reminder that takes its slot again later than this was put off in between, maybe to another day. */
const SAME_TRY_MS = 60_000;

/**
 * Takes a recipient's slot for one message, by one conditional write; a slot that the message has is taken as it is, but
 * that of a reminder that was put off: it counts from now on, and may be one too many by now. Nothing may be sent
 * without a slot. `contactHash` is `contactHashOf`.
 */
export async function reserveSlot(
  table: Table,
  org: string,
  contactHash: string,
  message: SlotFor,
  now: number,
): Promise<'reserved' | 'suppressed' | 'capped'> {
  const key = recipientKey(org, contactHash);
  let known = await getRecipient(table, key);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (known?.suppressed?.[message.channel]) return 'suppressed';
    const mine = known?.slots.find((slot) => slot.id === message.id);
    if (mine && !(message.reminder && now - mine.at > SAME_TRY_MS)) return 'reserved';
    const others = (known?.slots ?? []).filter((slot) => slot !== mine);
    const reminders = others.filter((slot) => slot.reminder).map(({ at }) => at);
    if (message.reminder && !message.reminder.allows(reminders)) return 'capped';
    known = await replaceRecipient(table, key, withSlot(known, message, now), known?.version);
  }
  throw new Error('a recipient is being messaged by too many at once');
}

async function getRecipient(table: Table, key: Key): Promise<Recipient | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...key }), ConsistentRead: true }),
  );
  return Item && z.parse(Recipient, fromItem(Item));
}

function withSlot(known: Recipient | undefined, message: SlotFor, now: number): Recipient {
  const recent = (known?.slots ?? []).filter(({ id, at }) => at > now - KEPT_MS && id !== message.id);
  return {
    ...(known?.suppressed ? { suppressed: known.suppressed } : {}),
    slots: [
      ...recent,
      { id: message.id, at: now, ...(message.reminder ? { reminder: true as const } : {}) },
    ].slice(-KEPT_SLOTS),
    version: (known?.version ?? 0) + 1,
    writer: newWriter(),
    ...(known?.suppressed ? {} : { ttl: Math.ceil((now + KEPT_MS + DAY_MS) / 1000) }),
  };
}

/** What the table holds then: the wanted, or what another has written in the meantime. */
async function replaceRecipient(
  table: Table,
  key: Key,
  wanted: Recipient,
  expected: number | undefined,
): Promise<Recipient | undefined> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...key, ...wanted }),
        ...(expected === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :expected',
              ExpressionAttributeValues: toItem({ ':expected': expected }),
            }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return wanted;
  } catch (error) {
    const other = refusedBy(error);
    return other && z.parse(Recipient, other);
  }
}
