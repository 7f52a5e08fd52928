import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../../../lib/clock.ts';
import type { Link, Send } from '../../../lib/links/model/link.ts';
import { planOf } from '../../../lib/links/model/plan.ts';
import { fromItem } from '../../../lib/table/items.ts';
import { toLink } from '../../../lib/table/link-item.ts';
import type { Faults } from './faults.ts';
import { current, pass } from './invocation.ts';
import type { Record, WrittenSweep } from './record.ts';

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
  const readings: Readings = new Map();
  client.middlewareStack.add(
    (next, context) => (args) => {
      const name = context.commandName ?? '';
      const item = writtenItem(name, args.input);
      const link = item?.sk?.S?.startsWith('L#') ? toLink(item) : undefined;
      const sweep = item && writtenSweep(item);
      if (sweep) noteReading(record, sweep, readings);
      if (link) noteClaims(record, link);
      return seenCall(record, name, async () => {
        const answer = await next(args);
        if (sweep) {
          noteSnapshot(record, sweep, readings);
          record.tellSweep(sweep);
        }
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

/** One call of the table, whoever answers it. */
export function seenCall<T>(record: Record, name: string, call: () => Promise<T>): Promise<T> {
  record.count(`table ${name.replace('Command', '')}`);
  return pass(`table ${name}`, TAKES_MS, call);
}

function writtenItem(command: string, input: object): z.infer<typeof Item> | undefined {
  return command === 'PutItemCommand' && 'Item' in input ? z.parse(Item, input.Item) : undefined;
}

const Sweep = z.object({
  org: z.string(),
  connection: z.string(),
  version: z.int(),
  due_at: z.exactOptional(z.int()),
  run: z.exactOptional(z.object({ startedAt: z.int() })),
  snapshot: z.exactOptional(z.object({ startedAt: z.int(), finishedAt: z.int() })),
});

type SeenSweep = Omit<z.infer<typeof Sweep>, 'due_at'> & WrittenSweep;
/** Places of their beginnings. */
type Readings = Map<string, number>;

/** What a sweep has told lies in other partitions than the sweep itself. */
function writtenSweep(item: z.infer<typeof Item>): SeenSweep | undefined {
  if (!item.sk?.S?.startsWith('S#') || item.version === undefined) return undefined;
  const { due_at, ...sweep } = z.parse(Sweep, fromItem(item));
  return { ...sweep, ...(due_at === undefined ? {} : { dueAt: due_at }) };
}

/** Begun before the first of its pages was read; whoever goes on with it reads the others later. */
function noteReading(record: Record, { org, connection, run }: SeenSweep, readings: Readings): void {
  const name = run && `${org} ${connection} ${run.startedAt}`;
  if (name !== undefined && !readings.has(name)) readings.set(name, record.next());
}

function noteSnapshot(
  { snapshots, next }: Record,
  { org, connection, snapshot }: SeenSweep,
  readings: Readings,
): void {
  const begun = snapshot && readings.get(`${org} ${connection} ${snapshot.startedAt}`);
  if (!snapshot || begun === undefined) return;
  const { finishedAt } = snapshot;
  const isKnown = snapshots.some(
    (one) => one.org === org && one.connection === connection && one.begun === begun,
  );
  if (!isKnown) snapshots.push({ org, connection, begun, order: next(), finishedAt });
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
