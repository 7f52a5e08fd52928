import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../../../lib/clock.ts';
import type { Link, Send } from '../../../lib/links/model/link.ts';
import { planOf } from '../../../lib/links/model/plan.ts';
import { toLink } from '../../../lib/table/links.ts';
import type { Faults } from './faults.ts';
import { current, pass } from './invocation.ts';
import type { Record } from './record.ts';

export interface Watch {
  world: Clock;
  seen: Clock;
  record: Record;
  faults: Faults;
}

const Item = z.custom<{ [name: string]: AttributeValue }>((value) => typeof value === 'object');

/** What one call of the table takes, ms. */
const TAKES_MS = 5;

/** Sees each call of the table: who makes it may die of it, and what becomes due when is known to the tick. */
export function watchTable(client: DynamoDBClient, { record }: Watch): void {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const name = context.commandName ?? '';
      const link = writtenLink(name, args.input);
      if (link) noteClaims(record, link);
      record.count(`table ${name.replace('Command', '')}`);
      return pass(`table ${name}`, TAKES_MS, async () => {
        const answer = await next(args);
        if (link) {
          record.tellWrite(link);
          const mine = link.cause.what === 'reminder' && link.sends?.find(isClaimed);
          if (mine && current()) record.tellClaim(link.id, mine.id);
        }
        return answer;
      });
    },
    { step: 'initialize' },
  );
}

function writtenLink(command: string, input: object): Link | undefined {
  if (command !== 'PutItemCommand' || !('Item' in input)) return undefined;
  const item = z.parse(Item, input.Item);
  return item.sk?.S?.startsWith('L#') ? toLink(item) : undefined;
}

function noteClaims(record: Record, link: Link): void {
  for (const { id, kind, step } of link.sends ?? []) {
    record.claims.set(id, {
      link: link.id,
      kind,
      step,
      since: link.reminders?.since ?? 0,
      window: planOf(link.plan ?? 'default').window,
    });
  }
}

function isClaimed({ kind, state }: Send): boolean {
  return kind === 'reminder' && state === 'sending';
}
