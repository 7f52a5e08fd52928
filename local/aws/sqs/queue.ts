import type { MessageAttribute } from './digests.ts';

/** One delivery to be made: usually the whole message, with the chaos knob also a copy of one. */
export interface Delivery {
  /** Unique per delivery, where copies share the message id. */
  key: number;
  messageId: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  traceHeader?: string | undefined;
  groupId?: string | undefined;
  sentAt: number;
  /** Epoch ms from which it may be received. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number | undefined;
  /** Nonce of the latest receipt handle; absent until received. */
  receipt?: string | undefined;
  /** In a dead-letter queue: the ARN of the queue it died in. */
  diedIn?: string | undefined;
}

export interface Queue {
  name: string;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  purgedAt?: number | undefined;
  /** Oldest first. */
  deliveries: Delivery[];
}

export interface Depth {
  visible: number;
  inFlight: number;
  delayed: number;
}

/** A whole-number attribute; it has been checked when it was set. */
export function numberOf(queue: Queue, attribute: string): number {
  return Number(queue.attributes[attribute]);
}

export function depthOf(queue: Queue, now: number): Depth {
  const depth = { visible: 0, inFlight: 0, delayed: 0 };
  for (const delivery of queue.deliveries) {
    if (delivery.visibleAt <= now) depth.visible += 1;
    else if (delivery.receipt === undefined) depth.delayed += 1;
    else depth.inFlight += 1;
  }
  return depth;
}

/** The earliest instant after now at which something hidden comes to light. */
export function nextVisibleAt(queue: Queue, now: number): number | undefined {
  let next: number | undefined;
  for (const { visibleAt } of queue.deliveries) {
    if (visibleAt > now && (next === undefined || visibleAt < next)) next = visibleAt;
  }
  return next;
}

/** Forgets what is older than the retention period, which counts from the first sending. */
export function forgetOld(queue: Queue, now: number): boolean {
  const oldest = now - numberOf(queue, 'MessageRetentionPeriod') * 1000;
  if (!queue.deliveries.some(({ sentAt }) => sentAt < oldest)) return false;
  queue.deliveries = queue.deliveries.filter(({ sentAt }) => sentAt >= oldest);
  return true;
}

export function removeDelivery(queue: Queue, key: number): void {
  const index = queue.deliveries.findIndex((delivery) => delivery.key === key);
  if (index >= 0) queue.deliveries.splice(index, 1);
}
