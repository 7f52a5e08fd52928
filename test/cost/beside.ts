import { expect } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { getLink } from '../../lib/table/links.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeLink, arrangeOrganisation, post } from '../faults/scenarios.ts';
import { type Servers, START } from '../faults/servers.ts';
import { typicalBody } from './bodies.ts';
import { sameCopy, storedLinks, withoutStream, writeLinks } from './many-links.ts';
import { type Metered, meter } from './meter.ts';
import { line, ownCalls, unitsOf } from './price-table.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What one untouched link costs among so many others, by what is done. */
export interface Beside {
  stored: number;
  rows: readonly { name: string; writes: number; reads: number }[];
  /** Operations of the table that any function has called. */
  operations: ReadonlySet<string>;
}

/** A link that reminds three times and ends, with nothing but its own due, beside `stored` others that wait for later. */
export async function spentBeside(servers: Servers, stored: number): Promise<Beside> {
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    await arrangeOrganisation({ servers, run });
    const first = await arrangeLink({ servers, run });
    const models = (await storedLinks(servers.dynamodb, run.table)).slice(0, 1);
    await post(run, first, 'cancel');
    await run.drain();
    await withoutStream(servers.dynamodb, run.table);
    run.publishes = false;
    await writeLinks(servers.dynamodb, run.table, models, {
      from: 1,
      to: stored,
      now: START - DAY,
      copy: (model, n, now) => ({
        ...sameCopy(model, n, now),
        due_at: { N: `${START + 100 * DAY + n * 1000}` },
      }),
    });
    const metered = meter(run);
    await metered.measure('tick with nothing due', () => run.tick());
    const id = await create(run, metered.measure);
    await untilItsEnd(servers, run, id, metered.measure);
    return { stored, rows: rowsOf(metered.calls), operations: operationsOf(metered.calls) };
  } finally {
    await run.close();
  }
}

type Measure = ReturnType<typeof meter>['measure'];

async function create(run: Run, measure: Measure): Promise<string> {
  return measure('creation and messages', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const reply = answered(await run.http('links/create', { path: '/v1/links', headers, body: typicalBody }));
    expect(reply.status, reply.body).toBe(201);
    await run.drain();
    return JSON.parse(reply.body).id;
  });
}

async function untilItsEnd(servers: Servers, run: Run, id: string, measure: Measure): Promise<void> {
  const table = { client: servers.dynamodb, name: run.table };
  for (let wakes = 0; wakes < 20; wakes++) {
    const link = await getLink(table, run.org, id);
    if (link?.dueAt === undefined) {
      expect(link?.status).toBe('expired');
      expect(link?.reminders?.done?.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
      return;
    }
    servers.clock.set(Math.max(link.dueAt, servers.clock.now() + MINUTE));
    servers.sqs.wakeWaiters();
    await Promise.all(servers.simulated.map(({ simulator }) => simulator.runDue()));
    await measure(reasonOf(link, servers.clock.now()), () => run.tick());
  }
  throw new Error('the link does not end');
}

function reasonOf({ reminders, expiresAt }: Link, now: number): string {
  if (now >= expiresAt) return 'end';
  const { next } = reminders ?? {};
  return next && next.at <= now ? `reminder ${next.step + 1}` : 'first wake';
}

/** The tick is for all links together, and so is the connection's rate: they are shown where nothing is due. */
function rowsOf(calls: readonly Metered[]): Beside['rows'] {
  const spent = (name: string, those: readonly Metered[]) => ({ name, ...unitsOf(those) });
  const [idle, ...phases] = new Set(calls.map(({ phase }) => phase));
  const own = ownCalls(calls).filter(({ phase, about }) => phase !== idle && about !== 'rate');
  return [
    spent(
      'tick with nothing due',
      calls.filter(({ phase }) => phase === idle),
    ),
    ...phases.map((phase) =>
      spent(
        phase,
        own.filter((call) => call.phase === phase),
      ),
    ),
    spent('the month in all', own),
  ];
}

function operationsOf(calls: readonly Metered[]): ReadonlySet<string> {
  return new Set(calls.filter(({ service }) => service === 'dynamodb').map(({ operation }) => operation));
}

/** Write and read units of each row, side by side. */
export function besideTable(all: readonly Beside[]): string[] {
  const title = all.flatMap(({ stored }) => [`${stored.toLocaleString('en-GB')} links`, '']);
  const units = all.flatMap(() => ['w', 'r']);
  const [first] = all;
  return [
    line('beside', title, 14),
    line('units', units, 14),
    ...(first?.rows ?? []).map(({ name }, n) =>
      line(
        name,
        all.flatMap(({ rows }) => [`${rows[n]?.writes}`, `${rows[n]?.reads}`]),
        14,
      ),
    ),
  ];
}
