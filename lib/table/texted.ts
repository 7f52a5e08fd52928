import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { textedKey } from './keys.ts';

const DAY_MS = 86_400_000;
const KEPT_MS = 400 * DAY_MS;
/** Whoever is texted every week is noted again long before the note goes. */
const NOTED_AGAIN_MS = 200 * DAY_MS;

/** Whether it must be noted before the next text that this number is texted. */
export function isTextedNoteDue(notedAt: number | undefined, now: number): boolean {
  return notedAt === undefined || now - notedAt > NOTED_AGAIN_MS;
}

/** Notes that an organisation is about to text a number (E.164), for 400 days. */
export async function noteTexted(table: Table, number: string, org: string, now: number): Promise<void> {
  const ttl = Math.ceil((now + KEPT_MS) / 1000);
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: toItem({ ...textedKey(number, org), ttl }) }),
  );
}

/**
 * The organisations that have texted a number (E.164) in the last 400 days: a reply names our number and the person's
 * alone, and several organisations may text from the one.
 */
export async function organisationsTexted(table: Table, number: string): Promise<string[]> {
  const found: string[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': textedKey(number, '').pk }),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => z.parse(Note, fromItem(item)).sk.slice(2)));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

const Note = z.object({ sk: z.string() });
