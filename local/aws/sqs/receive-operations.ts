import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { operation } from '../json-service.ts';
import { checkBatch, runBatch } from './batch.ts';
import { attributesMd5, md5 } from './digests.ts';
import { invalidParameterValue } from './errors.ts';
import { queueUrl } from './inputs.ts';
import { type Delivery, numberOf, type Queue, removeDelivery } from './queue.ts';
import type { Queues } from './queues.ts';
import { deliveryOf, receiptHandleOf, takeVisible } from './receive.ts';

const receipt = { ReceiptHandle: z.string() };
const visibility = { VisibilityTimeout: z.int().min(0).max(43_200) };
const entries = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ...shape })) });

const Receive = z.strictObject({
  ...queueUrl,
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: visibility.VisibilityTimeout.optional(),
  WaitTimeSeconds: z.int().min(0).max(20).optional(),
});
type Receive = z.infer<typeof Receive>;

export function receiveOperations(queues: Queues) {
  const remove = (queue: Queue, handle: string) => {
    const delivery = deliveryOf(queue, handle);
    // An older handle or a second delete is told yes, as on AWS, and removes nothing.
    if (delivery) {
      removeDelivery(queue, delivery.key);
      queues.touch();
    }
    return {};
  };
  const change = (queue: Queue, handle: string, seconds: number) => {
    const delivery = deliveryOf(queue, handle);
    const now = queues.clock.now();
    if (!delivery)
      throw invalidParameterValue(
        'Reason: Message does not exist or is not available for visibility timeout change.',
      );
    if (delivery.visibleAt <= now)
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    delivery.visibleAt = now + seconds * 1000;
    queues.touch();
    queues.waiters.wake(queue.name);
    return {};
  };

  return {
    ReceiveMessage: operation(Receive, async (input, { gone }) => {
      const queue = queues.at(input.QueueUrl);
      const seconds = input.WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
      const take = () => takeVisible(queues, queue.name, input.MaxNumberOfMessages, input.VisibilityTimeout);
      const taken =
        seconds === 0 ? take().found : await queues.waiters.wait(queue.name, seconds * 1000, gone, take);
      return taken ? { Messages: taken.map((delivery) => toMessage(queue, delivery, input)) } : {};
    }),
    DeleteMessage: operation(z.strictObject({ ...queueUrl, ...receipt }), (input) =>
      remove(queues.at(input.QueueUrl), input.ReceiptHandle),
    ),
    DeleteMessageBatch: operation(entries(receipt), (input) => {
      const queue = queues.at(input.QueueUrl);
      checkBatch(input.Entries);
      return runBatch(input.Entries, (entry) => remove(queue, entry.ReceiptHandle));
    }),
    ChangeMessageVisibility: operation(z.strictObject({ ...queueUrl, ...receipt, ...visibility }), (input) =>
      change(queues.at(input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout),
    ),
    ChangeMessageVisibilityBatch: operation(entries({ ...receipt, ...visibility }), (input) => {
      const queue = queues.at(input.QueueUrl);
      checkBatch(input.Entries);
      return runBatch(input.Entries, (entry) => change(queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    }),
  };
}

function toMessage(queue: Queue, delivery: Delivery, input: Receive) {
  const wanted = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const system = Object.entries(systemAttributes(delivery)).filter(
    ([name, value]) => value !== undefined && (wanted.includes('All') || wanted.includes(name)),
  );
  const patterns = input.MessageAttributeNames ?? [];
  const attributes = Object.fromEntries(
    Object.entries(delivery.attributes).filter(([name]) =>
      patterns.some((pattern) => matches(pattern, name)),
    ),
  );
  const digest = attributesMd5(attributes);
  return {
    MessageId: delivery.messageId,
    ReceiptHandle: receiptHandleOf(queue, delivery),
    Body: delivery.body,
    MD5OfBody: md5(delivery.body),
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(digest && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

function systemAttributes(delivery: Delivery): Record<string, string | undefined> {
  return {
    SenderId: 'AIDALOCAL',
    SentTimestamp: String(delivery.sentAt),
    ApproximateReceiveCount: String(delivery.receiveCount),
    ApproximateFirstReceiveTimestamp: String(delivery.firstReceivedAt),
    MessageGroupId: delivery.groupId,
    AWSTraceHeader: delivery.traceHeader,
    DeadLetterQueueSourceArn: delivery.diedIn,
  };
}

function matches(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
