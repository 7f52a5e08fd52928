import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { CorsRule } from '../aws/s3/cors.ts';
import { arnOf } from './iam.ts';
import { type Physical, REGION, resolve } from './intrinsics.ts';
import { ofType, record, type Template } from './template.ts';

/** The engines in which a template's resources are made. */
export interface Engines {
  dynamodbUrl: string;
  sqs: { createQueue(queue: { name: string; attributes?: Record<string, string> }): string };
  kms: { createKey(key: { alias?: string; description?: string }): string };
  s3: { createBucket(bucket: { name: string; versioning?: boolean; cors?: CorsRule[] }): void };
}

/** Makes, or finds again, everything that holds something, and names all the rest. */
export async function provision(template: Template, engines: Engines): Promise<Map<string, Physical>> {
  const physicals = new Map(
    [...template].map(([id, { type, properties }]) => [id, named(id, type, properties)]),
  );
  const set = (id: string, ref: string, attributes: Record<string, string>) =>
    physicals.set(id, { ref, attributes: { ...physicals.get(id)?.attributes, ...attributes } });

  for (const [id, { Description }] of ofType(template, 'AWS::KMS::Key')) {
    const keyId = engines.kms.createKey({ alias: `alias/${id}`, description: String(Description ?? id) });
    set(id, keyId, { Arn: arnOf('kms', `key/${keyId}`), KeyId: keyId });
  }
  for (const [id, properties] of ofType(template, 'AWS::S3::Bucket'))
    engines.s3.createBucket({ name: physicalName(id), ...versioning(properties), ...cors(properties) });
  for (const [id, properties] of ofType(template, 'AWS::SQS::Queue')) {
    const url = engines.sqs.createQueue({
      name: physicalName(id),
      attributes: queueAttributes(record(resolve(properties, physicals))),
    });
    set(id, url, { QueueUrl: url });
  }
  for (const [id, properties] of ofType(template, 'AWS::DynamoDB::Table')) {
    const table = await createTable(
      engines.dynamodbUrl,
      physicalName(id),
      record(resolve(properties, physicals)),
    );
    if (table.LatestStreamArn) set(id, physicalName(id), { StreamArn: table.LatestStreamArn });
  }
  return physicals;
}

/** What is known of a resource by its name alone. */
function named(id: string, type: string, properties: Readonly<Record<string, unknown>>): Physical {
  const name = physicalName(id);
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return { ref: name, attributes: { Arn: arnOf('dynamodb', `table/${name}`) } };
    case 'AWS::SQS::Queue':
      return { ref: name, attributes: { Arn: arnOf('sqs', name), QueueName: name } };
    case 'AWS::S3::Bucket':
      return { ref: name, attributes: { Arn: arnOf('s3', name) } };
    case 'AWS::Lambda::Function':
      return { ref: id, attributes: { Arn: arnOf('lambda', `function:${id}`) } };
    case 'AWS::IAM::Role':
      return { ref: id, attributes: { Arn: `arn:aws:iam::000000000000:role/${id}` } };
    case 'AWS::Events::Rule':
      return { ref: id, attributes: { Arn: arnOf('events', `rule/${id}`) } };
    case 'AWS::Logs::LogGroup':
      return { ref: id, attributes: { Arn: arnOf('logs', `log-group:${id}:*`) } };
    case 'AWS::SES::ConfigurationSet':
    case 'AWS::SMSVOICE::ConfigurationSet':
      return { ref: nameOf(properties), attributes: {} };
    case 'AWS::SNS::Topic':
      return { ref: arnOf('sns', id), attributes: { TopicArn: arnOf('sns', id) } };
    default:
      return { ref: id, attributes: {} };
  }
}

/** Of a resource that must be named in the template: what is sent through it says so by this name. */
function nameOf({ Name, ConfigurationSetName = Name }: Readonly<Record<string, unknown>>): string {
  return String(ConfigurationSetName);
}

/** Logical ids in kebab case, without the word for what it is: MessagesDeadQueue is `messages-dead`. */
function physicalName(id: string): string {
  const name = id.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return name.replace(/-(queue|bucket)$/, '');
}

function queueAttributes(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

function versioning({ VersioningConfiguration }: Readonly<Record<string, unknown>>): {
  versioning?: boolean;
} {
  return VersioningConfiguration ? { versioning: record(VersioningConfiguration).Status === 'Enabled' } : {};
}

function cors({ CorsConfiguration }: Readonly<Record<string, unknown>>): { cors?: CorsRule[] } {
  if (!CorsConfiguration) return {};
  const { CorsRules } = record(CorsConfiguration);
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const rules = (Array.isArray(CorsRules) ? CorsRules : []).map(record);
  return {
    cors: rules.map(({ AllowedOrigins, AllowedMethods, AllowedHeaders, ExposedHeaders, MaxAge }) => ({
      origins: texts(AllowedOrigins),
      methods: texts(AllowedMethods),
      headers: texts(AllowedHeaders),
      exposed: texts(ExposedHeaders),
      ...(MaxAge === undefined ? {} : { maxAgeSeconds: Number(MaxAge) }),
    })),
  };
}

async function createTable(
  endpoint: string,
  name: string,
  {
    TimeToLiveSpecification,
    PointInTimeRecoverySpecification: _,
    SSESpecification: __,
    ...properties
  }: Record<string, unknown>,
): Promise<TableDescription> {
  const credentials = { accessKeyId: 'provision', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  try {
    const existing = await client
      .send(new DescribeTableCommand({ TableName: name }))
      .catch((error: unknown) => {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      });
    if (existing?.Table) return existing.Table;
    const stream = properties.StreamSpecification;
    const input = {
      ...properties,
      TableName: name,
      ...(stream ? { StreamSpecification: { StreamEnabled: true, ...record(stream) } } : {}),
    } as CreateTableCommandInput; // the template's property names are those of the API
    await client.send(new CreateTableCommand(input));
    if (TimeToLiveSpecification)
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: name,
          TimeToLiveSpecification: record(TimeToLiveSpecification) as {
            Enabled: boolean;
            AttributeName: string;
          },
        }),
      );
    const created = await client.send(new DescribeTableCommand({ TableName: name }));
    return created.Table ?? {};
  } finally {
    client.destroy();
  }
}
