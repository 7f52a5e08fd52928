import { resourceCounts } from './alarm-list.ts';
import type { Counts } from './cost-counts.ts';
import { table } from './markdown-table.ts';
import { PRICES, PRICES_OF, type Price, type PriceName } from './prices.ts';

const MILLION = 1_000_000;
const MINUTES_OF_MONTH = 30 * 24 * 60;

/** What no test counts: put your own figures here once a month has been seen. */
const ASSUMED = {
  /** As in serverless.yml: 512 MB. */
  memoryGb: 0.5,
  /** The wake, the publisher of events and the page run more than once for a link, others once. */
  runsPerFunction: 2,
  /** A call of a provider takes most of it. */
  secondsPerInvocation: 0.25,
  /** Lines of ours and the platform's report of each invocation. */
  logKbPerInvocation: 1.5,
  /** Send, receive and delete, when each message comes alone. */
  requestsPerHint: 3,
  /** Lambda asks each queue by five long polls of 20 seconds, also when nothing comes. */
  pollsPerQueueAndMinute: 15,
} as const;

interface Row {
  name: string;
  amount: number;
  unit: string;
  price: PriceName;
  /** Units of the price in one of `amount`. */
  per: number;
}

/** The tables of docs/production.md: counts times prices, a million links and an idle month. */
export function costTables(counts: Counts): string[] {
  return [
    `Prices of ${PRICES_OF}, eu-west-2, USD, without tax and free tiers. Where no price stands none could be found that names this region or country: look it up where its line says, fill it in \`build/prices.ts\`, then \`npm run openapi\`.`,
    '',
    ...table(['', 'per', 'USD', 'found in'], Object.values(PRICES).map(priceCells)),
    '',
    '#### A million links, each created, sent by SMS and email, opened and paid',
    '',
    ...priced(perMillion(counts)),
    '',
    `The same with three reminders that nobody heeds costs ${money(unpaid(counts))} in DynamoDB units instead of ${money(paid(counts))}, and two more SMS and two more emails each.`,
    '',
    `A million rows of a batch with one SMS each, until they are sent, are ${counts.rowWrites} million write units: ${money(counts.rowWrites * PRICES.writes.usd)}.`,
    '',
    '#### A million webhooks that arrive at once',
    '',
    `One for each event and each endpoint that takes it, beside the link. A link of the table above makes one (it is paid) for an endpoint with the four types that are taken by default, and ${counts.eventWrites} at most for one that takes all.`,
    '',
    ...priced(perMillionWebhooks(counts)),
    '',
    '#### A month in which nothing happens',
    '',
    ...priced(perMonth(counts)),
    '',
    'Assumed, because no test can count it: ' +
      `that each function which a link meets runs ${ASSUMED.runsPerFunction} times, ${ASSUMED.secondsPerInvocation} s for an invocation, ${ASSUMED.logKbPerInvocation} KB of log for each, no two messages in one batch of a queue, one part for each SMS, ` +
      `${ASSUMED.pollsPerQueueAndMinute} empty polls a minute for each queue. Not in these tables: lists and what batches read, by what they read ([costs](costs.md)); data that leaves AWS, of which a webhook is some KB with its TLS handshake; the storage of what is kept.`,
  ];
}

function perMillion(counts: Counts): Row[] {
  const { writes, eventWrites, reads, functions, requests, hints, decrypts } = counts;
  const { runsPerFunction, memoryGb, secondsPerInvocation, logKbPerInvocation, requestsPerHint } = ASSUMED;
  const invocations = functions * runsPerFunction;
  return [
    row('writes of the link', writes, 'write units', 'writes', MILLION),
    row('writes of its events', eventWrites, 'write units', 'writes', MILLION),
    row('reads', reads, 'read units', 'reads', MILLION),
    row('functions', invocations, 'invocations', 'invocations', MILLION),
    row('their time', invocations * secondsPerInvocation * memoryGb, 'GB-seconds', 'compute', 1),
    row('API', requests, 'requests', 'http', MILLION),
    row('queues', hints * requestsPerHint, 'requests', 'queue', MILLION),
    row('credentials opened', decrypts, 'requests', 'kmsRequests', 10_000),
    row('logs', (invocations * logKbPerInvocation) / 1024 / 1024, 'GB', 'logs', 1),
    row('email', 1, 'emails', 'email', 1000),
    row('SMS', 1, 'parts', 'sms', 1),
  ].map((each) => ({ ...each, amount: each.amount * MILLION }));
}

