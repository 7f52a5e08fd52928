import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  InvalidAttributeValue,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqsFixture } from './sqs-fixture.ts';

let sqs: Awaited<ReturnType<typeof sqsFixture>>;
beforeAll(async () => {
  sqs = await sqsFixture();
});
afterAll(() => sqs.close());

const attributesOf = async (QueueUrl: string) =>
  (await sqs.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ??
  {};
const receive = async (QueueUrl: string) =>
  (await sqs.client.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] })))
    .Messages ?? [];

describe('queues', () => {
  it('are created with attributes, found, listed, changed and deleted', async () => {
    const { QueueUrl = '' } = await sqs.client.send(
      new CreateQueueCommand({ QueueName: 'made', Attributes: { VisibilityTimeout: '180' } }),
    );
    expect(QueueUrl).toBe(`${sqs.server.url}/000000000000/made`);
    expect((await sqs.client.send(new GetQueueUrlCommand({ QueueName: 'made' }))).QueueUrl).toBe(QueueUrl);
    expect((await sqs.client.send(new ListQueuesCommand({ QueueNamePrefix: 'mad' }))).QueueUrls).toEqual([
      QueueUrl,
    ]);
    await sqs.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '7' } }));
    expect(await attributesOf(QueueUrl)).toMatchObject({
      QueueArn: 'arn:aws:sqs:eu-west-2:000000000000:made',
      VisibilityTimeout: '180',
      DelaySeconds: '7',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ApproximateNumberOfMessagesDelayed: '0',
    });
    await sqs.client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(sqs.client.send(new GetQueueUrlCommand({ QueueName: 'made' }))).rejects.toBeInstanceOf(
      QueueDoesNotExist,
    );
  });

  it('have a url that is usable as it is, without an endpoint setting', async () => {
    const QueueUrl = sqs.server.createQueue({ name: 'by-url' });
    const logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const elsewhere = new SQSClient({ region: 'eu-west-2', credentials, logger });
    await elsewhere.send(new SendMessageCommand({ QueueUrl, MessageBody: 'found' }));
    elsewhere.destroy();
    expect(await receive(QueueUrl)).toMatchObject([{ Body: 'found' }]);
  });

  it('refuse unknown and wrong attributes, and a second queue of the same name', async () => {
    const create = (Attributes: Record<string, string>) =>
      sqs.client.send(new CreateQueueCommand({ QueueName: 'strict', Attributes }));
    await expect(create({ Colour: 'red' })).rejects.toBeInstanceOf(InvalidAttributeName);
    await expect(create({ VisibilityTimeout: '43201' })).rejects.toBeInstanceOf(InvalidAttributeValue);
    await expect(create({ FifoQueue: 'true' })).rejects.toBeInstanceOf(InvalidAttributeName);
    await create({ VisibilityTimeout: '5' });
    await create({ VisibilityTimeout: '5' });
    await expect(create({ VisibilityTimeout: '6' })).rejects.toBeInstanceOf(QueueNameExists);
  });

  it('can be purged, once a minute', async () => {
    const QueueUrl = sqs.server.createQueue({ name: 'purged' });
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'gone' }));
    await sqs.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive(QueueUrl)).toEqual([]);
    await expect(sqs.client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toBeInstanceOf(
      PurgeQueueInProgress,
    );
    sqs.pass(60);
    await sqs.client.send(new PurgeQueueCommand({ QueueUrl }));
  });
});

describe('dead letters', () => {
  it('go to the dead-letter queue after the last try, and back', async () => {
    const dead = sqs.server.createQueue({ name: 'work-dead' });
    const { QueueArn: SourceArn } = await attributesOf(dead);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 2 });
    const work = sqs.server.createQueue({ name: 'work', attributes: { RedrivePolicy } });
    const { MessageId } = await sqs.client.send(
      new SendMessageCommand({ QueueUrl: work, MessageBody: 'bad' }),
    );
    for (const count of ['1', '2']) {
      expect(await receive(work)).toMatchObject([{ Attributes: { ApproximateReceiveCount: count } }]);
      sqs.pass(30);
    }
    expect(await receive(work)).toEqual([]);
    const { QueueArn } = await attributesOf(work);
    expect(await receive(dead)).toMatchObject([
      { MessageId, Attributes: { ApproximateReceiveCount: '3', DeadLetterQueueSourceArn: QueueArn } },
    ]);
    sqs.pass(30);

    await sqs.client.send(new StartMessageMoveTaskCommand({ SourceArn }));
    const { Results } = await sqs.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1, SourceArn }]);
    expect(await receive(dead)).toEqual([]);
    expect(await receive(work)).toMatchObject([
      { Body: 'bad', Attributes: { ApproximateReceiveCount: '1' } },
    ]);
  });

  it('move only from a queue that is one', async () => {
    sqs.server.createQueue({ name: 'living' });
    const SourceArn = 'arn:aws:sqs:eu-west-2:000000000000:living';
    await expect(sqs.client.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

describe('knobs', () => {
  it('lose, repeat and delay deliveries', async () => {
    const QueueUrl = sqs.server.createQueue({ name: 'chaos' });
    const send = (MessageBody: string) => sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    sqs.server.deliveries = (queue, body) => (queue === 'chaos' && body === 'lost' ? [] : [0, 0, 60_000]);
    await send('lost');
    const { MessageId } = await send('thrice');
    sqs.server.deliveries = undefined;
    expect(await receive(QueueUrl)).toMatchObject([{ MessageId }]);
    expect(await receive(QueueUrl)).toMatchObject([{ MessageId }]);
    expect(sqs.server.depth('chaos')).toEqual({ visible: 0, inFlight: 2, delayed: 1 });
  });

  it('lose an answer before or after the effect', async () => {
    const QueueUrl = sqs.server.createQueue({ name: 'faults' });
    const send = () => sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const fault = { service: 'sqs', operation: 'SendMessage' } as const;
    sqs.faults.next({ ...fault, effect: 'none', answer: 'reset' });
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sqs.server.depth('faults').visible).toBe(0);
    sqs.faults.next({ ...fault, effect: 'done', answer: 'reset' });
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sqs.server.depth('faults').visible).toBe(1);
    sqs.faults.next({
      ...fault,
      effect: 'done',
      answer: { status: 503, type: 'ServiceUnavailable' },
      times: 2,
    });
    await expect(send()).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
    await expect(send()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(sqs.server.depth('faults').visible).toBe(3);
    sqs.faults.next({ ...fault, effect: 'none', answer: 'hang' });
    const cut = sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }), {
      abortSignal: AbortSignal.timeout(100),
    });
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
    await send();
    expect(sqs.server.depth('faults').visible).toBe(4);
  });
});

it('survives a restart with a data folder', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sqs-'));
  const first = await sqsFixture({ dataDir });
  const url = first.server.createQueue({ name: 'kept' });
  await first.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'still here' }));
  await first.close();
  const second = await sqsFixture({ dataDir });
  const { Messages } = await second.client.send(
    new ReceiveMessageCommand({ QueueUrl: second.server.createQueue({ name: 'kept' }) }),
  );
  expect(Messages).toMatchObject([{ Body: 'still here' }]);
  await second.close();
  rmSync(dataDir, { recursive: true });
});
