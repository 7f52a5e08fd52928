import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportWorker } from '../../lib/exports/deps.ts';
import type { Export } from '../../lib/exports/model/export.ts';
import { cancelExport } from '../../lib/exports/read.ts';
import { workExport } from '../../lib/exports/work.ts';
import { type Call, type Fate, live, newLife, openGates } from '../batches/lives.ts';
import { FIRST, type MadeUp, madeUp, writeLinks } from './links.ts';
import { type ExportWorld, startExportWorld } from './world.ts';

const LINKS = 60;
const LEASE_MS = 330_000;

let world: ExportWorld;
let org: string;
let wanted: readonly MadeUp[];
let fate: (call: Call) => Fate = () => 'pass';
const closeGates = openGates({ fate: (call) => fate(call), provider: () => {} });
beforeAll(async () => {
  world = await startExportWorld();
  org = await world.organisation();
  const all = Array.from({ length: LINKS }, (_, n) => madeUp(org, n));
  await writeLinks(world.table, all);
  wanted = all.filter(({ at }) => at !== undefined);
});
afterAll(async () => {
  closeGates();
  await world.close();
});

const asked = () => world.create(org, { period: { from: new Date(FIRST).toISOString() } });

/** One run of the worker, which may die. */
async function invoke(one: Export): Promise<void> {
  await live(newLife(), 'export', () => workExport(world.worker, one.org, one.id));
}

/** Ends the export whatever has become of it, and holds its file against the links. */
async function judge(one: Export, what: string): Promise<void> {
  const done = await world.finish(one);
  expect(done.status, what).toBe('completed');
  const { rows, bytes, sha256 } = await world.file(done);
  expect(
    rows.map(({ link_id }) => link_id),
    what,
  ).toEqual(wanted.map(({ link }) => link.id));
  expect(done.file, what).toEqual({ bytes, sha256 });
  expect(done.reading, what).toMatchObject({ lookedAt: LINKS, rows: wanted.length });
  const paid = Object.values(done.reading.totals).reduce((sum, { amountPaid }) => sum + amountPaid, 0);
  expect(paid, what).toBe(wanted.reduce((sum, link) => sum + (link.paid ?? 0), 0));
}

describe('a worker of an export', () => {
  it('that is killed at any call, before or after it had its effect, leaves the rest to the timer', async () => {
    const calls: string[] = [];
    fate = ({ name }) => {
      calls.push(name);
      return 'pass';
    };
    const clean = await asked();
    while ((await world.stored(clean)).dueAt !== undefined) await invoke(clean);
    await judge(clean, 'no death');
    expect([...new Set(calls)].sort()).toEqual([
      'export dynamo GetItem',
      'export dynamo PutItem',
      'export dynamo Query',
      'export s3 GetObject',
      'export s3 PutObject',
    ]);
    expect(calls.filter((name) => name === 'export s3 PutObject').length).toBeGreaterThan(3);

    let deaths = 0;
    for (const [nth, name] of calls.entries()) {
      for (const death of ['dead-before', 'dead-after'] as const) {
        // What is only read leaves nothing behind: its first and its last of a kind, one way, stand for all.
        const isEdge = calls.indexOf(name) === nth || calls.lastIndexOf(name) === nth;
        if (/Get|Query/.test(name) && (death === 'dead-after' || !isEdge)) continue;
        const one = await asked();
        let call = 0;
        let died = false;
        fate = () => {
          if (died || call++ !== nth) return 'pass';
          died = true;
          return death;
        };
        for (let runs = 0; !died && runs < 20; runs++) await invoke(one);
        expect(died, name).toBe(true);
        deaths += 1;
        fate = () => 'pass';
        await judge(one, `${name} ${nth} ${death}`);
      }
    }
    expect(deaths).toBeGreaterThan(20);
  }, 120_000);

  it('that fails wherever the bucket does not answer goes on later', async () => {
    const one = await asked();
    const answer = { status: 403, type: 'AccessDenied' } as const;
    world.faults.next({ service: 's3', operation: 'PutObject', effect: 'none', answer });
    await workExport(world.worker, one.org, one.id);
    const after = await world.stored(one);
    expect(after).toMatchObject({ status: 'running', tries: 1, reading: { rows: 0 } });
    expect(after.leaseUntil).toBeUndefined();
    expect(after.nextAt).toBeGreaterThan(world.clock.now() + 60_000);
    await judge(one, 'after a failure');
  });
});

describe('two workers of one export', () => {
  it('that are asked at the same time: one works', async () => {
    const one = await asked();
    const work = () => workExport(world.worker, one.org, one.id);
    await Promise.all([work(), work(), work()]);
    await judge(one, 'at once');
  });

  it('of which one stands still for longer than its lease: only the other gets on', async () => {
    for (let nth = 2; nth < 10; nth += 1) {
      const one = await asked();
      const { worker, release, held } = holding(world.worker, nth);
      const slow = workExport(worker, one.org, one.id);
      await Promise.race([held, slow]);
      world.pass(LEASE_MS);
      // Half of the time the other one is through before the first goes on.
      if (nth % 2 === 0) await world.finish(one);
      else await workExport(world.worker, one.org, one.id);
      release();
      await slow;
      await judge(one, `held at call ${nth}`);
    }
  }, 60_000);

  it('are stopped by a cancel in between', async () => {
    const one = await asked();
    const { worker, release, held } = holding(world.worker, 4);
    const slow = workExport(worker, one.org, one.id);
    await held;
    await cancelExport(world.worker, { org, by: 'key:K1' }, one.id);
    release();
    await slow;
    expect(await world.stored(one)).toMatchObject({ status: 'cancelled' });
    expect((await world.stored(one)).dueAt).toBeUndefined();
  });
});

/** A worker whose n-th call of its clients waits until it is let go. */
function holding(worker: ExportWorker, nth: number) {
  let calls = 0;
  let release = () => {};
  let tellHeld = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = new Promise<void>((resolve) => {
    tellHeld = resolve;
  });
  const client = <C extends { send(command: never): Promise<unknown> }>(real: C): C =>
    new Proxy(real, {
      get: (target, key) =>
        key === 'send'
          ? async (command: never) => {
              calls += 1;
              if (calls === nth) {
                tellHeld();
                await gate;
              }
              return target.send(command);
            }
          : Reflect.get(target, key, target),
    });
  const { table, files } = worker;
  return {
    worker: {
      ...worker,
      table: { ...table, client: client(table.client) },
      files: { ...files, client: client(files.client) },
    },
    release,
    held,
  };
}
