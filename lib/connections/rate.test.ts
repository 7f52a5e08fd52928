import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostInOneSecond } from '../../test/storm/call-log.ts';
import { virtualTime } from '../../test/storm/virtual-time.ts';
import { startTable } from '../../test/support/start-table.ts';
import { ProviderError } from '../providers/errors.ts';
import type { Table } from '../table/client.ts';
import { closeRate, countFailure, forgetFailures, getRate, reserveSlots } from '../table/rates.ts';
import type { Connection } from './connection.ts';
import { DOWN_AFTER, GRACE_MS, HORIZON_MS, NEAR_MS, slotIntervalMs, slotsAtOnce } from './model/rate.ts';
import { createRates, type Turn } from './rate.ts';

const T0 = Date.UTC(2026, 2, 2, 12);
let table: Table;
let close: () => Promise<void>;
let writes = 0;

beforeAll(async () => {
  ({ table, close } = await startTable());
  table.client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'UpdateItemCommand') writes += 1;
      return next(args);
    },
    { step: 'initialize' },
  );
});
afterAll(() => close());

let connections = 0;
function aConnection(callsPerSecond: number): Connection {
  return {
    org: 'ORG1',
    id: `felloh-${++connections}`,
    provider: 'felloh',
    settings: {},
    credentials: '',
    expiresInDays: 30,
    callsPerSecond,
    hookToken: 't',
    version: 1,
    writer: 'w',
    createdAt: T0,
    updatedAt: T0,
  };
}

const failed = (kind: 'unavailable' | 'rate-limited' | 'rejected', retryAfterMs?: number) =>
  new ProviderError({
    kind,
    provider: 'felloh',
    operation: 'get',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

const link = (id: number, slotAt?: number) => ({
  id: `L${id}`,
  version: 1,
  ...(slotAt === undefined ? {} : { slotAt }),
});

/** Environments of one connection on a clock that jumps. */
function environments(count: number) {
  const time = virtualTime(T0);
  const pause = (ms: number) => time.pause(ms);
  const all = Array.from({ length: count }, () => createRates({ table, clock: time.clock, pause }));
  return {
    ...time,
    all,
    /** Runs what is done side by side to its end, letting time go on from pause to pause. */
    async together<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
      const results: T[] = [];
      for (const [index, one] of works.entries()) {
        time.work(async () => {
          results[index] = await one();
        });
      }
      for (;;) {
        await time.still();
        const next = time.nextEnd();
        if (next === undefined) return results;
        time.set(next);
      }
    },
    async run<T>(work: () => Promise<T>): Promise<T> {
      const [result] = await this.together([work]);
      if (result === undefined) throw new Error('it came to nothing');
      return result;
    },
  };
}

/** So many, one after the other or side by side. */
function times<T>(count: number, one: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => one(n));
}

