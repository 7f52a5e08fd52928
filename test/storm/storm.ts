import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { createRates } from '../../lib/connections/rate.ts';
import { tick } from '../../lib/links/tick.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { batchesQueue } from '../../lib/queues/batches.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { withoutStream } from '../cost/many-links.ts';
import { type CallLog, callLog, mostInOneSecond } from './call-log.ts';
import { arrangeStorm, countWrites, linksOf, startStormServers, writeDue } from './servers.ts';
import { virtualTime } from './virtual-time.ts';

/** A Monday noon. */
const START = Date.UTC(2026, 2, 2, 12);

const MINUTE = 60_000;

/** Nobody is told of these links. */
const NO_WEBHOOKS = { send: async () => {}, depth: async () => 0 };

/** Longer than any storm may last. */
const AT_MOST_MS = 6 * 3_600_000;

export interface StormOptions {
  links: number;
  others: number;
  callsPerSecond: number;
  /** Execution environments of the wake; each works one batch of ten at a time. */
  environments: number;
  /** What is done beside it at some minutes; it counts as one of those who do not wait. */
  say?(line: string): void;
}

/** One minute, from its tick on. */
export interface Minute {
  hints: number;
  /** Longest that the queue was, and with those that wait for their slot. */
  queue: number;
  delayed: number;
  calls: number;
}

/**
 * Links of one connection that are all due in one minute, and some of another organisation: put into the table as the
 * product stores them, and worked off by the real tick and wake on a clock that jumps.
 */
