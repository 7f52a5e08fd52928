import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture } from './runner-fixture.ts';

let stack: Awaited<ReturnType<typeof startFixture>>;
const local = { region: 'eu-west-2', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const say = 'const say = (text) => console.log(text);';

beforeAll(async () => {
  const arn = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
  const queueRead = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const streamRead = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  const mapping = (properties: object) => ({
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: properties,
  });
  stack = await startFixture(
    {
      worker: {
        source: `${say} export const handler = async ({ Records }) => {
          for (const { body } of Records) say('got ' + body);
          if (Records.some(({ body }) => body === 'crash')) throw new Error('crash');
          return { batchItemFailures: Records.filter(({ body }) => body.startsWith('bad')).map(({ messageId }) => ({ itemIdentifier: messageId })) };
        }`,
        allows: [{ Action: queueRead, Resource: [arn('JobsQueue')] }],
      },
      bury: {
        source: `${say} export const handler = async ({ Records }) => { for (const { body } of Records) say('buried ' + body); }`,
        allows: [{ Action: queueRead, Resource: [arn('JobsDeadQueue')] }],
      },
      publish: {
        source: `${say} export const handler = async ({ Records }) => {
          const texts = Records.map(({ eventName, dynamodb: { Keys, NewImage } }) => [eventName, Keys.pk.S, NewImage?.n?.N].join(' '));
          for (const text of texts) if (!text.includes('poison')) say(text);
          if (texts.some((text) => text.includes('poison'))) throw new Error('poison');
          return { batchItemFailures: [] };
        }`,
        allows: [
          {
            Action: streamRead.map((action) => `dynamodb:${action}`),
            Resource: [arn('Things', 'StreamArn')],
          },
        ],
      },
      tick: {
        source: `${say} export const handler = async (event) => say(event['detail-type'] + ' ' + event.time)`,
      },
    },
    {
      JobsQueue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          VisibilityTimeout: 30,
          RedrivePolicy: { deadLetterTargetArn: arn('JobsDeadQueue'), maxReceiveCount: 2 },
        },
      },
      JobsDeadQueue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
      FailedBucket: { Type: 'AWS::S3::Bucket', Properties: {} },
      Things: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
      },
      WorkerSource: mapping({
        EventSourceArn: arn('JobsQueue'),
        FunctionName: arn('worker'),
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
      BurySource: mapping({ EventSourceArn: arn('JobsDeadQueue'), FunctionName: arn('bury'), BatchSize: 10 }),
      PublishSource: mapping({
        EventSourceArn: arn('Things', 'StreamArn'),
        FunctionName: arn('publish'),
        BatchSize: 100,
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: arn('FailedBucket') } },
      }),
      TickRule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 minute)',
          State: 'ENABLED',
          Targets: [{ Arn: arn('tick'), Id: 't' }],
        },
      },
    },
  );
});
afterAll(() => stack.close());

const said = (source: string) => stack.lines.filter((line) => line.source === source).map(({ line }) => line);

async function sendJobs(...bodies: string[]) {
  const client = new SQSClient({ ...local, endpoint: stack.sqs.url });
  const QueueUrl = stack.physicals.get('JobsQueue')?.ref;
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  client.destroy();
}

/** Moves time to where the hidden messages come to light. */
async function passVisibility() {
  stack.clock.set((stack.sqs.nextAt() ?? stack.clock.now()) + 1);
  stack.sqs.wakeWaiters();
  await stack.runner.drain();
}

test('what succeeded is deleted, what failed comes back after its visibility timeout and dies after its tries', async () => {
  await sendJobs('good 1', 'bad 1', 'good 2');
  await stack.runner.drain();
  expect(said('worker').toSorted()).toEqual(['got bad 1', 'got good 1', 'got good 2']);
  expect(stack.sqs.depth('jobs')).toEqual({ visible: 0, inFlight: 1, delayed: 0 });

  await passVisibility();
  expect(said('worker').filter((line) => line === 'got bad 1')).toHaveLength(2);
  await passVisibility();
  expect(said('bury')).toEqual(['buried bad 1']);
  expect(stack.sqs.depth('jobs')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(stack.sqs.depth('jobs-dead')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test('a function that throws keeps its whole batch', async () => {
  await sendJobs('crash', 'beside it');
  await stack.runner.drain();
  expect(stack.sqs.depth('jobs').inFlight).toBeGreaterThanOrEqual(1);
  for (let times = 0; times < 3; times++) await passVisibility();
  expect(said('bury')).toContain('buried crash');
  expect(stack.sqs.depth('jobs')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

test('the stream keeps its order, skips writes that change nothing, and a poison record goes whole to the bucket alone', async () => {
  const table = new DynamoDBClient({ ...local, endpoint: stack.dynamodb.url });
  const TableName = 'things';
  const put = (pk: string, n: number) =>
    table.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, n: { N: String(n) } } }));
  await put('a', 1);
  await put('poison', 1);
  await put('a', 2);
  await put('a', 2);
  await table.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'a' } },
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': { N: '3' } },
    }),
  );
  await table.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
  table.destroy();
  await stack.runner.drain();

  const changes = said('publish').filter((line) => /^(INSERT|MODIFY|REMOVE)/.test(line));
  const firsts = changes.filter((line, index) => changes.indexOf(line) === index);
  expect(firsts).toEqual(['INSERT a 1', 'MODIFY a 2', 'MODIFY a 3', 'REMOVE a ']);

  const s3 = new S3Client({ ...local, endpoint: stack.s3.url, forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'failed' }));
  expect(Contents).toHaveLength(1);
  const failed = await s3.send(new GetObjectCommand({ Bucket: 'failed', Key: Contents[0]?.Key }));
  const body = JSON.parse((await failed.Body?.transformToString()) ?? '');
  s3.destroy();
  expect(body.requestContext).toMatchObject({
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 2,
  });
  expect(JSON.parse(body.payload).Records).toMatchObject([{ dynamodb: { Keys: { pk: { S: 'poison' } } } }]);
});

test("a tick runs the schedules with the stack's time", async () => {
  await stack.runner.tick();
  expect(said('tick')).toEqual([expect.stringMatching(/^Scheduled Event \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)]);
});
