import { DeleteItemCommand, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Health, PROBE_MS, pauseMs } from '../webhooks/model/health.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { webhookHealthKey } from './keys.ts';

/** One more failure in a row; from the fifth on the endpoint is left alone for a while. Gives its health. */
export async function countWebhookFailure(
  table: Table,
  org: string,
  endpoint: string,
  now: number,
): Promise<Health> {
  const counted = await update(table, org, endpoint, {
    UpdateExpression: 'SET failingSince = if_not_exists(failingSince, :now) ADD failures :one',
    ExpressionAttributeValues: toItem({ ':now': now, ':one': 1 }),
    ReturnValues: 'ALL_NEW',
  });
  const health = z.parse(Health, counted ?? {});
  const pause = pauseMs(health.failures);
  if (pause === 0) return health;
  await update(table, org, endpoint, {
    UpdateExpression: 'SET closedUntil = :until',
    // It may have been forgotten in between, since another delivery arrived.
    ConditionExpression: 'attribute_exists(failures)',
    ExpressionAttributeValues: toItem({ ':until': now + pause }),
  });
  return { ...health, closedUntil: now + pause };
}

/** Takes the probe of an endpoint that is down. `false`: another has it. */
export async function takeProbe(
  table: Table,
  org: string,
  endpoint: string,
  { closedUntil = 0 }: Health,
  now: number,
): Promise<boolean> {
  const taken = await update(table, org, endpoint, {
    UpdateExpression: 'SET closedUntil = :until',
    ConditionExpression: `attribute_exists(failures) AND ${
      closedUntil === 0 ? 'attribute_not_exists(closedUntil)' : 'closedUntil = :read'
    }`,
    ExpressionAttributeValues: toItem({
      ':until': now + PROBE_MS,
      ...(closedUntil === 0 ? {} : { ':read': closedUntil }),
    }),
    ReturnValues: 'ALL_NEW',
  });
  return taken !== undefined;
}

/** It answers, or is to be tried as if it did. */
export async function forgetWebhookFailures(table: Table, org: string, endpoint: string): Promise<void> {
  await table.client.send(
    new DeleteItemCommand({ TableName: table.name, Key: toItem({ ...webhookHealthKey(org, endpoint) }) }),
  );
}

/** Under which name it is kept that the owner knows. */
export type ToldMark = 'toldAt' | 'toldGoneAt';

/** Takes it on to tell the owner until then. `false`: another does so, or has. */
export async function takeTelling(
  table: Table,
  org: string,
  endpoint: string,
  { mark, now, until }: { mark: ToldMark; now: number; until: number },
): Promise<boolean> {
  const taken = await update(table, org, endpoint, {
    UpdateExpression:
      'SET tellingUntil = :until, failingSince = if_not_exists(failingSince, :now), failures = if_not_exists(failures, :none)',
    ConditionExpression: `attribute_not_exists(${mark}) AND (attribute_not_exists(tellingUntil) OR tellingUntil <= :now)`,
    ExpressionAttributeValues: toItem({ ':until': until, ':now': now, ':none': 0 }),
    ReturnValues: 'ALL_NEW',
  });
  return taken !== undefined;
}

/** The owner knows; until it answers again, nobody tells them once more. */
export async function markTold(
  table: Table,
  org: string,
  endpoint: string,
  { mark, now }: { mark: ToldMark; now: number },
): Promise<void> {
  await update(table, org, endpoint, {
    UpdateExpression: `SET ${mark} = :now REMOVE tellingUntil`,
    ConditionExpression: 'attribute_exists(failures)',
    ExpressionAttributeValues: toItem({ ':now': now }),
  });
}

/** `undefined`: the condition does not hold, or nothing was asked for. */
async function update(
  table: Table,
  org: string,
  endpoint: string,
  input: Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues' | 'ReturnValues'
  >,
): Promise<Record<string, unknown> | undefined> {
  try {
    const { Attributes }: { Attributes?: Item | undefined } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ ...webhookHealthKey(org, endpoint) }),
        ...input,
      }),
    );
    return Attributes && fromItem(Attributes);
  } catch (error) {
    refusedBy(error);
    return undefined;
  }
}
