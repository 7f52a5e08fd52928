import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import type { Faults } from './faults.ts';

export interface WebhookTarget {
  url: string;
  secret: string;
}

export interface Delivery {
  id: string;
  body: string;
  attempts: number;
  state: 'pending' | 'delivered' | 'given_up' | 'dropped';
  /** Epoch ms of the next attempt; null when none is left. */
  due_at: number | null;
  /** Status of the last answer, null for none. */
  last_status: number | null;
  spoiled?: 'alter' | 'forge' | 'unsigned';
}

export interface Webhooks {
  /** Queues a notification; the first attempt begins at once, beside the caller. */
  send(body: string): void;
  /** Epoch ms of the next attempt that waits for its time. */
  nextAt(): number | undefined;
  /** Makes the attempts whose time has come and waits for them. */
  runDue(): Promise<void>;
  /** Settles when no attempt is under way. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

export interface WebhookOptions {
  clock: Clock;
  faults: Faults;
  /** Kept by the caller, so that what waits survives a restart. */
  deliveries: Delivery[];
  changed(): void;
  target(): WebhookTarget | undefined;
  /** Headers that prove the sender, made of the secret and the exact body. */
  proof(secret: string, body: string): Record<string, string>;
  contentType: string;
  retries(): number;
  /** Seconds from the first attempt to the first retry; doubles from there, or grows by `intervalFactor`. */
  firstIntervalSeconds(): number;
  intervalFactor?: number;
  /** The body of an attempt, 1 being the first, where it is not the same each time. */
  bodyOf?(body: string, attempt: number): string;
  /** What `alter` makes of a body, where one digit more says nothing. */
  alter?(body: string): string;
}

const keptDeliveries = 1000;
const attemptTimeoutMs = 10_000;

export function createWebhooks(options: WebhookOptions): Webhooks {
  const { clock, faults, deliveries } = options;
  const underWay = new Map<string, Promise<void>>();
  const closing = new AbortController();

  function queue(body: string, delaySeconds: number, spoiled?: Delivery['spoiled']): void {
    const due_at = clock.now() + delaySeconds * 1000;
    const delivery: Delivery = {
      id: randomUUID(),
      body,
      attempts: 0,
      state: 'pending',
      due_at,
      last_status: null,
    };
    if (spoiled) delivery.spoiled = spoiled;
    deliveries.push(delivery);
    if (deliveries.length > keptDeliveries) deliveries.shift();
    options.changed();
    if (delaySeconds === 0) start(delivery);
  }

  function start(delivery: Delivery): Promise<void> {
    const attempt = deliver(options, delivery, closing.signal).finally(() => underWay.delete(delivery.id));
    underWay.set(delivery.id, attempt);
    return attempt;
  }

  const waiting = () => deliveries.filter(({ state, id }) => state === 'pending' && !underWay.has(id));

  async function drained(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay.values());
  }

  return {
    send(body) {
      if (!options.target()) return;
      const fault = faults.take('webhook');
      switch (fault?.kind) {
        case 'drop':
          deliveries.push({
            id: randomUUID(),
            body,
            attempts: 0,
            state: 'dropped',
            due_at: null,
            last_status: null,
          });
          options.changed();
          return;
        case 'delay':
          return queue(body, fault.seconds ?? 60);
        case 'duplicate':
          queue(body, 0);
          return queue(body, fault.seconds ?? 0);
        case 'alter':
        case 'forge':
        case 'unsigned':
          return queue(body, 0, fault.kind);
        default:
          return queue(body, 0);
      }
    },
    nextAt() {
      const times = waiting().flatMap(({ due_at }) => due_at ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    async runDue() {
      const isDue = ({ due_at }: Delivery) => due_at !== null && due_at <= clock.now();
      for (let due = waiting().filter(isDue); due.length > 0; due = waiting().filter(isDue)) {
        await Promise.all(due.map(start));
      }
    },
    drained,
    async close() {
      closing.abort();
      await drained();
    },
  };
}

async function deliver(options: WebhookOptions, delivery: Delivery, closing: AbortSignal): Promise<void> {
  const status = await attempt(options, delivery, closing);
  // What closing cut off stays pending and is due at once after a restart.
  if (closing.aborted) return;
  delivery.attempts += 1;
  delivery.last_status = status;
  const retry = delivery.attempts - 1;
  if (status !== null && status >= 200 && status < 300) {
    delivery.state = 'delivered';
    delivery.due_at = null;
  } else if (retry < options.retries()) {
    delivery.due_at =
      options.clock.now() + options.firstIntervalSeconds() * (options.intervalFactor ?? 2) ** retry * 1000;
  } else {
    delivery.state = 'given_up';
    delivery.due_at = null;
  }
  options.changed();
}

async function attempt(
  options: WebhookOptions,
  delivery: Delivery,
  closing: AbortSignal,
): Promise<number | null> {
  const target = options.target();
  if (!target) return null;
  const { spoiled } = delivery;
  const body = options.bodyOf?.(delivery.body, delivery.attempts + 1) ?? delivery.body;
  const alter = options.alter ?? altered;
  const secret = spoiled === 'forge' ? `${target.secret}-of-somebody-else` : target.secret;
  const proof = spoiled === 'unsigned' ? {} : options.proof(secret, body);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': options.contentType, ...proof },
      body: spoiled === 'alter' ? alter(body) : body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(attemptTimeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** The first digit is one higher: another amount, the same length. */
function altered(body: string): string {
  return /\d/.test(body) ? body.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : `${body} `;
}
