import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';

/** What units were spent on: items that count for all rows of a batch, or for one row. */
export type About = 'chunk' | 'batch' | 'rate' | 'row';

/** Units of the table since the counting began. */
export interface Units {
  writes: Record<About, number>;
  /** Of all readers, the one that counts included. */
  reads: number;
}

const Capacity = z.object({ CapacityUnits: z.number() });
const Consumed = z.object({ ConsumedCapacity: z.union([Capacity, z.array(Capacity)]) });

const Key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const Written = z.object({ Item: Key.optional(), Key: Key.optional() });
const Input = z.object({
  ...Written.shape,
  TransactItems: z.array(z.object({ Put: Written.optional(), Update: Written.optional() })).optional(),
});

/** Counts what a client spends from now on, by the table's own figures; a refused write counts as one unit. */
export function countUnits(client: DynamoDBClient): Units {
  const spent: Units = { writes: { chunk: 0, batch: 0, rate: 0, row: 0 }, reads: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!/^((Batch)?Get|Query|Put|Update|Delete|TransactWrite)/.test(commandName)) return next(args);
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const isRead = /^(Get|BatchGet|Query)/.test(commandName);
        const add = (units: number) => {
          if (isRead) spent.reads += units;
          else spent.writes[aboutOf(args.input)] += units;
        };
        try {
          const result = await next(args);
          const { ConsumedCapacity } = Consumed.parse(result.output);
          add([ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0));
          return result;
        } catch (error) {
          add(1);
          throw error;
        }
      },
    { step: 'initialize' },
  );
  return spent;
}

/** By the key that is written, `lib/table/keys.ts`; a transaction is a chunk's with its sums. */
function aboutOf(input: unknown): About {
  const { Item, Key: key, TransactItems } = Input.parse(input);
  if (TransactItems) return 'chunk';
  const { pk, sk } = Item ?? key ?? { pk: { S: '' }, sk: { S: '' } };
  if (pk.S.includes('#B#')) return 'chunk';
  if (sk.S.startsWith('B#') || sk.S.startsWith('F#')) return 'batch';
  return sk.S.startsWith('G#') ? 'rate' : 'row';
}

export function sumOf({ chunk, batch, rate, row }: Units['writes']): number {
  return chunk + batch + rate + row;
}