function perMillionWebhooks({ webhook }: Counts): Row[] {
  const { runsPerFunction, memoryGb, secondsPerInvocation, logKbPerInvocation, requestsPerHint } = ASSUMED;
  const invocations = webhook.functions * runsPerFunction;
  return [
    row('writes', webhook.writes, 'write units', 'writes', MILLION),
    row('reads', webhook.reads, 'read units', 'reads', MILLION),
    row('functions', invocations, 'invocations', 'invocations', MILLION),
    row('their time', invocations * secondsPerInvocation * memoryGb, 'GB-seconds', 'compute', 1),
    row('queue', webhook.hints * requestsPerHint, 'requests', 'queue', MILLION),
    row('secrets opened, at most', webhook.decrypts, 'requests', 'kmsRequests', 10_000),
    row('logs', (invocations * logKbPerInvocation) / 1024 / 1024, 'GB', 'logs', 1),
  ].map((each) => ({ ...each, amount: each.amount * MILLION }));
}

function perMonth({ tickReads }: Counts): Row[] {
  const resources = resourceCounts();
  const of = (type: string) => resources.get(type) ?? 0;
  const polls = of('AWS::SQS::Queue') * ASSUMED.pollsPerQueueAndMinute * MINUTES_OF_MONTH;
  return [
    row('ticks', tickReads * MINUTES_OF_MONTH, 'read units', 'reads', MILLION),
    row('ticks', MINUTES_OF_MONTH, 'invocations', 'invocations', MILLION),
    row('empty polls of queues', polls, 'requests', 'queue', MILLION),
    row('alarms', of('AWS::CloudWatch::Alarm'), 'alarms', 'alarm', 1),
    row('counts of errors', of('AWS::Logs::MetricFilter'), 'metrics', 'metric', 1),
    row('keys', of('AWS::KMS::Key'), 'keys', 'kmsKey', 1),
  ];
}

function paid({ writes, eventWrites, reads }: Counts): number {
  return units(writes + eventWrites, reads);
}

function unpaid({ month }: Counts): number {
  return units(month.writes + month.eventWrites, month.reads);
}

/** USD of these units, a million times. */
function units(writes: number, reads: number): number {
  return writes * PRICES.writes.usd + reads * PRICES.reads.usd;
}

function row(name: string, amount: number, unit: string, price: PriceName, per: number): Row {
  return { name, amount, unit, price, per };
}

function priced(rows: readonly Row[]): string[] {
  const costs = rows.map(({ amount, price, per }) => {
    const { usd }: Price = PRICES[price];
    return usd === undefined ? undefined : (amount / per) * usd;
  });
  const known = costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  const missing = rows.filter((_, index) => costs[index] === undefined).map(({ name }) => name);
  const total = missing.length === 0 ? 'in all' : `in all, without ${missing.join(', ')}`;
  return table(
    ['', 'counted', 'USD'],
    [
      ...rows.map(({ name, amount, unit }, index) => [
        name,
        `${amount.toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${unit}`,
        costs[index] === undefined ? '**fill in**' : money(costs[index]),
      ]),
      [`**${total}**`, '', `**${money(known)}**`],
    ],
  );
}

function priceCells({ of, per, usd, source }: Price): string[] {
  return [
    of,
    per,
    usd === undefined ? '**fill in**' : usd.toFixed(10).replace(/0+$/, '').replace(/\.$/, ''),
    source,
  ];
}

function money(usd: number): string {
  return usd.toFixed(2);
}
