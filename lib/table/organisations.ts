import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Organisation } from '../organisations/organisation.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { organisationKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** The organisation of a key; that it is missing is a fault. Read consistently. */
export async function getOrganisation(table: Table, org: string): Promise<Organisation> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...organisationKey(org) }),
      ConsistentRead: true,
    }),
  );
  if (!Item) throw new Error(`there is no organisation ${org}`);
  return z.parse(Organisation, fromItem(Item));
}

/** Writes over the version that was read. `false`: somebody else was faster. */
export async function replaceOrganisation(
  table: Table,
  organisation: Organisation,
  before: Organisation,
): Promise<boolean> {
  return (await putVersion(table, organisationItem(organisation), before.version)).won;
}

export function organisationItem(organisation: Organisation): Item {
  return toItem({ ...organisationKey(organisation.id), ...organisation });
}
