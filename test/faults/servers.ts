import { readFileSync } from 'node:fs';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import { parse } from 'yaml';
import { startEmail } from '../../local/aws/email/start-email.ts';
import { startKms } from '../../local/aws/kms/start-kms.ts';
import { createOutbox, type Outbox } from '../../local/aws/outbox/outbox.ts';
import { startSms } from '../../local/aws/sms/start-sms.ts';
import { type SqsServer, startSqs } from '../../local/aws/sqs/start-sqs.ts';
import { startDynamoDb } from '../../local/dynamodb.ts';
import type { FellohSimulator } from '../../local/providers/felloh/index.ts';
import { type Simulated, startSimulators } from '../../local/simulators.ts';
import { captureLogs, type Logs } from './logs.ts';
import { openSdkWire, type SdkWire } from './sdk-wire.ts';

/** Everything that functions talk to, for one test file; each run brings its own table and queues. */
export interface Servers {
  urls: { dynamodb: string; sqs: string; kms: string; email: string; sms: string };
  dynamodb: DynamoDBClient;
  /** What every SDK client of this process goes over. */
  sdk: SdkWire;
  sqs: SqsServer;
  outbox: Outbox;
  felloh: FellohSimulator;
  /** Every provider's simulator with the connection that fits it. */
  simulated: readonly Simulated[];
  keyId: string;
  /** What functions have logged. */
  logs: Logs;
  /** The time of all: `Date` of this process stands still and is moved by hand. */
  clock: { now(): number; set(epochMs: number): void };
  createTable(name: string): Promise<{ streamArn: string }>;
  close(): Promise<void>;
}

/** A Monday morning within sending hours everywhere that the tests send to. */
export const START = Date.UTC(2026, 2, 2, 10);

export async function startServers(): Promise<Servers> {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  process.env.AWS_REGION = 'eu-west-2';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  const clock = { now: () => Date.now(), set: (epochMs: number) => void vi.setSystemTime(epochMs) };
  const logs = captureLogs();
  const outbox = createOutbox({ clock });
  const sdk = await openSdkWire();
  const [engine, sqs, kms, email, sms, providers] = await Promise.all([
    startDynamoDb(),
    startSqs({ clock }),
    startKms({ clock }),
    startEmail({ clock, outbox }),
    startSms({ clock, outbox }),
    startSimulators({ clock, ports: {} }),
  ]);
  const dynamodb = new DynamoDBClient({ endpoint: engine.url });
  return {
    urls: {
      dynamodb: engine.url,
      sqs: sqs.url,
      kms: kms.url,
      email: email.url,
      sms: sms.url,
    },
    dynamodb,
    sdk,
    sqs,
    outbox,
    felloh: providers.felloh,
    simulated: providers.simulated,
    keyId: kms.createKey(),
    logs,
    clock,
    async createTable(name) {
      const { TableDescription } = await dynamodb.send(
        new CreateTableCommand({ ...deployedTable(), TableName: name }),
      );
      return { streamArn: TableDescription?.LatestStreamArn ?? '' };
    },
    async close() {
      sdk.close();
      dynamodb.destroy();
      await Promise.all(
        [sqs, kms, email, sms, engine, ...providers.simulated.map(({ simulator }) => simulator)].map(
          (server) => server.close(),
        ),
      );
      logs.release();
      vi.useRealTimers();
    },
  };
}

export function simulatedOf(servers: Pick<Servers, 'simulated'>, provider: string): Simulated {
  const found = servers.simulated.find((one) => one.provider === provider);
  if (!found) throw new Error(`no simulator of ${provider}`);
  return found;
}

/** The table as it is deployed, read from where it is declared. */
function deployedTable(): Omit<CreateTableCommandInput, 'TableName'> {
  const file = new URL('../../infra/resources/table.yml', import.meta.url);
  const properties = parse(readFileSync(file, 'utf8')).Resources.Table.Properties;
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, StreamSpecification } =
    properties;
  return {
    BillingMode,
    AttributeDefinitions,
    KeySchema,
    GlobalSecondaryIndexes,
    StreamSpecification: { ...StreamSpecification, StreamEnabled: true },
  };
}
