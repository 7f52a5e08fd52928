import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { newWriter } from '../../../lib/ids.ts';
import { contactHashOf } from '../../../lib/messages/contact.ts';
import { fromItem, refusedBy, toItem } from '../../../lib/table/items.ts';
import { recipientKey } from '../../../lib/table/keys.ts';
import type { Life } from './lives.ts';
import type { World } from './world.ts';

/** Somebody must not be messaged on a channel any more: as a STOP or a bounce leaves it in the recipient's item. */
export async function suppress(
  world: Pick<World, 'table' | 'clock' | 'record'>,
  life: Life,
  channel: 'sms' | 'email',
): Promise<void> {
  const { table, clock } = world;
  const { organisation, story } = life;
  const contact = channel === 'sms' ? story.person.phone : story.person.email;
  if (contact === undefined) return;
  world.record.suppressed.add(`${organisation.id} ${channel} ${contact}`);
  const key = recipientKey(organisation.id, contactHashOf(organisation.contactKey, contact));
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...key }), ConsistentRead: true }),
  );
  const known = Item ? fromItem(Item) : { slots: [] };
  const version = Number(known.version ?? 0);
  const reason = channel === 'sms' ? 'stop' : 'bounced';
  const before = typeof known.suppressed === 'object' ? known.suppressed : {};
  const suppressed = { ...before, [channel]: { at: clock.now(), reason } };
  const { ttl: _kept, ...rest } = known;
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...rest, ...key, suppressed, version: version + 1, writer: newWriter() }),
        ConditionExpression: version ? 'version = :version' : 'attribute_not_exists(pk)',
        ...(version ? { ExpressionAttributeValues: toItem({ ':version': version }) } : {}),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  } catch (error) {
    refusedBy(error);
    await suppress(world, life, channel);
  }
}
