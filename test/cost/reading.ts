import { expect } from 'vitest';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation } from '../faults/scenarios.ts';
import { type Servers, START } from '../faults/servers.ts';
import { typicalBody } from './bodies.ts';
import { type FilterPages, readFilters } from './filters.ts';
import { storedLinks, withoutStream, writeLinks } from './many-links.ts';
import { type Metered, meter } from './meter.ts';
import { referenceOf } from './varied.ts';

const HOUR = 3_600_000;

const FEW = 100;
const MANY = 20_000;

/** What is read, and how; each is measured in a cold environment. */
type Reading = readonly [name: string, read: (run: Run) => Promise<unknown>];

/**
 * An organisation of few and then of many links, half of them paid. Gives the calls of each reading at both sizes, and
 * the pages of every filter among the many.
 */
export async function readAtBothSizes(servers: Servers): Promise<{
  names: readonly string[];
  few: ReadonlyMap<string, Metered[]>;
  many: ReadonlyMap<string, Metered[]>;
  filters: readonly FilterPages[];
}> {
  servers.clock.set(START);
  const run = await startRun(servers);
  try {
    await arrangeOrganisation({ servers, run });
    const active = await create(run);
    const paid = await create(run);
    servers.felloh.act({ link: paid.provider_link_id, action: 'pay', method: 'card' });
    answered(
      await run.http('links/refresh', { path: `/v1/links/${paid.id}/refresh`, params: { id: paid.id } }),
    );
    // Behind the timer's first wake: what still waits are the ends of the links that are not paid.
    await run.liveUntil(START + HOUR);

    const readings = readingsOf(run, active.id, paid.id);
    const models = await storedLinks(servers.dynamodb, run.table);
    const metered = meter(run);
    const { measure, calls } = metered;
    const all = async (size: number) => {
      const found = new Map<string, Metered[]>();
      for (const [name, read] of readings) {
        const phase = `${name} at ${size}`;
        await measure(phase, () => read(run));
        found.set(
          name,
          calls.filter((call) => call.phase === phase),
        );
      }
      return found;
    };
    const fill = (from: number, to: number) =>
      writeLinks(servers.dynamodb, run.table, models, { from, to, now: START });
    await withoutStream(servers.dynamodb, run.table);
    await fill(models.length, FEW);
    const few = await all(FEW);
    await fill(FEW, MANY);
    const many = await all(MANY);
    const known = [active.id, paid.id];
    const filters = await readFilters(run, metered, { first: models.length, count: MANY, known });
    return { names: readings.map(([name]) => name), few, many, filters };
  } finally {
    await run.close();
  }
}

async function create(run: Run): Promise<{ id: string; provider_link_id: string }> {
  const reply = answered(await run.http('links/create', { path: '/v1/links', body: typicalBody }));
  expect(reply.status, reply.body).toBe(201);
  await run.drain();
  return JSON.parse(reply.body);
}

function readingsOf(run: Run, active: string, paid: string): readonly Reading[] {
  const list = (query: Record<string, string>, length: number) => async () => {
    const reply = answered(await run.http('links/list', { method: 'GET', path: '/v1/links', query }));
    expect(JSON.parse(reply.body).data, reply.body.slice(0, 200)).toHaveLength(length);
  };
  const get = (query: Record<string, string>) => async () => {
    const request = { method: 'GET', path: `/v1/links/${paid}`, params: { id: paid }, query };
    const reply = answered(await run.http('links/get', request));
    expect(reply.status, reply.body).toBe(200);
  };
  const wake = { v: 1, kind: 'link', org: run.org, linkId: active };
  return [
    ['list, a page of 50', list({ page_size: '50' }, 50)],
    ['list, status=paid, a page of 50', list({ page_size: '50', status: 'paid' }, 50)],
    ['list, q=nobody, a page without links', list({ page_size: '50', q: 'nobody' }, 0)],
    ['list, by reference', list({ page_size: '50', reference: referenceOf(50) }, 1)],
    ['one link', get({})],
    ['one link with messages and events', get({ expand: 'messages,events' })],
    ['tick with nothing due', () => run.invoke('timers/tick', {})],
    [
      'wake with nothing to do',
      () =>
        run.invoke('timers/wake', {
          Records: [{ messageId: 'm', body: JSON.stringify(wake), attributes: {} }],
        }),
    ],
  ];
}