export async function storm({ links, others, callsPerSecond, environments, say = () => {} }: StormOptions) {
  const time = virtualTime(START);
  const { clock } = time;
  const servers = await startStormServers(clock);
  const sqs = new SQSClient({ endpoint: servers.sqs.url });
  try {
    const { deps } = servers;
    const { client, name } = deps.table;
    const big = await arrangeStorm(servers, { name: 'Example Travel', callsPerSecond });
    const small = await arrangeStorm(servers, { name: 'Example Cruises', callsPerSecond });
    await withoutStream(client, name);
    await writeDue(deps, big.model, links);
    await writeDue(deps, small.model, others);
    const written = countWrites(client);
    const log = callLog(servers.felloh, { big: big.providerLinkId, small: small.providerLinkId });
    const workers = Array.from({ length: environments }, () => worker());
    const minutes: Minute[] = [];
    const done = () => log.big.length >= links && log.small.length >= others;

    for (let minute = 0; clock.now() < START + AT_MOST_MS; minute++) {
      const nextTick = START + minute * MINUTE;
      await workUntil(nextTick);
      const before = log.big.length;
      let woken = 0;
      time.work(async () => {
        ({ woken } = await tick({ ...deps, queue: wakeQueue, batches: batchesQueue, webhooks: NO_WEBHOOKS }));
      });
      await time.still();
      const now: Minute = { hints: woken, queue: 0, delayed: 0, calls: 0 };
      minutes.push(now);
      observe(now);
      await workUntil(nextTick + MINUTE - 1);
      now.calls = log.big.length - before;
      say(`${String(minute).padStart(4)}${cells([now.hints, now.queue, now.delayed, now.calls])}`);
      if (woken === 0 && done()) break;
    }
    return await outcome(minutes, log, written());

    /** Works off what comes until then, from instant to instant. */
    async function workUntil(target: number): Promise<void> {
      for (;;) {
        await receive();
        log.collect();
        const next = Math.min(...[target, time.nextEnd(), servers.sqs.nextAt()].flatMap((at) => at ?? []));
        if (next > target || clock.now() >= target) return;
        time.set(Math.max(next, clock.now() + 1));
      }
    }

    /** Each idle environment takes a batch of ten, for as long as there are any. */
    async function receive(): Promise<void> {
      for (;;) {
        await time.still();
        const current = minutes.at(-1);
        if (current) observe(current);
        const idle = workers.filter((one) => !one.busy);
        const { visible } = servers.sqs.depth('wake');
        if (idle.length === 0 || visible === 0) return;
        const wanted = Math.ceil(visible / 10);
        for (const one of idle.slice(0, wanted)) time.work(() => one.batch());
      }
    }

    function observe(minute: Minute): void {
      const { visible, delayed } = servers.sqs.depth('wake');
      minute.queue = Math.max(minute.queue, visible);
      minute.delayed = Math.max(minute.delayed, delayed);
    }

    /** One execution environment: slots of its own, one batch at a time. */
    function worker() {
      const wakeDeps: WakeDeps = {
        ...deps,
        rates: createRates({ ...deps, pause: (ms) => time.pause(ms) }),
        deliver: () => Promise.reject(new Error('nothing is to be delivered')),
        remind: () => Promise.reject(new Error('nobody is to be reminded')),
      };
      const handler = wakeQueue.consume(async (hint) => {
        if (hint.kind === 'link') await wakeLink(wakeDeps, hint.org, hint.linkId, hint.slotAt);
      });
      const self = {
        busy: false,
        async batch() {
          self.busy = true;
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({ QueueUrl: servers.queue, MaxNumberOfMessages: 10 }),
          );
          let left = Messages.length;
          const entries = Messages.map(({ ReceiptHandle = '' }, index) => ({
            Id: `${index}`,
            ReceiptHandle,
          }));
          if (left === 0) self.busy = false;
          for (const { MessageId = '', Body = '' } of Messages) {
            // Each record pauses by itself, so each is a work of its own.
            time.work(async () => {
              // Only what the consumer reads of a record.
              const record = { messageId: MessageId, body: Body } as SQSRecord;
              const { batchItemFailures } = await handler({ Records: [record] });
              if (batchItemFailures.length) throw new Error('a wake failed');
              left -= 1;
              if (left > 0) return;
              self.busy = false;
              await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: servers.queue, Entries: entries }));
            });
          }
        },
      };
      return self;
    }

    async function outcome(ticks: readonly Minute[], calls: CallLog, units: number) {
      const checked = async (org: string) => {
        const stored = (await linksOf(deps.table, org)).filter(({ openedAt }) => openedAt !== undefined);
        const at = stored.map(({ checkedAt = 0 }) => checkedAt);
        return { unchecked: at.filter((one) => one < START).length, last: Math.max(0, ...at) };
      };
      const [bigs, smalls] = [await checked(big.org), await checked(small.org)];
      return {
        minutes: ticks,
        calls: calls.big.length,
        otherCalls: calls.small.length,
        mostInOneSecond: mostInOneSecond(calls.big),
        unchecked: bigs.unchecked + smalls.unchecked,
        drainedAfterMinutes: (bigs.last - START) / MINUTE,
        othersAfterMinutes: (smalls.last - START) / MINUTE,
        hints: ticks.reduce((sum, one) => sum + one.hints, 0),
        longestQueue: Math.max(...ticks.map(({ queue }) => queue)),
        unitsPerLink: units / (links + others),
      };
    }
  } finally {
    sqs.destroy();
    await servers.close();
  }
}

export const HEADING = `  min${['hints', 'queue', 'delayed', 'calls'].map((name) => name.padStart(9)).join('')}`;

function cells(numbers: readonly number[]): string {
  return ` ${numbers.map((number) => String(number).padStart(9)).join('')}`;
}

/** What a storm came to, for people. */
export function describeStorm(options: StormOptions, result: Awaited<ReturnType<typeof storm>>): string {
  const minutes = (value: number) => `${value.toFixed(1)} min`;
  return [
    `${options.links} links and ${options.others} of another organisation due in one minute, ${options.callsPerSecond} calls/s, ${options.environments} environments`,
    `  hints sent by the tick          ${result.hints} in ${result.minutes.length} ticks, at most ${Math.max(...result.minutes.map(({ hints }) => hints))} each`,
    `  longest queue                   ${result.longestQueue}`,
    `  provider calls                  ${result.calls}, at most ${result.mostInOneSecond} in any second`,
    `  drained after                   ${minutes(result.drainedAfterMinutes)} (${minutes(options.links / options.callsPerSecond / 0.8 / 60)} at 80 % of the rate)`,
    `  the other organisation after    ${minutes(result.othersAfterMinutes)}, ${result.otherCalls} calls`,
    `  never checked                   ${result.unchecked}`,
    `  write units                     ${result.unitsPerLink.toFixed(1)} a link`,
  ].join('\n');
}
