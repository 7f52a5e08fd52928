import { expect, test } from 'vitest';
import * as z from 'zod';
import { packaged, referred } from './packaged.ts';

const { functions, of, resources } = await packaged();

const Queue = z.object({
  VisibilityTimeout: z.number(),
  MessageRetentionPeriod: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
});
const Mapping = z.looseObject({
  EventSourceArn: z.unknown(),
  FunctionName: z.unknown(),
  BatchSize: z.number(),
  Enabled: z.literal(true),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
});
const Alarm = z.looseObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
  AlarmActions: z.unknown(),
});

const queues = of('AWS::SQS::Queue', Queue);
const mappings = of('AWS::Lambda::EventSourceMapping', Mapping);
const alarms = of('AWS::CloudWatch::Alarm', Alarm).map(({ properties }) => properties);
const deadQueueOf = (queue: (typeof queues)[number]) =>
  referred(queue.properties.RedrivePolicy?.deadLetterTargetArn)[0];
const consumersOf = (queueId: string) =>
  mappings
    .filter(({ properties }) => referred(properties.EventSourceArn)[0] === queueId)
    .map(({ properties }) => ({
      ...properties,
      consumer: functions.find(({ id }) => id === referred(properties.FunctionName)[0]),
    }));

test('every queue has a dead-letter queue of its own, and that one a consumer', () => {
  const dead = queues.flatMap((queue) => deadQueueOf(queue) ?? []);
  expect(new Set(dead).size).toBe(dead.length);
  expect(
    queues
      .filter((queue) => !deadQueueOf(queue))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(dead.sort());
  for (const { id, properties } of queues) {
    expect(consumersOf(id).length, id).toBe(1);
    if (dead.includes(id)) expect(properties.MessageRetentionPeriod, id).toBe(14 * 86_400);
    else expect(properties.RedrivePolicy?.maxReceiveCount, id).toBeGreaterThanOrEqual(3);
  }
});

test('a message is visible again only when six invocations would have ended', () => {
  for (const { id, properties } of queues) {
    for (const { consumer, BatchSize } of consumersOf(id)) {
      expect(properties.VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * (consumer?.Timeout ?? Number.NaN));
      // A piece of a batch may take the whole of the timeout, so it comes alone.
      expect(BatchSize, id).toBe(id === 'BatchesQueue' ? 1 : 10);
    }
  }
});

test('the table: on demand, recoverable, forgetting by ttl, guarded, with a stream and four sparse indexes', () => {
  expect(resources.Table).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      GlobalSecondaryIndexes: [
        ...['due', 'code', 'reference'].map((IndexName) => ({
          IndexName,
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
        // Events never change, so they may as well be read from their index.
        { IndexName: 'feed', Projection: { ProjectionType: 'ALL' } },
      ],
    },
  });
});

test('a stream record is tried eight times at most and then kept whole, in a private bucket', () => {
  const [stream, ...more] = mappings.filter(
    ({ properties }) => referred(properties.EventSourceArn)[0] === 'Table',
  );
  expect(more).toEqual([]);
  expect(stream?.properties).toMatchObject({
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 7,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['FailedEventsBucket', 'Arn'] } } },
  });
});

test('no bucket can be made public, each is encrypted', () => {
  for (const { properties } of of('AWS::S3::Bucket', z.unknown())) {
    expect(properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: {} }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  }
  expect(resources.FailedEventsBucket?.Properties.LifecycleConfiguration).toBeDefined();
});

test('the bucket of batches keeps every version for 90 days, and speaks to nobody in the clear', () => {
  expect(resources.FilesBucket).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            ExpirationInDays: 90,
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    },
  });
  expect(resources.FilesBucketPolicy?.Properties).toMatchObject({
    Bucket: { Ref: 'FilesBucket' },
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [{ 'Fn::GetAtt': ['FilesBucket', 'Arn'] }, { 'Fn::Sub': `\${FilesBucket.Arn}/*` }],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
});

test('the key that seals credentials turns every year and outlives the stack', () => {
  expect(resources.CredentialsKey).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: { EnableKeyRotation: true },
  });
});

