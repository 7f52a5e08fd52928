import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A plain object as an item; what is undefined is left out. */
export function toItem(value: Readonly<Record<string, unknown>>): Item {
  return marshall(value, { removeUndefinedValues: true });
}

export function fromItem(item: Item): Record<string, unknown> {
  return unmarshall(item);
}

/**
 * The item that made a conditional write fail, or `undefined` when there was none; anything else is thrown on.
 * A committed write whose answer was lost comes back so too, from the SDK's own retry: the caller compares `writer`.
 */
export function refusedBy(error: unknown): Record<string, unknown> | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item === undefined ? undefined : fromItem(error.Item);
}
