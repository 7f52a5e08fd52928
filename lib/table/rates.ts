import { GetItemCommand, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import {
  DOWN_AFTER,
  HORIZON_MS,
  PROBE_EVERY_MS,
  type Rate,
  type Reservable,
  reservable,
  type Wanted,
} from '../connections/model/rate.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { rateKey } from './keys.ts';

/** Others may reserve at the same time; two that do so differently at once are rare. */
const TRIES = 4;

const StoredRate = z.object({
  tat: z.exactOptional(z.int()),
  failures: z.exactOptional(z.int()),
  closedUntil: z.exactOptional(z.int()),
}) satisfies z.ZodMiniType<Rate>;

/** Names a connection. */
export interface RateOf {
  org: string;
  id: string;
}

/** Slots from `first` on, epoch ms; `refusedUntil`: none, and it is no use to ask before. `rate`: as it is in the table. */
export type Reserved = ({ first: number; slots: number } | { refusedUntil: number }) & { rate: Rate };

/**
 * Reserves slots in one conditional write: behind them the next caller's begin, in whatever environment. `known` is the
 * caller's guess and saves a refused write. A committed write whose answer was lost reserves twice: slower, never faster.
 */
export async function reserveSlots(
  table: Table,
  of: RateOf,
  { now, slots, intervalMs, known, wanted = {} }: Reservation,
): Promise<Reserved> {
  const { from = now, aheadMs = HORIZON_MS } = wanted;
  const guess = reservable(known, now, wanted);
  let form: Form = typeof guess === 'object' ? 'ahead' : guess;
  let rate: Rate = known;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const span = Math.ceil(slots * intervalMs);
    const outcome = await update(table, of, RESERVATIONS[form]({ now, span, from, aheadMs }));
    ({ rate } = outcome);
    if (outcome.won && form === 'probe') return { first: now, slots: 1, rate };
    if (outcome.won) return { first: (rate.tat ?? from) - span, slots, rate };
    const next = reservable(rate, now, wanted);
    if (typeof next === 'object') return { ...next, rate };
    form = next;
  }
  return { refusedUntil: now, rate };
}

interface Reservation {
  now: number;
  slots: number;
  intervalMs: number;
  known: Rate;
  wanted?: Wanted;
}

type Form = Exclude<Reservable, object>;
type Asked = Required<Wanted> & { now: number; span: number };
type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  values: Record<string, number>;
};

const OPEN =
  '(attribute_not_exists(closedUntil) OR closedUntil <= :now) AND (attribute_not_exists(failures) OR failures < :down)';

const RESERVATIONS: Readonly<Record<Form, (asked: Asked) => Update>> = {
  ahead: ({ now, span, from, aheadMs }) => ({
    UpdateExpression: 'SET tat = tat + :span',
    ConditionExpression: `tat > :from AND tat <= :horizon AND ${OPEN}`,
    values: { ':span': span, ':now': now, ':from': from, ':horizon': now + aheadMs, ':down': DOWN_AFTER },
  }),
  behind: ({ now, span, from }) => ({
    UpdateExpression: 'SET tat = :end',
    ConditionExpression: `(attribute_not_exists(tat) OR tat <= :from) AND ${OPEN}`,
    values: { ':end': from + span, ':now': now, ':from': from, ':down': DOWN_AFTER },
  }),
  probe: ({ now }) => ({
    UpdateExpression: 'SET closedUntil = :until',
    ConditionExpression: 'failures >= :down AND (attribute_not_exists(closedUntil) OR closedUntil <= :now)',
    values: { ':until': now + PROBE_EVERY_MS, ':now': now, ':down': DOWN_AFTER },
  }),
};

/** A connection's rate, read consistently. */
export async function getRate(table: Table, of: RateOf): Promise<Rate> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(of), ConsistentRead: true }),
  );
  return toRate(Item);
}

/** Counts a call that was not answered; from the fifth in a row on nothing is tried for a minute. */
export async function countFailure(table: Table, of: RateOf, now: number): Promise<Rate> {
  const counted = await update(table, of, {
    UpdateExpression: 'SET failures = if_not_exists(failures, :none) + :one',
    values: { ':none': 0, ':one': 1 },
  });
  const { failures = 0 } = counted.rate;
  if (failures < DOWN_AFTER) return counted.rate;
  return { ...(await closeRate(table, of, now + PROBE_EVERY_MS)), failures };
}

/** Nothing in the background is tried before `until`; who asks for longer is heeded. */
export async function closeRate(table: Table, of: RateOf, until: number): Promise<Rate> {
  const { rate } = await update(table, of, {
    UpdateExpression: 'SET closedUntil = :until',
    ConditionExpression: 'attribute_not_exists(closedUntil) OR closedUntil < :until',
    values: { ':until': until },
  });
  return rate;
}

/** The provider has answered after so many `failures`: they are counted from none again, and probing ends. */
export async function forgetFailures(table: Table, of: RateOf, failures: number): Promise<void> {
  const names = failures >= DOWN_AFTER ? 'failures, closedUntil' : 'failures';
  await update(table, of, { UpdateExpression: `REMOVE ${names}`, values: {} });
}

/** What the table holds then, or what it held that refused the write. */
async function update(
  table: Table,
  of: RateOf,
  { values, ...change }: Update,
): Promise<{ won: boolean; rate: Rate }> {
  try {
    const { Attributes } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyOf(of),
        ...change,
        ...(Object.keys(values).length ? { ExpressionAttributeValues: toItem(values) } : {}),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { won: true, rate: toRate(Attributes) };
  } catch (error) {
    return { won: false, rate: z.parse(StoredRate, refusedBy(error) ?? {}) };
  }
}

function keyOf({ org, id }: RateOf): Item {
  return toItem({ ...rateKey(org, id) });
}

function toRate(item: Item | undefined): Rate {
  return z.parse(StoredRate, item ? fromItem(item) : {});
}