test('what the channels tell goes sealed through one topic into one queue', () => {
  expect(resources.FeedbackTopic?.Properties).toEqual({ KmsMasterKeyId: { Ref: 'FeedbackKey' } });
  expect(resources.FeedbackKey?.Properties).toMatchObject({ EnableKeyRotation: true });
  expect(resources.FeedbackSubscription?.Properties).toEqual({
    TopicArn: { Ref: 'FeedbackTopic' },
    Protocol: 'sqs',
    Endpoint: { 'Fn::GetAtt': ['FeedbackQueue', 'Arn'] },
    RawMessageDelivery: true,
  });
  expect(resources.EmailEvents?.Properties).toMatchObject({
    EventDestination: { SnsDestination: { TopicARN: { Ref: 'FeedbackTopic' } } },
  });
  expect(resources.SmsConfigurationSet?.Properties).toMatchObject({
    EventDestinations: [{ SnsDestination: { TopicArn: { Ref: 'FeedbackTopic' } } }],
  });
  // Who sends names the sets that are made here.
  for (const { name, Environment } of functions) {
    const { EMAIL_CONFIGURATION_SET, SMS_CONFIGURATION_SET } = Environment.Variables;
    expect([EMAIL_CONFIGURATION_SET, SMS_CONFIGURATION_SET], name).toEqual([
      resources.EmailConfigurationSet?.Properties.Name,
      resources.SmsConfigurationSet?.Properties.ConfigurationSetName,
    ]);
  }
});

test('the tick comes every minute', () => {
  const rules = of('AWS::Events::Rule', z.object({ ScheduleExpression: z.string(), Targets: z.unknown() }));
  expect(rules.map(({ properties }) => properties.ScheduleExpression)).toEqual(['rate(1 minute)']);
  expect(referred(rules[0]?.properties.Targets)).toEqual(['TimersTickLambdaFunction']);
});

test('every alarm reaches the topic', () => {
  expect(alarms.length).toBeGreaterThan(0);
  for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'AlarmsTopic' }]);
});

test('alarms: errors per folder, age per queue, dead letters, the stream, the tick, the gateway', () => {
  const on = (namespace: string, metric: string) =>
    alarms
      .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === metric)
      .flatMap(({ Dimensions }) => Dimensions.flatMap(({ Value }) => referred(Value)))
      .sort();
  const dead = queues.flatMap((queue) => deadQueueOf(queue) ?? []).sort();
  const living = queues
    .filter((queue) => deadQueueOf(queue))
    .map(({ id }) => id)
    .sort();
  expect(on('AWS/SQS', 'ApproximateNumberOfMessagesVisible')).toEqual(dead);
  expect(on('AWS/SQS', 'ApproximateAgeOfOldestMessage')).toEqual(living);
  expect(on('AWS/Lambda', 'IteratorAge')).toEqual(['EventsPublishLambdaFunction']);
  expect(on('AWS/Lambda', 'Invocations')).toEqual(['TimersTickLambdaFunction']);
  expect(on('AWS/ApiGateway', '5xx')).toEqual(['HttpApi']);

  const folders = [...new Set(functions.map(({ folder }) => folder))].sort();
  const errors = alarms
    .filter(({ Namespace }) => Namespace === 'paylinks/dev')
    .map(({ MetricName }) => MetricName);
  expect(errors.sort()).toEqual(folders.map((folder) => `${folder}-errors`));
});

test("the metric behind a folder's alarm counts that folder's log", () => {
  const Filter = z.object({
    LogGroupName: z.object({ Ref: z.string() }),
    MetricTransformations: z.tuple([z.looseObject({ MetricName: z.string() })]),
  });
  for (const { properties } of of('AWS::Logs::MetricFilter', Filter)) {
    const group = resources[properties.LogGroupName.Ref]?.Properties.LogGroupName;
    const folder = properties.MetricTransformations[0].MetricName.replace(/-errors$/, '');
    expect(group).toBe(`/paylinks/dev/${folder}`);
  }
});

test('CloudFormation has room: at most 450 resources now and with all that is coming', () => {
  const count = (type: string) => of(type, z.unknown()).length;
  const perHttp = count('AWS::ApiGatewayV2::Integration') + count('AWS::ApiGatewayV2::Route');
  const perQueue = 2 * queues.length + mappings.length;
  const perFolder = 3 * new Set(functions.map(({ folder }) => folder)).size;
  const total = Object.keys(resources).length;
  expect(total).toBeLessThanOrEqual(450);

  // 77 functions with the calls of batches and 15 more, webhooks and exports among them: 14 without a route, three routes
  // more than functions behind them. 6 queues with their dead letters, 13 folders.
  const once = total - 2 * functions.length - perHttp - perQueue - perFolder;
  const functionsToCome = 92 * 2;
  const httpToCome = (92 - 14) * 2 + 3;
  const queuesToCome = 6 * (2 * 2 + 2) + 1;
  const projected = functionsToCome + httpToCome + queuesToCome + 13 * 3 + once;
  process.stdout.write(
    `CloudFormation resources: ${total} now with ${functions.length} functions, ${projected} projected with 92, 450 allowed\n`,
  );
  expect(projected).toBeLessThanOrEqual(450);
});
