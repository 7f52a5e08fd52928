import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRun } from '../faults/run.ts';
import { answered, arrangeLink, arrangeOrganisation, post } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';
import { makeEndpoint } from '../webhooks/make-endpoint.ts';
import { type Merchant, startMerchant } from '../webhooks/merchant.ts';
import { type Metered, meter } from './meter.ts';
import { line, unitsOf } from './price-table.ts';

const MINUTE = 60_000;

let servers: Servers;
let merchant: Merchant;
beforeAll(async () => {
  servers = await startServers();
  merchant = await startMerchant();
});
afterAll(async () => {
  await merchant.close();
  await servers.close();
});

/** Calls for one event to one endpoint that answers so many times with 500 before it takes it. */
async function told(failures: number): Promise<readonly Metered[]> {
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    await arrangeOrganisation({ servers, run });
    const linkId = await arrangeLink({ servers, run });
    merchant.secret = '';
    merchant.secret = await makeEndpoint(run, { url: `${merchant.url}/hook`, events: ['link.cancelled'] });
    const before = merchant.requests.length;
    merchant.manner = () => (merchant.requests.length - before <= failures ? 500 : 200);
    // An environment that has looked before knows it after 30 seconds.
    servers.clock.set(servers.clock.now() + MINUTE);
    run.publishes = false;
    expect(answered(await post(run, linkId, 'cancel')).status).toBe(200);
    await run.drain();
    const { calls, measure } = meter(run);
    run.publishes = true;
    await measure('told', () => run.drain());
    // The second try comes by its own hint, before any timer.
    if (failures > 0) {
      servers.clock.set(servers.clock.now() + 10_000);
      await measure('told', () => run.drain());
    }
    expect(merchant.requests.length - before).toBe(failures + 1);
    return calls.filter(({ name, about }) => name === 'webhooks/deliver' || ABOUT.has(about));
  } finally {
    await run.close();
  }
}

/** What the stream's consumer does for webhooks; all else of it is the event's own. */
const ABOUT: ReadonlySet<string> = new Set(['webhook delivery', 'webhook hint']);

it('a webhook that arrives at once costs 5 write and 2 read units', async () => {
  const columns = [await told(0), await told(1)];
  const of = (those: (call: Metered) => boolean) =>
    columns.flatMap((calls) => {
      const { writes, reads } = unitsOf(calls.filter(those));
      return [`${writes}`, `${reads}`];
    });
  const count = (those: (call: Metered) => boolean) =>
    columns.flatMap((calls) => [`${calls.filter(those).length}`, '']);
  const isWorkers = ({ name }: Metered) => name === 'webhooks/deliver';
  const table = [
    line('A webhook that arrives', ['at once', '', 'at the second try', ''], 12),
    line(
      'units',
      columns.flatMap(() => ['w', 'r']),
      12,
    ),
    line(
      'delivery, made by the stream',
      of((call) => !isWorkers(call)),
      12,
    ),
    line('tries', of(isWorkers), 12),
    line(
      'webhook in all',
      of(() => true),
      12,
    ),
    line(
      'webhook: messages put on its queue',
      count(({ service }) => service === 'sqs'),
      12,
    ),
    line(
      'webhook: secrets opened',
      count(({ service }) => service === 'kms'),
      12,
    ),
    line(
      'webhook: functions',
      columns.flatMap((calls) => [`${new Set(calls.map(({ name }) => name)).size}`, '']),
      12,
    ),
  ].join('\n');
  process.stdout.write(`\n${table}\n\n`);
  const [once = []] = columns;
  expect(unitsOf(once)).toEqual({ writes: 5, reads: 2 });
  const page = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');
  expect(page).toContain(table);
}, 120_000);
