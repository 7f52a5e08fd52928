import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { type Clock, systemClock } from '../lib/clock.ts';
import type { Table } from '../lib/table/client.ts';

const Answered = z.object({ headers: z.object({ date: z.string() }) });

/**
 * The time of the table's servers, whatever this machine believes: an event has its place in the feed by the clock of whoever publishes
 * it, and a clock that is late would put it where readers have passed. Measured once, by the `Date` of an answer, which is in whole
 * seconds; up to a second ahead therefore, by which the feed shows an event later and nothing else.
 */
export async function serverClock(table: Table): Promise<Clock> {
  let offset: number | undefined;
  const command = new GetItemCommand({ TableName: table.name, Key: { pk: { S: '-' }, sk: { S: '-' } } });
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { date } = z.parse(Answered, result.response).headers;
      offset = Date.parse(date) + 1_000 - systemClock.now();
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  await table.client.send(command);
  const ahead = offset ?? 0;
  return { now: () => systemClock.now() + ahead };
}
