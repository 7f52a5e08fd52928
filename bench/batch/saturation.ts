import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { z } from 'zod';
import { pause, systemClock } from '../../lib/clock.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { fileOf } from '../../test/batches/measured.ts';
import { type BatchWorld, startBatchWorld } from '../../test/batches/world.ts';
import type { VirtualTime } from '../../test/storm/virtual-time.ts';
import { say, tell } from './say.ts';

/** Ten rows come together, so an environment has ten callers. */
const TOGETHER = 10;
const ROWS = 400;

/** Time as it is. */
const live: VirtualTime = {
  clock: systemClock,
  work: (task) => void task(),
  pause,
  still: () => Promise.resolve(),
  nextEnd: () => undefined,
  set() {},
};

const Felloh = z.object({
  url: z.string(),
  fixtures: z.object({ publicKey: z.string(), privateKey: z.string(), organisation: z.string() }),
  fail: z.custom<(fault: object) => unknown>(),
});
type Felloh = z.infer<typeof Felloh>;

/**
 * Rows through their queue and worker, in real time, against plain creates by as many callers that do nothing else. The provider
 * takes `latencyMs` for each, as one over the network does; with none it is the CPU of all the local servers that is compared.
 */
export async function benchSaturation(callers: number, latencyMs: number): Promise<void> {
  const world = await startBatchWorld({ callsPerSecond: 1000, time: live });
  try {
    const felloh = z.parse(Felloh, world.simulated.simulator);
    const slow = () =>
      latencyMs && felloh.fail({ operation: 'create', kind: 'slow', ms: latencyMs, times: 1000 });
    const stop = new AbortController();
    const batches = Array.from({ length: 2 }, () => pump(world, 'batches', 1, stop.signal));
    const id = await world.uploaded(fileOf(ROWS));
    await until(async () => (await world.batch(id)).status === 'ready');
    await world.confirm(id);
    // All rows wait, and their slots have come.
    await until(() => world.sqs.depth('rows').visible === ROWS);
    slow();
    const begun = performance.now();
    const rows = Array.from({ length: callers / TOGETHER }, () => pump(world, 'rows', TOGETHER, stop.signal));
    await until(() => {
      const { visible, inFlight, delayed } = world.sqs.depth('rows');
      return visible + inFlight + delayed === 0;
    });
    const ours = ROWS / ((performance.now() - begun) / 1000);
    await until(async () => (await world.batch(id)).completedAt !== undefined);
    stop.abort();
    await Promise.all([...batches, ...rows]);
    const alone = ROWS / ((await plainCreates(felloh, callers)) / 1000);
    const told = `${ours.toFixed(1)} and ${alone.toFixed(1)} a second`;
    say(
      `  ${callers} callers, a create takes ${latencyMs} ms: rows against plain creates (${told})`,
      (ours / alone).toFixed(2),
      latencyMs ? 'aim ≥ 0.85' : 'no aim: CPU of the local servers',
      latencyMs === 0 || ours / alone >= 0.85,
    );
  } finally {
    await world.close();
  }
}

/** As many creates as there are rows, by callers that call again as soon as they are answered; ms. */
async function plainCreates({ url, fixtures }: Felloh, callers: number): Promise<number> {
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  const { publicKey: public_key, privateKey: private_key, organisation } = fixtures;
  const login = await fetch(`${url}/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ public_key, private_key }),
  });
  const { data } = z.parse(z.object({ data: z.object({ token: z.string() }) }), await login.json());
  const headers = { ...json, authorization: `Bearer ${data.token}` };
  let left = ROWS;
  const begun = performance.now();
  const caller = async () => {
    while (left-- > 0) {
      const body = JSON.stringify({
        organisation,
        customer_name: 'Ada Byron',
        email: 'ada@example.com',
        amount: 1234,
        type: 'UNKNOWN',
      });
      const answer = await fetch(`${url}/agent/payment-links`, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return performance.now() - begun;
}

/** One execution environment of a function; its poller deletes while the next ones are received, as that of AWS does. */
async function pump(
  world: BatchWorld,
  name: 'batches' | 'rows',
  size: number,
  stop: AbortSignal,
): Promise<void> {
  const client = new SQSClient({ endpoint: world.sqs.url });
  const rates = createRates({ table: world.table, clock: systemClock, pause });
  const QueueUrl = world.queues[name];
  const deletions: Promise<unknown>[] = [];
  while (!stop.aborted) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: size }),
    );
    if (Messages.length === 0) {
      await sleep(20);
      continue;
    }
    const { handler, end } = world.deliveryOf(name, rates);
    const Records = Messages.map(({ MessageId = '', Body = '' }) => {
      // Only what the consumer reads of a record.
      return { messageId: MessageId, body: Body } as SQSRecord;
    });
    const { batchItemFailures } = await handler({ Records });
    await end();
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const Entries = Messages.flatMap(({ MessageId = '', ReceiptHandle }, index) =>
      failed.has(MessageId) ? [] : [{ Id: String(index), ReceiptHandle }],
    );
    if (Entries.length) deletions.push(client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })));
  }
  await Promise.all(deletions);
  client.destroy();
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(25);
}

export function tellSaturation(): void {
  tell(`\n${ROWS} rows through queue and worker in real time, all servers on this machine's cores`);
}
