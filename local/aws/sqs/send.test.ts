import { createHash } from 'node:crypto';
import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  InvalidMessageContents,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqsFixture } from './sqs-fixture.ts';

let sqs: Awaited<ReturnType<typeof sqsFixture>>;
let queues = 0;
const newQueue = (attributes = {}) => sqs.server.createQueue({ name: `send-${++queues}`, attributes });

beforeAll(async () => {
  sqs = await sqsFixture();
});
afterAll(() => sqs.close());

describe('sending', () => {
  it('delivers attributes with digests, and group ids on a standard queue', async () => {
    const QueueUrl = newQueue();
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'réminder' },
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) },
    };
    const sent = await sqs.client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: '£5 ✓', MessageGroupId: 'org-1', MessageAttributes }),
    );
    const length = (n: number) => Buffer.from([0, 0, 0, n]);
    const expected = createHash('md5')
      .update(Buffer.concat([length(5), Buffer.from('bytes'), length(6), Buffer.from('Binary')]))
      .update(Buffer.concat([Buffer.from([2]), length(2), Buffer.from([0, 255])]))
      .update(Buffer.concat([length(4), Buffer.from('kind'), length(6), Buffer.from('String')]))
      .update(Buffer.concat([Buffer.from([1]), length(9), Buffer.from('réminder')]))
      .digest('hex');
    expect(sent.MD5OfMessageAttributes).toBe(expected);

    const { Messages } = await sqs.client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    expect(Messages).toMatchObject([
      {
        MessageId: sent.MessageId,
        Body: '£5 ✓',
        MD5OfMessageAttributes: expected,
        Attributes: {
          MessageGroupId: 'org-1',
          SentTimestamp: String(sqs.clock.now()),
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: String(sqs.clock.now()),
        },
      },
    ]);
    expect(Buffer.from(Messages?.[0]?.MessageAttributes?.bytes?.BinaryValue ?? [])).toEqual(
      Buffer.from([0, 255]),
    );
  });

  it('takes 1,048,576 bytes and not one more', async () => {
    const QueueUrl = newQueue();
    const full = 'x'.repeat(1_048_576);
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: full }));
    const { Messages } = await sqs.client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe(full);
    await expect(
      sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: `${full}x` })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue', $metadata: { httpStatusCode: 400 } });
    const twoBytes = 'é'.repeat(524_289);
    await expect(
      sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: twoBytes })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it.each([
    ['a wrong type', { MessageBody: 'a', DelaySeconds: '5' as unknown as number }, 'SerializationException'],
    ['no body', { MessageBody: undefined }, 'MissingParameter'],
    ['an empty body', { MessageBody: '' }, 'MissingParameter'],
    ['a character that XML cannot carry', { MessageBody: 'a\u0001' }, InvalidMessageContents],
    ['a delay above 15 minutes', { MessageBody: 'a', DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['a group id with a blank', { MessageBody: 'a', MessageGroupId: 'a b' }, 'InvalidParameterValue'],
    [
      'deduplication, which is for FIFO',
      { MessageBody: 'a', MessageDeduplicationId: 'a' },
      'SerializationException',
    ],
  ])('refuses %s', async (_, input, error) => {
    const QueueUrl = newQueue();
    const sending = sqs.client.send(new SendMessageCommand({ QueueUrl, ...input }));
    if (typeof error === 'string') await expect(sending).rejects.toMatchObject({ name: error });
    else await expect(sending).rejects.toBeInstanceOf(error);
    expect(sqs.server.depth(`send-${queues}`).visible).toBe(0);
  });

  it('refuses an unknown queue', async () => {
    const QueueUrl = `${sqs.server.url}/000000000000/nobody`;
    await expect(
      sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' })),
    ).rejects.toBeInstanceOf(QueueDoesNotExist);
  });
});

describe('sending in batches', () => {
  const batch = (QueueUrl: string, entries: { Id: string; MessageBody: string; DelaySeconds?: number }[]) =>
    sqs.client.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries }));

  it('sends ten and reports those it refuses by id', async () => {
    const QueueUrl = newQueue();
    const entries = Array.from({ length: 10 }, (_, n) => ({
      Id: `e${n}`,
      MessageBody: n === 3 ? 'a\u0002' : `b${n}`,
    }));
    entries[7] = { Id: 'e7', MessageBody: 'late', DelaySeconds: 9999 } as (typeof entries)[number];
    const { Successful, Failed } = await batch(QueueUrl, entries);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['e0', 'e1', 'e2', 'e4', 'e5', 'e6', 'e8', 'e9']);
    expect(Failed).toMatchObject([
      { Id: 'e3', SenderFault: true, Code: 'InvalidMessageContents' },
      { Id: 'e7', SenderFault: true, Code: 'InvalidParameterValue' },
    ]);
    const received = await sqs.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(received.Messages?.map(({ Body }) => Body)).toEqual([
      'b0',
      'b1',
      'b2',
      'b4',
      'b5',
      'b6',
      'b8',
      'b9',
    ]);
  });

  it.each([
    ['no entry', [], EmptyBatchRequest],
    [
      'eleven',
      Array.from({ length: 11 }, (_, n) => ({ Id: `e${n}`, MessageBody: 'a' })),
      TooManyEntriesInBatchRequest,
    ],
    ['one id twice', [1, 2].map(() => ({ Id: 'a', MessageBody: 'a' })), BatchEntryIdsNotDistinct],
    ['an invalid id', [{ Id: 'a b', MessageBody: 'a' }], InvalidBatchEntryId],
    [
      'more than 1 MiB in all',
      ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(524_289) })),
      BatchRequestTooLong,
    ],
  ])('refuses %s as a whole', async (_, entries, error) => {
    const QueueUrl = newQueue();
    await expect(batch(QueueUrl, entries)).rejects.toBeInstanceOf(error);
    expect(sqs.server.depth(`send-${queues}`)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe('delays', () => {
  it('hides a message for its own delay, else for that of its queue', async () => {
    const QueueUrl = newQueue({ DelaySeconds: '60' });
    const name = `send-${queues}`;
    // What other tests have left in flight would come to light first.
    sqs.pass(3600);
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'own', DelaySeconds: 10 }));
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'queue' }));
    expect(sqs.server.depth(name)).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
    expect(sqs.server.nextAt()).toBe(sqs.clock.now() + 10_000);
    sqs.pass(10);
    expect(sqs.server.depth(name)).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
    expect(sqs.server.nextAt()).toBe(sqs.clock.now() + 50_000);
    sqs.pass(50);
    const { Messages } = await sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages?.map(({ Body }) => Body)).toEqual(['own', 'queue']);
  });
});
