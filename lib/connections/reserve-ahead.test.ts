import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostInOneSecond } from '../../test/storm/call-log.ts';
import { virtualTime } from '../../test/storm/virtual-time.ts';
import { startTable } from '../../test/support/start-table.ts';
import type { Table } from '../table/client.ts';
import { closeRate, countFailure, getRate } from '../table/rates.ts';
import type { Connection } from './connection.ts';
import { DOWN_AFTER, GRACE_MS, LEAD_MS, NEAR_MS, slotIntervalMs } from './model/rate.ts';
import { createRates } from './rate.ts';
import { type ReservedAhead, reserveAhead } from './reserve-ahead.ts';

const T0 = Date.UTC(2026, 2, 2, 12);
const AHEAD_MS = 120_000;
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
    id: `felloh-ahead-${++connections}`,
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

const at = (now: number) => ({ table, clock: { now: () => now } });
function world() {
  const time = virtualTime(T0);
  return { time, rates: createRates({ table, clock: time.clock, pause: (ms) => time.pause(ms) }) };
}

const slotsOf = (reserved: ReservedAhead) => ('slots' in reserved ? reserved.slots : []);

describe('slots that are reserved ahead', () => {
  it('are as many as are asked for, by one write, and none too near to arrive', async () => {
    const before = writes;
    const slots = slotsOf(await reserveAhead(at(T0), aConnection(10), 200, AHEAD_MS));
    expect(writes).toBe(before + 1);
    expect(slots).toEqual(Array.from({ length: 200 }, (_, n) => T0 + LEAD_MS + n * slotIntervalMs(10)));
  });

  it.each([1, 10, 100])('are shared by nobody, and never more than %i in a second', async (rate) => {
    const connection = aConnection(rate);
    const reservers = Array.from({ length: 4 }, () => reserveAhead(at(T0), connection, 50, 10 * AHEAD_MS));
    const { time, rates } = world();
    const taken: number[] = [];
    for (let n = 0; n < 30; n++) {
      time.work(async () => {
        const turn = await rates.take(connection, { id: `L${n}`, version: 1 });
        if (turn.turn === 'now') taken.push(time.clock.now());
        else if (turn.slotAt !== undefined) taken.push(turn.slotAt);
      });
    }
    const reserved = (await Promise.all(reservers)).flatMap(slotsOf);
    for (;;) {
      await time.still();
      const next = time.nextEnd();
      if (next === undefined) break;
      time.set(next);
    }
    expect(taken.length).toBeGreaterThan(0);
    const all = [...reserved, ...taken];
    expect(reserved).toHaveLength(200);
    expect(new Set(all).size).toBe(all.length);
    expect(mostInOneSecond(all)).toBeLessThanOrEqual(rate);
    const late = reserved.map((slot, n) => slot + (n % 2) * GRACE_MS);
    expect(mostInOneSecond(late)).toBeLessThanOrEqual(rate);
  });

  it('are refused once they reach far enough, until they do no more, without a write', async () => {
    const connection = aConnection(1);
    const slots = slotsOf(await reserveAhead(at(T0), connection, 200, AHEAD_MS));
    const end = (slots.at(-1) ?? 0) + slotIntervalMs(1);
    const before = writes;
    expect(await reserveAhead(at(T0), connection, 10, AHEAD_MS)).toEqual({ refusedUntil: end - AHEAD_MS });
    expect(writes).toBe(before);
    const next = await reserveAhead(at(end - AHEAD_MS), connection, 2, AHEAD_MS);
    expect(next).toEqual({ slots: [end, end + slotIntervalMs(1)] });
  });

  it('are refused while the connection is closed or its provider down, and leave the probe to a call', async () => {
    const connection = aConnection(10);
    await closeRate(table, connection, T0 + 30_000);
    expect(await reserveAhead(at(T0), connection, 10, AHEAD_MS)).toEqual({ refusedUntil: T0 + 30_000 });
    for (let n = 0; n < DOWN_AFTER; n++) await countFailure(table, connection, T0);
    expect(await reserveAhead(at(T0), connection, 10, AHEAD_MS)).toEqual({ refusedUntil: T0 + 60_000 });
    const rate = await getRate(table, connection);
    expect(await reserveAhead(at(T0 + 61_000), connection, 10, AHEAD_MS)).toEqual({
      refusedUntil: T0 + 62_000,
    });
    expect(await getRate(table, connection)).toEqual(rate);
  });
});

describe('whoever holds a slot', () => {
  it('keeps it when it comes early, waits when it is near, and has another when it is missed', async () => {
    const { time, rates } = world();
    const connection = aConnection(10);
    const slotAt = T0 + 60_000;
    const before = writes;
    const asker = { id: 'L1', version: 1, slotAt };
    expect(await rates.take(connection, asker)).toEqual({ turn: 'later', at: slotAt - NEAR_MS, slotAt });
    time.set(slotAt - 100);
    let turn: unknown;
    time.work(async () => {
      turn = await rates.take(connection, asker);
    });
    await time.still();
    time.set(slotAt);
    await time.still();
    expect(turn).toMatchObject({ turn: 'now' });
    expect(writes).toBe(before);
    time.set(slotAt + GRACE_MS + 1);
    expect(await rates.take(connection, asker)).toMatchObject({ turn: 'now' });
    expect(writes).toBe(before + 1);
  });

  it('comes again when it said, where it is refused one', async () => {
    const { rates } = world();
    const connection = aConnection(10);
    await closeRate(table, connection, T0 + 5_000);
    const asker = { id: 'L1', version: 1, slotAt: T0 + 100, againMs: 20_000 };
    const turn = await rates.take(connection, asker);
    if (turn.turn !== 'later') throw new Error('it was let through');
    expect(turn.at).toBeGreaterThanOrEqual(T0 + 20_000);
    expect(turn.at).toBeLessThan(T0 + 30_000);
    expect(turn).not.toHaveProperty('slotAt');
  });
});