describe('the slots of a rate', () => {
  it('are no more than the rate in any second, at whatever moment of their time they are used', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.integer({ min: 0, max: GRACE_MS }), { minLength: 250, maxLength: 250 }),
        (rate, late) => {
          const used = late.map((ms, n) => T0 + n * slotIntervalMs(rate) + ms);
          expect(mostInOneSecond(used)).toBeLessThanOrEqual(rate);
        },
      ),
    );
  });

  it('at their worst: one second of late ones and of early ones, at every rate', () => {
    for (let rate = 1; rate <= 100; rate++) {
      const interval = slotIntervalMs(rate);
      expect(Math.floor((1000 + GRACE_MS) / interval) + 1, `${rate}`).toBeLessThanOrEqual(rate);
      expect(slotsAtOnce(rate)).toBeGreaterThan(0);
    }
  });

  it('are given as GCRA gives them', async () => {
    const ask = fc.record({
      after: fc.integer({ min: 0, max: 400_000 }),
      slots: fc.integer({ min: 1, max: 10 }),
      intervalMs: fc.constantFrom(13, 125, 1250, 60_000),
      known: fc.constantFrom({}, { tat: T0 + 10 ** 9 }, { failures: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ask, { maxLength: 12 }), async (asks) => {
        const of = aConnection(1);
        let now = T0;
        let tat = 0;
        for (const { after, slots, intervalMs, known } of asks) {
          now += after;
          const given = await reserveSlots(table, of, { now, slots, intervalMs, known });
          const first = Math.max(tat, now);
          if (first > now + HORIZON_MS) {
            expect(given).toMatchObject({ refusedUntil: tat - HORIZON_MS });
          } else {
            expect(given).toMatchObject({ first, slots });
            tat = first + slots * intervalMs;
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of callers at the same moment never overlap', async () => {
    const of = aConnection(1);
    const asks = Array.from({ length: 30 }, () =>
      reserveSlots(table, of, { now: T0, slots: 3, intervalMs: 100, known: {} }),
    );
    const firsts = (await Promise.all(asks)).map((given) => ('first' in given ? given.first : 0));
    expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => T0 + n * 300));
  });
});

describe('environments side by side', () => {
  it.each([1, 4, 10, 20, 100])('never exceed %i calls a second', async (rate) => {
    const world = environments(2);
    const connection = aConnection(rate);
    const called: number[] = [];
    const laterOnes: number[] = [];
    const wake = async (n: number): Promise<void> => {
      const turn = await world.all[n % 2]?.take(connection, link(n));
      if (turn?.turn === 'now') called.push(world.clock.now());
      else if (turn?.slotAt !== undefined) laterOnes.push(turn.slotAt);
    };
    await world.together(times(60, (n) => () => wake(n)));
    expect(called.length).toBeGreaterThan(0);
    expect(called.length + laterOnes.length).toBe(60);
    expect(mostInOneSecond([...called, ...laterOnes])).toBeLessThanOrEqual(rate);
    expect(new Set(laterOnes).size, 'no slot is given twice').toBe(laterOnes.length);
  });

  it('a slot that was given is used without another reservation, by whichever of them', async () => {
    const world = environments(2);
    const connection = aConnection(4);
    const [one, two] = world.all;
    const turns = await world.together(times(20, (n) => async () => one?.take(connection, link(n))));
    const later = turns.find((turn) => turn?.turn === 'later');
    if (later?.turn !== 'later' || later.slotAt === undefined || !two) throw new Error('no slot was given');
    expect(later.at).toBe(later.slotAt - NEAR_MS);
    world.set(later.at);
    const before = writes;
    const { slotAt } = later;
    expect(await world.run(() => two.take(connection, link(1, slotAt)))).toMatchObject({ turn: 'now' });
    expect(world.clock.now()).toBe(slotAt);
    expect(writes).toBe(before);
  });

  it('a slot that was missed is not used', async () => {
    const world = environments(1);
    const connection = aConnection(10);
    const before = writes;
    const turn = await world.run(async () => world.all[0]?.take(connection, link(1, T0 - GRACE_MS - 1)));
    expect(turn).toMatchObject({ turn: 'now' });
    expect(writes).toBe(before + 1);
  });
});

describe('one environment', () => {
  it('takes ten slots with one write, and drops those that are past', async () => {
    const world = environments(1);
    const [rates] = world.all;
    const connection = aConnection(20);
    const before = writes;
    await world.together(times(10, (n) => async () => rates?.take(connection, link(n))));
    expect(writes).toBe(before + 1);
    await world.run(async () => rates?.take(connection, link(11)));
    expect(writes).toBe(before + 2);
    world.set(world.clock.now() + 60_000);
    const now = world.clock.now();
    await world.run(async () => rates?.take(connection, link(12)));
    expect(world.clock.now(), 'at once, by a slot of now').toBe(now);
    expect(writes).toBe(before + 3);
  });

  it('gives a second call the slot after the first', async () => {
    const world = environments(1);
    const connection = aConnection(4);
    const turns: (Turn | undefined)[] = [];
    for (let n = 0; n < 4; n++)
      turns.push(await world.run(async () => world.all[0]?.take(connection, link(n), 2)));
    const calls = turns.flatMap((turn) =>
      turn?.turn === 'now' ? [turn.next - slotIntervalMs(4), turn.next] : (turn?.slotAt ?? []),
    );
    expect(mostInOneSecond(calls)).toBeLessThanOrEqual(4);
    expect(new Set(calls).size).toBe(calls.length);
  });

  it('refuses what is more than ten minutes ahead without a write, and spreads who comes again', async () => {
    const world = environments(1);
    const [rates] = world.all;
    const connection = aConnection(1);
    await reserveSlots(table, connection, { now: T0, slots: 700, intervalMs: 1000, known: {} });
    const ask = (n: number) => async () => rates?.take(connection, link(n));
    const first = await world.run(ask(0));
    const before = writes;
    const others = await world.together(times(50, (n) => ask(n + 1)));
    expect(writes).toBe(before);
    const at = [first, ...others].map((turn) => (turn?.turn === 'later' ? turn.at - T0 : 0));
    expect(Math.min(...at)).toBeGreaterThanOrEqual(8 * 60_000);
    expect(Math.max(...at)).toBeLessThanOrEqual(12 * 60_000);
    expect(new Set(at).size).toBeGreaterThan(45);
    expect(others.every((turn) => turn?.turn === 'later' && turn.slotAt === undefined)).toBe(true);
  });
});

describe('a provider that is down', () => {
  async function down() {
    const world = environments(2);
    const connection = aConnection(10);
    const [one, two] = world.all;
    if (!one || !two) throw new Error('two environments');
    for (let n = 0; n < DOWN_AFTER; n++) {
      expect(await world.run(() => one.take(connection, link(n)))).toMatchObject({ turn: 'now' });
      await one.tell(connection, failed('unavailable'));
    }
    return { world, connection, one, two };
  }

  it('is left alone by all environments, whoever holds a slot', async () => {
    const { world, connection, one, two } = await down();
    for (const rates of [one, two]) {
      expect(await world.run(() => rates.take(connection, link(9)))).toMatchObject({ turn: 'later' });
      const held = await world.run(() => rates.take(connection, link(9, world.clock.now() + 100)));
      expect(held).toMatchObject({ turn: 'later' });
      expect(held).not.toHaveProperty('slotAt');
    }
  });

  it('is probed by one at a time, and left alone again when that fails', async () => {
    const { world, connection, one, two } = await down();
    world.set(world.clock.now() + 60_000);
    const probes = await world.together(
      [one, two, one, two].map((rates, n) => () => rates.take(connection, link(n))),
    );
    expect(probes.filter(({ turn }) => turn === 'now')).toHaveLength(1);
    await (probes[0]?.turn === 'now' ? one : two).tell(connection, failed('unavailable'));
    world.set(world.clock.now() + 59_000);
    expect(await world.run(() => one.take(connection, link(1)))).toMatchObject({ turn: 'later' });
  });

  it('is probed again where the prober died, and is up with the first answer', async () => {
    const { world, connection, one, two } = await down();
    world.set(world.clock.now() + 60_000);
    expect(await world.run(() => one.take(connection, link(1)))).toMatchObject({ turn: 'now' });
    world.set(world.clock.now() + 60_000);
    expect(await world.run(() => two.take(connection, link(2)))).toMatchObject({ turn: 'now' });
    await two.tell(connection, failed('rejected'));
    expect(await getRate(table, connection)).not.toHaveProperty('failures');
    expect(await getRate(table, connection)).not.toHaveProperty('closedUntil');
    world.set(world.clock.now() + 60_000);
    const after = await world.together(
      [one, two, one, two].map((rates, n) => () => rates.take(connection, link(n))),
    );
    expect(after.filter(({ turn }) => turn === 'now')).toHaveLength(4);
  });

  it('failures that are not in a row close nothing', async () => {
    const world = environments(1);
    const [rates] = world.all;
    const connection = aConnection(10);
    for (let n = 0; n < 4 * DOWN_AFTER; n++) {
      world.set(world.clock.now() + 1000);
      expect(await world.run(async () => rates?.take(connection, link(n)))).toMatchObject({ turn: 'now' });
      await rates?.tell(connection, n % DOWN_AFTER === 0 ? undefined : failed('unavailable'));
    }
  });
});

describe('a provider that asks for a pause', () => {
  it('is given it, and the longer one of two', async () => {
    const world = environments(2);
    const [one, two] = world.all;
    const connection = aConnection(10);
    await one?.tell(connection, failed('rate-limited', 90_000));
    await two?.tell(connection, failed('rate-limited', 30_000));
    world.set(T0 + 89_000);
    for (const rates of world.all) {
      expect(await world.run(() => rates.take(connection, link(1)))).toMatchObject({ turn: 'later' });
    }
    world.set(T0 + 90_000);
    expect(await world.run(async () => two?.take(connection, link(1)))).toMatchObject({ turn: 'now' });
  });

  it('is not called again by what was forgotten meanwhile', async () => {
    const of = aConnection(10);
    await countFailure(table, of, T0);
    await closeRate(table, of, T0 + 60_000);
    await forgetFailures(table, of, 1);
    expect(await getRate(table, of)).toEqual({ closedUntil: T0 + 60_000 });
  });
});
