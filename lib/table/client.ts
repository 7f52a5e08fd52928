import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { env } from '../env.ts';

/** The one table and the client that speaks to it. Every module in `table/` takes it first. */
export interface Table {
  client: DynamoDBClient;
  name: string;
}

let deployed: Table | undefined;

/** The table of this deployment; built at first use, so that importing a handler reads no environment. */
export function table(): Table {
  deployed ??= { client: new DynamoDBClient({}), name: env('TABLE_NAME') };
  return deployed;
}
