import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { WebhookEndpoint } from '../webhooks/model/endpoint.ts';
import { Health } from '../webhooks/model/health.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { webhookEndpointKey, webhookHealthKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** An endpoint as it is kept, and how it fails, if it does. */
export interface KnownEndpoint {
  endpoint: WebhookEndpoint;
  health?: Health;
}

/** One endpoint and its health, read consistently. */
export async function getEndpoint(table: Table, org: string, id: string): Promise<KnownEndpoint | undefined> {
  const [found] = await endpointsUnder(table, org, id, true);
  return found;
}

/** All endpoints of an organisation, oldest first; it has few. Eventually consistent unless asked otherwise. */
export function listEndpoints(
  table: Table,
  org: string,
  { consistent = false }: { consistent?: boolean } = {},
): Promise<KnownEndpoint[]> {
  return endpointsUnder(table, org, '', consistent);
}

/** Writes an endpoint over the version that was read, or a new one. `false`: somebody else was faster. */
export async function putEndpoint(
  table: Table,
  endpoint: WebhookEndpoint,
  before: WebhookEndpoint | undefined,
): Promise<boolean> {
  const item = toItem({ ...webhookEndpointKey(endpoint.org, endpoint.id), ...endpoint });
  return (await putVersion(table, item, before?.version)).won;
}

/** The endpoint first: what is left of its health belongs to nobody then. */
export async function deleteEndpoint(table: Table, org: string, id: string): Promise<void> {
  for (const key of [webhookEndpointKey(org, id), webhookHealthKey(org, id)])
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: toItem({ ...key }) }));
}

async function endpointsUnder(
  table: Table,
  org: string,
  id: string,
  consistent: boolean,
): Promise<KnownEndpoint[]> {
  const { pk, sk } = webhookEndpointKey(org, id);
  const items: Record<string, unknown>[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: toItem({ ':pk': pk, ':prefix': sk }),
        ConsistentRead: consistent,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(page.Items ?? []).map(fromItem));
    start = page.LastEvaluatedKey;
  } while (start);
  const healths = new Map(items.flatMap((item) => healthOf(item) ?? []));
  return items
    .filter((item) => !String(item.sk).endsWith('#H'))
    .map((item) => {
      const endpoint = z.parse(WebhookEndpoint, item);
      const health = healths.get(endpoint.id);
      return { endpoint, ...(health ? { health } : {}) };
    });
}

function healthOf(item: Record<string, unknown>): [string, Health][] | undefined {
  const [, id, last] = String(item.sk).split('#');
  return id && last === 'H' ? [[id, z.parse(Health, item)]] : undefined;
}
