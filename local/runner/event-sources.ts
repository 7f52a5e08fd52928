import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Clock, toIso } from '../../lib/clock.ts';
import type { Persisted } from '../persisted.ts';
import type { LocalFunction } from './function-pool.ts';
import type { Functions } from './functions.ts';
import { denied } from './iam.ts';
import { type Physicals, REGION, resolve } from './intrinsics.ts';
import { type EventSource, startQueueSource } from './queue-source.ts';
import { type StreamSource, startStreamSource } from './stream-source.ts';
import type { StreamRecord } from './table-stream.ts';
import { ofType, record, type Template } from './template.ts';

export interface EventSources {
  queues: readonly EventSource[];
  /** Names of the queues that are consumed. */
  queueNames: readonly string[];
  streams: readonly StreamSource[];
}

export interface EventSourcesOptions {
  template: Template;
  physicals: Physicals;
  functions: Functions;
  dynamodbUrl: string;
  s3Url: string;
  checkpoints: Persisted<Record<string, string>>;
  clock: Clock;
}

/** What each kind of source must be granted: Lambda refuses to create a mapping otherwise. */
const NEEDED = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ],
};

/** Starts the pollers of the template's event source mappings. */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const queues: EventSource[] = [];
  const queueNames: string[] = [];
  const streams: StreamSource[] = [];
  for (const [id, properties] of ofType(options.template, 'AWS::Lambda::EventSourceMapping')) {
    const mapping = record(resolve(properties, options.physicals));
    if (mapping.Enabled === false) continue;
    const arn = String(mapping.EventSourceArn);
    const target = options.functions.byArn.get(String(mapping.FunctionName));
    if (!target) throw new Error(`The event source ${id} names no function of the template`);
    const service = arn.split(':')[2] === 'sqs' ? 'sqs' : 'dynamodb';
    const missing = denied(
      options.functions.roleOf(target),
      NEEDED[service].map((action) => ({ action, resources: [arn] })),
    );
    if (missing)
      throw new Error(
        `The role of ${target.name} lacks ${missing.action}, which the event source ${id} needs`,
      );
    if (service === 'sqs') {
      queues.push(startQueueSource(queueOptions(mapping, arn, target, options.physicals)));
      queueNames.push(arn.split(':').at(-1) ?? '');
    } else streams.push(startStreamSource(streamOptions(mapping, arn, target, options)));
  }
  return { queues, queueNames, streams };
}

function reportsFailures({ FunctionResponseTypes = [] }: Record<string, unknown>): boolean {
  return Array.isArray(FunctionResponseTypes) && FunctionResponseTypes.includes('ReportBatchItemFailures');
}

function queueOptions(
  mapping: Record<string, unknown>,
  queueArn: string,
  target: LocalFunction,
  physicals: Physicals,
) {
  const queueUrl = [...physicals.values()].find(({ attributes }) => attributes.Arn === queueArn)?.ref ?? '';
  const { MaximumConcurrency = 4 } = record(mapping.ScalingConfig ?? {});
  return {
    target,
    queueArn,
    queueUrl,
    batchSize: Number(mapping.BatchSize ?? 10),
    windowMs: Number(mapping.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    maxConcurrency: Math.min(Number(MaximumConcurrency), 4),
    reportsFailures: reportsFailures(mapping),
  };
}

function streamOptions(
  mapping: Record<string, unknown>,
  streamArn: string,
  target: LocalFunction,
  { dynamodbUrl, s3Url, checkpoints, clock }: EventSourcesOptions,
) {
  const { OnFailure } = record(mapping.DestinationConfig ?? {});
  const destination = OnFailure ? String(record(OnFailure).Destination) : undefined;
  if (destination && !destination.startsWith('arn:aws:s3:::'))
    throw new Error(`The local stack knows only S3 as a failure destination, not ${destination}`);
  const bucket = destination?.replace('arn:aws:s3:::', '');
  return {
    target,
    endpoint: dynamodbUrl,
    streamArn,
    checkpoints,
    batchSize: Number(mapping.BatchSize ?? 100),
    bisect: mapping.BisectBatchOnFunctionError === true,
    maxAttempts:
      Number(mapping.MaximumRetryAttempts ?? -1) < 0 ? -1 : Number(mapping.MaximumRetryAttempts) + 1,
    reportsFailures: reportsFailures(mapping),
    onFailure: bucket === undefined ? undefined : toBucket(bucket, { s3Url, clock, streamArn, target }),
  };
}

/** Writes failed records whole, as Lambda does: docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
function toBucket(
  bucket: string,
  {
    s3Url,
    clock,
    streamArn,
    target,
  }: { s3Url: string; clock: Clock; streamArn: string; target: LocalFunction },
) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint: s3Url, region: REGION, credentials, forcePathStyle: true });
  return async ({
    shardId,
    records,
    attempts,
  }: {
    shardId: string;
    records: StreamRecord[];
    attempts: number;
  }) => {
    const at = toIso(clock.now());
    const body = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${target.arn}:$LATEST`,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: at,
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        batchSize: records.length,
        streamArn,
      },
      payload: JSON.stringify({ Records: records }),
    };
    const day = at.slice(0, 10).replaceAll('-', '/');
    const Key = `aws/lambda/${target.name}/${shardId}/${day}/${at.slice(0, 19).replaceAll(':', '.')}-${randomUUID()}`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(body) }));
  };
}
