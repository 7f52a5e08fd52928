import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from './client.ts';
import { type Item, refusedBy, toItem } from './items.ts';

/** `other`: what the table holds instead; `undefined` where there is nothing. */
export type PutOutcome = { won: true } | { won: false; other: Record<string, unknown> | undefined };

/**
 * Writes an item whole, with its `version` and `writer`, if the table still has the version that was read (`undefined`: if there is none);
 * `and`: and only if this condition holds as well. A committed write whose answer was lost is recognised by its writer.
 */
export async function putVersion(
  table: Table,
  item: Item,
  expected: number | undefined,
  and?: string,
): Promise<PutOutcome> {
  const condition = expected === undefined ? 'attribute_not_exists(pk)' : 'version = :expected';
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: item,
        ConditionExpression: and === undefined ? condition : `${condition} AND ${and}`,
        ...(expected === undefined ? {} : { ExpressionAttributeValues: toItem({ ':expected': expected }) }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { won: true };
  } catch (error) {
    const other = refusedBy(error);
    return other !== undefined && other.writer === item.writer?.S ? { won: true } : { won: false, other };
  }
}
