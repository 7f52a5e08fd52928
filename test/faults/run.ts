import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { vi } from 'vitest';
import { createTableStream, type StreamRecord } from '../../local/runner/table-stream.ts';
import { type Call, type Fate, type Gate, openGate } from './proxy.ts';
import type { Servers } from './servers.ts';

/** What a function answered, or that it was killed on the way. */
export type Outcome<T> = { answered: T } | { killed: Call };

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Request {
  method?: string;
  path: string;
  params?: Record<string, string>;
  query?: Record<string, string> | URLSearchParams;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Run {
  readonly table: string;
  /** Where each provider's server is reached, so that its calls are seen too. */
  readonly providers: Readonly<Record<string, string>>;
  /** Felloh's base url, through which its calls are seen too. */
  readonly felloh: string;
  readonly queues: { messages: string; wake: string; feedback: string; webhooks: string };
  /** The queues by name. */
  readonly names: { messages: string; wake: string; feedback: string; webhooks: string };
  /** True while the tick runs: what it sends is no hint. */
  readonly ticking: boolean;
  /** What an invocation is told to have left, ms. */
  remainingMs: number;
  /** Whether the stream is read; a table may be without one. */
  publishes: boolean;
  /** While living on: how far two ticks are apart at least, ms. */
  tickMs: number;
  org: string;
  key: string;
  /** Decides about every call that a function makes; set anew at any time. */
  fate: (call: Call) => Fate;
  /** Invokes a function by its file, `links/create`, with the caller's key unless told otherwise. */
  http(name: string, request: Request): Promise<Outcome<Reply>>;
  invoke(name: string, event: unknown): Promise<Outcome<unknown>>;
  /** The next invocation finds a new execution environment, as after a long pause. */
  renew(): void;
  /** Works off queues and stream until nothing is left that is visible now. */
  drain(): Promise<void>;
  tick(): Promise<void>;
  /** What the stream has beyond what was published; its consumer never sees it. */
  lose(): Promise<StreamRecord[]>;
  /** Lives through the time until then: from one instant at which something is due to the next. */
  liveUntil(epochMs: number): Promise<void>;
  /** Every item of the table, for looking at from outside. */
  items(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const FUNCTIONS = fileURLToPath(new URL('../../functions', import.meta.url));

const DEAD = Symbol('dead');

/** How many calls a run has seen; a run that has seen none of what it was to kill has ended. */
export async function startRun(servers: Servers): Promise<Run> {
  const id = randomBytes(6).toString('hex');
  const table = `t-${id}`;
  const { streamArn } = await servers.createTable(table);
  const stream = createTableStream(servers.urls.dynamodb, streamArn);
  const names = {
    messages: `messages-${id}`,
    wake: `wake-${id}`,
    feedback: `feedback-${id}`,
    webhooks: `webhooks-${id}`,
  };
  const queues = {
    messages: createQueue(names.messages),
    wake: createQueue(names.wake),
    feedback: createQueue(names.feedback),
    webhooks: createQueue(names.webhooks),
  };
  const sqs = new SQSClient({ endpoint: servers.urls.sqs });
  let gate: Gate | undefined;
  let readTo: string | undefined;
  // As many writes as there were when the stream was at its end, and when the due instants were looked at.
  let published = -1;
  let dues: { writes: number; at: number[] } = { writes: -1, at: [] };
  let ticking = false;
  let die: (call: Call) => void = () => {};

  const provider = await openGate(
    Object.fromEntries(
      servers.simulated.map(({ provider, simulator }) => [provider, new URL(simulator.url).origin]),
    ),
    (call) => run.fate(call),
    (call) => {
      gate?.die();
      die(call);
    },
    true,
  );
  const gates: Gate[] = [provider];

  const run: Run = {
    providers: provider.urls,
    felloh: provider.urls.felloh ?? '',
    table,
    queues,
    names,
    get ticking() {
      return ticking;
    },
    remainingMs: 25_000,
    publishes: true,
    tickMs: 1_000,
    org: '',
    key: '',
    fate: () => 'pass',
    async http(name, request) {
      const outcome = await run.invoke(name, httpEvent(request, run.key));
      if ('killed' in outcome) return outcome;
      const { statusCode = 200, headers = {}, body = '' } = outcome.answered as Record<string, never>;
      return { answered: { status: statusCode, headers, body } };
    },
    async invoke(name, event) {
      gate ??= await environment();
      const died = new Promise<typeof DEAD | Call>((resolve) => {
        die = resolve;
      });
      const { handler } = await import(/* @vite-ignore */ `${FUNCTIONS}/${name}.ts`);
      const context = { getRemainingTimeInMillis: () => run.remainingMs, awsRequestId: 'r' };
      const work: Promise<unknown> = handler(event, context);
      work.catch(() => {});
      const first = await Promise.race([
        work.then((answered) => ({ answered })),
        died.then((call) => ({ killed: call })),
      ]);
      if ('killed' in first && typeof first.killed !== 'symbol') {
        // The next invocation finds fresh modules and a way of its own; nothing of the dead one passes any more.
        gate = undefined;
        vi.resetModules();
        return { killed: first.killed };
      }
      if ('answered' in first) return first;
      throw new Error('unreachable');
    },
    renew() {
      gate = undefined;
      vi.resetModules();
    },
    async drain() {
      for (let idle = false; !idle; ) {
        const worked = [
          await work(names.messages, queues.messages, 'messages/deliver'),
          await work(names.wake, queues.wake, 'timers/wake'),
          await work(names.feedback, queues.feedback, 'messages/feedback'),
          await work(names.webhooks, queues.webhooks, 'webhooks/deliver'),
          await publish(),
        ];
        idle = worked.every((one) => !one);
      }
    },
    async tick() {
      ticking = true;
      await run.invoke('timers/tick', {});
      ticking = false;
      await run.drain();
    },
    async lose() {
      const lost: StreamRecord[] = [];
      for (let records = await nextRecords(1000); records.length > 0; records = await nextRecords(1000)) {
        lost.push(...records);
        readTo = records.at(-1)?.dynamodb.SequenceNumber;
      }
      return lost;
    },
    async liveUntil(epochMs) {
      await run.drain();
      for (;;) {
        const next = await nextInstant(epochMs);
        if (next === undefined || next > epochMs) break;
        servers.clock.set(Math.max(next, servers.clock.now() + 1));
        servers.sqs.wakeWaiters();
        await Promise.all(servers.simulated.map(({ simulator }) => simulator.runDue()));
        await run.tick();
      }
      servers.clock.set(Math.max(epochMs, servers.clock.now()));
      await run.tick();
    },
    async items() {
      const { Items = [] } = await servers.dynamodb.send(
        new ScanCommand({ TableName: table, ConsistentRead: true }),
      );
      return Items.map((item) => unmarshall(item));
    },
    async close() {
      sqs.destroy();
      vi.resetModules();
      await Promise.all(gates.map((one) => one.close()));
    },
  };
  return run;

  /** A new execution environment: modules not loaded yet, and its own way to every server. */
  async function environment(): Promise<Gate> {
    vi.resetModules();
    const opened = servers.sdk.openGate(
      servers.urls,
      (call) => run.fate(call),
      (call) => die(call),
    );
    gates.push(opened);
    const at = (queue: string) => queue.replace(servers.urls.sqs, opened.urls.sqs ?? '');
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: opened.urls.dynamodb,
      AWS_ENDPOINT_URL_SQS: opened.urls.sqs,
      AWS_ENDPOINT_URL_KMS: opened.urls.kms,
      AWS_ENDPOINT_URL_SESV2: opened.urls.email,
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: opened.urls.sms,
      TABLE_NAME: table,
      MESSAGES_QUEUE_URL: at(queues.messages),
      WAKE_QUEUE_URL: at(queues.wake),
      WEBHOOKS_QUEUE_URL: at(queues.webhooks),
      CREDENTIALS_KEY_ID: servers.keyId,
      PUBLIC_BASE_URL: 'http://127.0.0.1:1',
      EMAIL_FROM: 'payments@example.com',
      SMS_ORIGINATION: 'PAYLINKS',
      BASE_URLS: 'loopback',
      LOG_LEVEL: 'DEBUG',
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
    });
    return opened;
  }

  function createQueue(name: string): string {
    const dead = `${name}-dead`;
    servers.sqs.createQueue({ name: dead });
    return servers.sqs.createQueue({
      name,
      attributes: {
        VisibilityTimeout: '180',
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: `arn:aws:sqs:eu-west-2:000000000000:${dead}`,
          maxReceiveCount: 5,
        }),
      },
    });
  }

  /** One batch of a queue through its function. Gives whether there was one. */
  async function work(name: string, url: string, functionName: string): Promise<boolean> {
    if (servers.sqs.depth(name).visible === 0) return false;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return false;
    const outcome = await run.invoke(functionName, { Records: Messages.map(toRecord) });
    // Killed or failed: the messages come again when their visibility is over, as on AWS.
    if ('killed' in outcome) return true;
    const failed = new Set(failuresOf(outcome.answered));
    const done = Messages.filter((message) => !failed.has(message.MessageId ?? ''));
    if (done.length) {
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url,
          Entries: done.map((message, index) => ({
            Id: `${index}`,
            ReceiptHandle: message.ReceiptHandle ?? '',
          })),
        }),
      );
    }
    return true;
  }

  async function nextRecords(limit: number): Promise<StreamRecord[]> {
    const [shard] = await stream.shards();
    if (!shard) return [];
    return (await stream.read(await stream.iterator(shard.ShardId, readTo), limit)).records;
  }

  /** What the stream has beyond what was published, in order; a batch that was killed comes again. */
  async function publish(): Promise<boolean> {
    const writes = servers.sdk.writes();
    if (!run.publishes || published === writes) return false;
    const records = await nextRecords(100);
    if (records.length === 0) {
      published = writes;
      return false;
    }
    const outcome = await run.invoke('events/publish', { Records: records });
    if ('killed' in outcome) return true;
    const [failed] = failuresOf(outcome.answered);
    const good = failed
      ? records.findIndex((record) => record.dynamodb.SequenceNumber === failed)
      : records.length;
    readTo = records[good - 1]?.dynamodb.SequenceNumber ?? readTo;
    if (failed) throw new Error(`the stream's consumer refused ${failed}`);
    return true;
  }

  async function nextInstant(limit: number): Promise<number | undefined> {
    const writes = servers.sdk.writes();
    if (dues.writes !== writes) {
      const items = await run.items();
      dues = { writes, at: items.flatMap(({ due_at }) => (typeof due_at === 'number' ? [due_at] : [])) };
    }
    const theirs = servers.simulated.map(({ simulator }) => simulator.nextAt());
    const waiting = [...dues.at, servers.sqs.nextAt(), ...theirs].flatMap((at) => at ?? []);
    const now = servers.clock.now();
    // The tick comes every minute, so what is due is found at the next full one.
    const instants = waiting.filter((at) => at <= limit).map((at) => Math.max(at, now + run.tickMs));
    return instants.length ? Math.min(...instants) : undefined;
  }
}

function failuresOf(answer: unknown): string[] {
  const { batchItemFailures = [] } = (answer ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

function toRecord(message: Message) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: {},
    eventSource: 'aws:sqs',
  };
}

let requests = 0;

function httpEvent(request: Request, key: string) {
  const method = request.method ?? 'POST';
  const body =
    request.body === undefined || typeof request.body === 'string'
      ? request.body
      : JSON.stringify(request.body);
  return {
    version: '2.0',
    routeKey: `${method} ${request.path}`,
    rawPath: request.path,
    rawQueryString: new URLSearchParams(request.query).toString(),
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.query
      ? { queryStringParameters: Object.fromEntries(new URLSearchParams(request.query)) }
      : {}),
    pathParameters: request.params ?? {},
    requestContext: {
      requestId: `request-${++requests}`,
      http: { method, path: request.path, sourceIp: '127.0.0.1', userAgent: 'test', protocol: 'HTTP/1.1' },
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
