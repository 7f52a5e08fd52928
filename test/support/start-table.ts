import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { parse } from 'yaml';
import type { Table } from '../../lib/table/client.ts';
import { startDynamoDb } from '../../local/dynamodb.ts';

/** Keys, indexes and stream of the table as it is deployed, in an engine of its own. `config`: of its client, where it differs. */
export async function startTable(
  config: DynamoDBClientConfig = {},
): Promise<{ table: Table; url: string; close(): Promise<void> }> {
  const engine = await startDynamoDb();
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...config,
  });
  const name = `test-${process.pid}-${threadId}-${Date.now()}`;
  const file = join(import.meta.dirname, '../../infra/resources/table.yml');
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, StreamSpecification } = parse(
    readFileSync(file, 'utf8'),
  ).Resources.Table.Properties;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode,
      AttributeDefinitions,
      KeySchema,
      GlobalSecondaryIndexes,
      StreamSpecification: { StreamEnabled: true, ...StreamSpecification },
    }),
  );
  return {
    table: { client, name },
    url: engine.url,
    async close() {
      client.destroy();
      await engine.close();
    },
  };
}
