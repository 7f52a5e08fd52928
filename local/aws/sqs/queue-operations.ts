import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import { operation } from '../json-service.ts';
import { checkAttributes } from './attributes.ts';
import { queueUrl } from './inputs.ts';
import { depthOf, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';

const attributes = z.record(z.string(), z.string());

export function queueOperations(queues: Queues, urlOf: (queue: Queue) => string) {
  return {
    CreateQueue: operation(
      z.strictObject({
        QueueName: z.string(),
        Attributes: attributes.optional(),
        tags: z.record(z.string(), z.string()).optional(),
      }),
      (input) => ({ QueueUrl: urlOf(queues.create(input.QueueName, input.Attributes ?? {}, input.tags)) }),
    ),
    GetQueueUrl: operation(
      z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
      (input) => ({ QueueUrl: urlOf(queues.get(input.QueueName)) }),
    ),
    GetQueueAttributes: operation(
      z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) }),
      (input) => ({ Attributes: read(queues, queues.at(input.QueueUrl), input.AttributeNames) }),
    ),
    SetQueueAttributes: operation(z.strictObject({ ...queueUrl, Attributes: attributes }), (input) => {
      const queue = queues.at(input.QueueUrl);
      checkAttributes(input.Attributes);
      Object.assign(queue.attributes, input.Attributes);
      if (queue.attributes.RedrivePolicy === '') delete queue.attributes.RedrivePolicy;
      queue.modifiedAt = queues.clock.now();
      queues.touch();
    }),
    ListQueues: operation(
      z.strictObject({
        QueueNamePrefix: z.string().optional(),
        MaxResults: z.int().min(1).max(1000).default(1000),
        NextToken: z.string().optional(),
      }),
      (input) => {
        const names = queues
          .all()
          .map((queue) => queue.name)
          .sort();
        const found = names.filter(
          (name) => name.startsWith(input.QueueNamePrefix ?? '') && name > (input.NextToken ?? ''),
        );
        const page = found.slice(0, input.MaxResults);
        return {
          QueueUrls: page.map((name) => urlOf(queues.get(name))),
          ...(found.length > page.length && { NextToken: page.at(-1) }),
        };
      },
    ),
    DeleteQueue: operation(z.strictObject(queueUrl), (input) => {
      const queue = queues.at(input.QueueUrl);
      queues.remove(queue);
      queues.waiters.wake(queue.name);
    }),
    PurgeQueue: operation(z.strictObject(queueUrl), (input) => {
      const queue = queues.at(input.QueueUrl);
      const now = queues.clock.now();
      if (queue.purgedAt !== undefined && now - queue.purgedAt < 60_000)
        throw new AwsError(
          'PurgeQueueInProgress',
          'Only one PurgeQueue operation is allowed every 60 seconds.',
          403,
        );
      queue.purgedAt = now;
      queue.deliveries = [];
      queues.touch();
    }),
  };
}

function read(queues: Queues, queue: Queue, names: string[]): Record<string, string> {
  const depth = depthOf(queue, queues.clock.now());
  const all: Record<string, string> = {
    ...queue.attributes,
    QueueArn: queues.arnOf(queue),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
  };
  if (names.includes('All')) return all;
  for (const name of names) {
    // Attributes that exist and have no value here are left out, as on AWS; others are errors.
    if (!(name in all) && name !== 'RedrivePolicy') checkAttributes({ [name]: '60' });
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
