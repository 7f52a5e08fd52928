import { randomBytes } from 'node:crypto';
import { nameOfArn, parseRedrivePolicy } from './attributes.ts';
import { receiptHandleIsInvalid } from './errors.ts';
import { type Delivery, nextVisibleAt, numberOf, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import type { Attempt } from './waiters.ts';

/** Takes up to `max` visible deliveries and hides them for the visibility time-out (seconds). */
export function takeVisible(
  queues: Queues,
  name: string,
  max: number,
  visibilityTimeout?: number,
): Attempt<Delivery[]> {
  const now = queues.clock.now();
  const queue = queues.get(name);
  moveDead(queues, queue, now);
  const hiddenUntil = now + (visibilityTimeout ?? numberOf(queue, 'VisibilityTimeout')) * 1000;
  const taken: Delivery[] = [];
  for (const delivery of queue.deliveries) {
    if (taken.length === max) break;
    if (delivery.visibleAt > now) continue;
    delivery.visibleAt = hiddenUntil;
    delivery.receiveCount += 1;
    delivery.firstReceivedAt ??= now;
    delivery.receipt = randomBytes(9).toString('base64url');
    taken.push(delivery);
  }
  if (taken.length > 0) {
    queues.touch();
    return { found: taken };
  }
  const next = nextVisibleAt(queue, now);
  return { againIn: next === undefined ? undefined : next - now };
}

/** What has been received often enough goes to the dead-letter queue instead of out again, as on AWS at a receive. */
function moveDead(queues: Queues, queue: Queue, now: number): void {
  const policy = parseRedrivePolicy(queue.attributes.RedrivePolicy);
  if (!policy) return;
  const isDead = (delivery: Delivery) =>
    delivery.visibleAt <= now && delivery.receiveCount >= policy.maxReceiveCount;
  const dead = queue.deliveries.filter(isDead);
  if (dead.length === 0) return;
  const target = queues.get(nameOfArn(policy.deadLetterTargetArn));
  queue.deliveries = queue.deliveries.filter((delivery) => !isDead(delivery));
  for (const delivery of dead) {
    target.deliveries.push({ ...delivery, visibleAt: now, receipt: undefined, diedIn: queues.arnOf(queue) });
  }
  queues.touch();
  queues.waiters.wake(target.name);
}

export function receiptHandleOf(queue: Queue, delivery: Delivery): string {
  return Buffer.from(`${queue.name}:${delivery.key}:${delivery.receipt}`).toString('base64url');
}

/**
 * The delivery that a handle stands for. A handle that was never given out for this queue is an error; one whose
 * delivery is gone or has been received again since gives undefined.
 */
export function deliveryOf(queue: Queue, handle: string): Delivery | undefined {
  const [name, key, receipt, ...rest] = Buffer.from(handle, 'base64url').toString('utf8').split(':');
  if (name !== queue.name || !key || !/^\d+$/.test(key) || !receipt || rest.length > 0)
    throw receiptHandleIsInvalid(handle);
  return queue.deliveries.find((delivery) => delivery.key === Number(key) && delivery.receipt === receipt);
}
