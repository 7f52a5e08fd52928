import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../lib/clock.ts';
import { sqsFixture } from './sqs-fixture.ts';

let sqs: Awaited<ReturnType<typeof sqsFixture>>;
let QueueUrl: string;
let name: string;
let queues = 0;

beforeAll(async () => {
  sqs = await sqsFixture();
});
beforeEach(() => {
  name = `receive-${++queues}`;
  QueueUrl = sqs.server.createQueue({ name });
});
afterAll(() => sqs.close());

const send = (MessageBody: string) => sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
const receive = (input = {}, abortSignal?: AbortSignal) =>
  sqs.client
    .send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], ...input }),
      abortSignal ? { abortSignal } : {},
    )
    .then(({ Messages }) => Messages ?? []);
const receiveOne = async (input = {}) => {
  const [message] = await receive(input);
  if (!message?.ReceiptHandle) throw new Error('nothing was received');
  return { ...message, ReceiptHandle: message.ReceiptHandle };
};

describe('long polls', () => {
  it('return as soon as a message arrives', async () => {
    const started = performance.now();
    const polling = receive({ WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await send('here');
    expect((await polling).map(({ Body }) => Body)).toEqual(['here']);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('receive a batch that was sent meanwhile as a whole', async () => {
    const polling = receive({ WaitTimeSeconds: 20, MaxNumberOfMessages: 10 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id }));
    await sqs.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(await polling).toHaveLength(3);
  });

  it('look again when the clock has moved', async () => {
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 900 }));
    const polling = receive({ WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    sqs.pass(900);
    expect(await polling).toHaveLength(1);
  });

  it('on a dead-letter queue return when a message dies', async () => {
    const dead = sqs.server.createQueue({ name: `${name}-dead` });
    const deadLetterTargetArn = `arn:aws:sqs:eu-west-2:000000000000:${name}-dead`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
    await sqs.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    await send('bad');
    await receiveOne();
    const polls = [receive({ WaitTimeSeconds: 1 }), receive({ QueueUrl: dead, WaitTimeSeconds: 20 })];
    await new Promise((resolve) => setTimeout(resolve, 50));
    sqs.pass(30);
    expect(await Promise.all(polls)).toMatchObject([[], [{ Body: 'bad' }]]);
  });

  it('return when a delay ends by a clock that runs by itself', async () => {
    const real = await sqsFixture({ clock: systemClock });
    const url = real.server.createQueue({ name: 'real' });
    await real.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'soon', DelaySeconds: 1 }));
    const started = performance.now();
    const { Messages } = await real.client.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }),
    );
    expect(Messages).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(3_000);
    await real.close();
  });

  it('end empty after their time, in real time', async () => {
    const started = performance.now();
    expect(await receive({ WaitTimeSeconds: 1 })).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('take nothing for a caller who has gone', async () => {
    const gone = new AbortController();
    const polling = receive({ WaitTimeSeconds: 20 }, gone.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.abort();
    await expect(polling).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await send('kept');
    expect(sqs.server.depth(name)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('serve each message to one of several', async () => {
    const polls = [receive({ WaitTimeSeconds: 2 }), receive({ WaitTimeSeconds: 2 })];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await send('one');
    await send('two');
    expect(
      (await Promise.all(polls))
        .flat()
        .map(({ Body }) => Body)
        .sort(),
    ).toEqual(['one', 'two']);
  });
});

describe('visibility', () => {
  it('ends by the clock, and the message comes again with a higher count', async () => {
    await send('again');
    const first = await receiveOne({ VisibilityTimeout: 10 });
    expect(sqs.server.depth(name)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    expect(await receive()).toEqual([]);
    sqs.pass(9);
    expect(await receive()).toEqual([]);
    sqs.pass(1);
    const second = await receiveOne();
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.ReceiptHandle).not.toBe(first.ReceiptHandle);
    expect(second.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      ApproximateFirstReceiveTimestamp: String(sqs.clock.now() - 10_000),
    });
  });

  it('can be prolonged and given up', async () => {
    await send('slow');
    const { ReceiptHandle } = await receiveOne();
    const change = (VisibilityTimeout: number) =>
      sqs.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await change(100);
    sqs.pass(99);
    expect(await receive()).toEqual([]);
    await change(0);
    await expect(change(10)).rejects.toBeInstanceOf(MessageNotInflight);
    const again = await receiveOne();
    expect(again.Body).toBe('slow');
    await expect(change(10)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('changes in batches, partially', async () => {
    await send('one');
    const { ReceiptHandle } = await receiveOne();
    const { Successful, Failed } = await sqs.client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'bad', ReceiptHandle: 'made-up', VisibilityTimeout: 0 },
        ],
      }),
    );
    expect(Successful).toEqual([{ Id: 'good' }]);
    expect(Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
    expect(await receive()).toHaveLength(1);
  });
});

describe('deleting', () => {
  it('removes for good, also after the visibility has ended, and twice', async () => {
    await send('done');
    const { ReceiptHandle } = await receiveOne();
    sqs.pass(31);
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect(sqs.server.depth(name)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('says yes to an older handle and keeps the message', async () => {
    await send('kept');
    const { ReceiptHandle } = await receiveOne();
    sqs.pass(31);
    await receiveOne();
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect(sqs.server.depth(name).inFlight).toBe(1);
  });

  it('refuses handles that were never given out for this queue', async () => {
    await send('here');
    const { ReceiptHandle } = await receiveOne();
    const other = sqs.server.createQueue({ name: 'other' });
    await expect(
      sqs.client.send(new DeleteMessageCommand({ QueueUrl: other, ReceiptHandle })),
    ).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  });

  it('deletes in batches, partially', async () => {
    await send('one');
    await send('two');
    const messages = await receive({ MaxNumberOfMessages: 10 });
    const Entries = messages.map(({ ReceiptHandle }, n) => ({
      Id: `m${n}`,
      ReceiptHandle: ReceiptHandle ?? '',
    }));
    const { Successful, Failed } = await sqs.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [...Entries, { Id: 'bad', ReceiptHandle: 'made-up' }],
      }),
    );
    expect(Successful).toEqual([{ Id: 'm0' }, { Id: 'm1' }]);
    expect(Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
    expect(sqs.server.depth(name)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

it('forgets what is older than the retention period', async () => {
  await send('old');
  sqs.pass(345_601);
  expect(await receive()).toEqual([]);
});

it('refuses more than ten at once', async () => {
  await expect(receive({ MaxNumberOfMessages: 11 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});
