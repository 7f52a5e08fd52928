import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { persisted } from '../../persisted.ts';
import { AwsError } from '../aws-error.ts';
import { checkAttributes, withDefaults } from './attributes.ts';
import { invalidParameterValue, queueDoesNotExist } from './errors.ts';
import { type Delivery, forgetOld, type Queue } from './queue.ts';
import { createWaiters, type Waiters } from './waiters.ts';

export const ACCOUNT = '000000000000';

/** Extra delays in ms at which copies of a sent message are delivered: `[]` loses it, `[0]` is normal. */
export type Deliveries = (queue: string, body: string) => number[];

/** All queues of one server, with what its operations share. */
export interface Queues {
  readonly clock: Clock;
  readonly waiters: Waiters;
  all(): Queue[];
  /** Without what its retention period has ended. */
  get(name: string): Queue;
  /** By queue url, of any host: only the path names a queue. */
  at(url: string): Queue;
  create(name: string, attributes: Record<string, string>, tags?: Record<string, string>): Queue;
  remove(queue: Queue): void;
  put(queue: Queue, message: Omit<Delivery, 'key' | 'messageId' | 'receiveCount'>, delays: number[]): string;
  arnOf(queue: Queue): string;
  touch(): void;
  flush(): void;
}

export function createQueues(clock: Clock, region: string, dataDir?: string): Queues {
  const file = dataDir === undefined ? undefined : join(dataDir, 'sqs.json');
  const state = persisted<{ nextKey: number; queues: Record<string, Queue> }>(file, {
    nextKey: 1,
    queues: {},
  });
  const { value, touch, flush } = state;
  const waiters = createWaiters();

  const get = (name: string) => {
    const queue = Object.hasOwn(value.queues, name) ? value.queues[name] : undefined;
    if (!queue) throw queueDoesNotExist();
    if (forgetOld(queue, clock.now())) touch();
    return queue;
  };
  return {
    clock,
    waiters,
    touch,
    flush,
    get,
    all: () => Object.values(value.queues),
    at(url) {
      const name = /\/\d{12}\/([\w-]{1,80})$/.exec(url)?.[1];
      if (!name)
        throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, 404);
      return get(name);
    },
    create(name, attributes, tags = {}) {
      if (!/^[\w-]{1,80}$/.test(name))
        throw invalidParameterValue(
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        );
      checkAttributes(attributes);
      const existing = Object.hasOwn(value.queues, name) ? value.queues[name] : undefined;
      if (existing) {
        if (Object.entries(attributes).some(([key, wanted]) => existing.attributes[key] !== wanted))
          throw new AwsError(
            'QueueNameExists',
            'A queue already exists with the same name and a different value.',
          );
        return existing;
      }
      const now = clock.now();
      const queue = {
        name,
        attributes: withDefaults(attributes),
        tags,
        createdAt: now,
        modifiedAt: now,
        deliveries: [],
      };
      value.queues[name] = queue;
      touch();
      return queue;
    },
    remove(queue) {
      delete value.queues[queue.name];
      touch();
    },
    put(queue, message, delays) {
      const messageId = randomUUID();
      for (const delay of delays) {
        const key = value.nextKey++;
        const visibleAt = message.visibleAt + delay;
        queue.deliveries.push({ ...message, key, messageId, visibleAt, receiveCount: 0 });
      }
      touch();
      waiters.wake(queue.name);
      return messageId;
    },
    arnOf: (queue) => `arn:aws:sqs:${region}:${ACCOUNT}:${queue.name}`,
  };
}
