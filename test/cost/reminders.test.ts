import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getLink } from '../../lib/table/links.ts';
import { linksOf } from '../faults/invariants.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeLink, arrangeOrganisation, post } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';
import { besideTable, spentBeside } from './beside.ts';
import { typicalBody } from './bodies.ts';
import { type Metered, meter } from './meter.ts';
import { eventCalls, line, ownCalls, unitsOf } from './price-table.ts';

const page = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let servers: Servers;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers?.close());

async function create(run: Run): Promise<string> {
  const reply = answered(
    await run.http('links/create', {
      path: '/v1/links',
      headers: { 'idempotency-key': 'order-1' },
      body: typicalBody,
    }),
  );
  expect(reply.status, reply.body).toBe(201);
  return JSON.parse(reply.body).id;
}

/** From one minute before the moment of the default plan's next step to one after it. */
async function nextStep(run: Run, id: string): Promise<number> {
  const link = await getLink({ client: servers.dynamodb, name: run.table }, run.org, id);
  const at = link?.reminders?.next?.at;
  if (at === undefined) throw new Error('no step is planned');
  await run.liveUntil(at - MINUTE);
  return at + MINUTE;
}

const sumOf = (calls: readonly Metered[]) => ({
  own: unitsOf(ownCalls(calls)).writes,
  reads: unitsOf(ownCalls(calls)).reads,
  events: unitsOf(eventCalls(calls)).writes,
});

describe('a link that nobody opens', () => {
  // Each worker here is a cold one, and reserves ten calls of the connection's rate for the one that it makes.
  it('costs at most 43 write units in its month, beside its events and slots of the rate', async () => {
    servers.clock.set(START);
    const run = await startRun(servers);
    try {
      await arrangeOrganisation({ servers, run });
      await post(run, await arrangeLink({ servers, run }), 'cancel');
      await run.liveUntil(START + 2 * MINUTE);
      const { measure, calls } = meter(run);
      let id = '';
      await measure('create', async () => {
        id = await create(run);
      });
      await measure('SMS and email', () => run.drain());
      await measure('first wake', () => run.liveUntil(servers.clock.now() + MINUTE));
      for (const name of ['SMS after 3 days', 'email after 7 days', 'both a day before the end']) {
        const until = await nextStep(run, id);
        await measure(name, () => run.liveUntil(until));
      }
      await measure('end', () => run.liveUntil(servers.clock.now() + 2 * DAY));
      const link = (await linksOf(run)).find((one) => one.id === id);
      expect(link?.status).toBe('expired');
      expect(link?.reminders?.done?.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);

      const phases = [...new Set(calls.map(({ phase }) => phase))];
      // Ticks and the other link are not this one's.
      const ofIt = calls.filter(({ name, about }) => name !== 'timers/tick' && about !== 'rate');
      const rows = phases.map((phase) => ({ phase, ...sumOf(ofIt.filter((one) => one.phase === phase)) }));
      const all = sumOf(ofIt);
      const table = [
        line('A link that nobody opens', ['own w', 'own r', 'events'], 10),
        ...[...rows, { phase: 'in all', ...all }].map(({ phase, own, reads, events }) =>
          line(phase, [`${own}`, `${reads}`, `${events}`], 10),
        ),
      ].join('\n');
      process.stdout.write(`\n${table}\n\n`);
      expect(all.own).toBeLessThanOrEqual(43);
      expect(page).toContain(table);
      const reminder = rows.find(({ phase }) => phase === 'SMS after 3 days');
      expect(reminder?.own).toBeLessThanOrEqual(6);
    } finally {
      await run.close();
    }
  }, 120_000);
});

describe('an idle tick, a due reminder and a month', () => {
  // As many as `npm run bench:costs` was told, else what is quick enough for each run of the tests.
  const many = Number(process.env.STORED_LINKS ?? 20_000);

  it(`cost the same beside 1,000 links as beside ${many.toLocaleString('en-GB')}, without a scan`, async () => {
    const all = [await spentBeside(servers, 1_000), await spentBeside(servers, many)];
    const table = besideTable(all).join('\n');
    process.stdout.write(`\n${table}\n\n`);
    if (process.env.STORED_LINKS === undefined) expect(page).toContain(table);
    const [few, more] = all;
    expect(more?.rows).toEqual(few?.rows);
    expect(few?.rows.find(({ name }) => name === 'reminder 1')?.writes).toBeGreaterThan(0);
    for (const { operations } of all) {
      expect([...operations].filter((operation) => operation.startsWith('Scan'))).toEqual([]);
      expect(operations).toContain('Query due');
    }
  }, 900_000);
});
