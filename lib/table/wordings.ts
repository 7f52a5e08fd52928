import {
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { OwnWording } from '../messages/model/wording.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { organisationKey, wordingKey } from './keys.ts';
import { getOrganisation, organisationItem } from './organisations.ts';

/** The own wording of one language. Read consistently. */
export async function getWording(
  table: Table,
  org: string,
  language: string,
): Promise<OwnWording | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...wordingKey(org, language) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(OwnWording, fromItem(Item));
}

/** All own wordings by language; what an organisation may have of them fits one page. Read consistently. */
export async function listWordings(table: Table, org: string): Promise<OwnWording[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: toItem({ ':pk': organisationKey(org).pk, ':prefix': 'W#' }),
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => z.parse(OwnWording, fromItem(item)));
}

/** The organisation as it was read, and as it is to be. */
export interface OrganisationChange {
  before: Organisation;
  after: Organisation;
}

/**
 * Writes a wording, and in the same transaction the organisation that tells of it: whoever has read the one finds the
 * other. `false`: one of the two has been changed in between.
 */
export function putWording(
  table: Table,
  wording: OwnWording,
  before: OwnWording | undefined,
  change: OrganisationChange,
): Promise<boolean> {
  const item = { ...wordingKey(wording.org, wording.language), ...wording };
  return transact(table, change, {
    Put: { TableName: table.name, Item: toItem(item), ...unchanged(before) },
  });
}

/** Takes a wording away, and from the organisation what tells of it. `false`: one of the two has been changed in between. */
export function deleteWording(
  table: Table,
  before: OwnWording,
  change: OrganisationChange,
): Promise<boolean> {
  const key = wordingKey(before.org, before.language);
  return transact(table, change, {
    Delete: { TableName: table.name, Key: toItem({ ...key }), ...unchanged(before) },
  });
}

type Write = NonNullable<ConstructorParameters<typeof TransactWriteItemsCommand>[0]['TransactItems']>[number];

async function transact(table: Table, { before, after }: OrganisationChange, write: Write): Promise<boolean> {
  try {
    const organisation: Write = {
      Put: {
        TableName: table.name,
        Item: organisationItem(after),
        ConditionExpression: 'version = :before',
        ExpressionAttributeValues: toItem({ ':before': before.version }),
      },
    };
    await table.client.send(new TransactWriteItemsCommand({ TransactItems: [write, organisation] }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return (await getOrganisation(table, after.id)).writer === after.writer;
  }
}

function unchanged(before: OwnWording | undefined) {
  return before === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'version = :before',
        ExpressionAttributeValues: toItem({ ':before': before.version }),
      };
}
