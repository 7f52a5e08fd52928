import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { fromItem } from '../table/items.ts';
import { orgOfEventKey } from '../table/keys.ts';
import { StreamImage } from '../table/stream-image.ts';
import { ToldEvent } from './model/delivery.ts';

/** The event that a record of the table's stream tells of, a link's or a batch's, when it was put; `undefined` for all other records. */
export function eventOfRecord({ dynamodb }: DynamoDBRecord): { org: string; event: ToldEvent } | undefined {
  const { Keys, NewImage, OldImage } = dynamodb ?? {};
  const org = orgOfEventKey({ pk: Keys?.pk?.S ?? '', sk: Keys?.sk?.S ?? '' });
  if (org === undefined || !NewImage || OldImage) return undefined;
  return { org, event: z.parse(ToldEvent, fromItem(z.parse(StreamImage, NewImage))) };
}
