import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Table } from '../table/client.ts';
import { putEvent } from '../table/events.ts';
import type { Item } from '../table/items.ts';
import { linkOfKey } from '../table/keys.ts';
import { toLink } from '../table/link-item.ts';
import { eventsOf } from './events-of.ts';

/** The stream writes items as the table does, in JSON. Binary, which JSON cannot hold as it is, no link has. */
const Image = z.record(
  z.string(),
  z.custom<Item[string]>(
    (value) =>
      typeof value === 'object' && value !== null && Object.keys(value).every((type) => KNOWN.has(type)),
  ),
);
const KNOWN: ReadonlySet<string> = new Set(['S', 'N', 'BOOL', 'NULL', 'L', 'M']);

/** Keeps the events of one record of the table's stream. What is not a change of a link has none; told again, none more. */
export async function publishRecord(table: Table, { dynamodb }: DynamoDBRecord): Promise<void> {
  if (!dynamodb?.NewImage || !isLink(dynamodb.Keys)) return;
  // Only its timer was moved: by who could not read it either.
  if (dynamodb.OldImage && isSameVersion(dynamodb.OldImage, dynamodb.NewImage)) return;
  const after = toLink(z.parse(Image, dynamodb.NewImage));
  const before = dynamodb.OldImage && toLink(z.parse(Image, dynamodb.OldImage));
  const events = eventsOf(before, after);
  await Promise.all(events.map((event, ordinal) => putEvent(table, after.org, event, ordinal)));
}

function isSameVersion(before: Images, after: Images): boolean {
  return JSON.stringify(before.version) === JSON.stringify(after.version);
}

type Images = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function isLink(keys: Keys = {}): boolean {
  return linkOfKey({ pk: keys.pk?.S ?? '', sk: keys.sk?.S ?? '' }) !== undefined;
}

type Keys = NonNullable<DynamoDBRecord['dynamodb']>['Keys'];
