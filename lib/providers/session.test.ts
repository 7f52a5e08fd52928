import { describe, expect, it } from 'vitest';
import { secret } from './secret.ts';
import { createSession, sessionFor } from './session.ts';

const token = secret('a');
const other = secret('b');

function at(now: number, signal: AbortSignal = new AbortController().signal) {
  return { now: () => now, signal };
}

describe('a session', () => {
  it('loads once for callers at the same time', async () => {
    const session = createSession();
    let loads = 0;
    const load = async () => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { value: token, until: 100 };
    };
    const values = await Promise.all(Array.from({ length: 20 }, () => session.keep('token', at(0), load)));
    expect(new Set(values)).toEqual(new Set([token]));
    expect(loads).toBe(1);
  });

  it('keeps a value until its instant, not at it', async () => {
    const session = createSession();
    await session.keep('token', at(0), async () => ({ value: token, until: 100 }));
    expect(await session.keep('token', at(99), async () => ({ value: other, until: 200 }))).toBe(token);
    expect(await session.keep('token', at(100), async () => ({ value: other, until: 200 }))).toBe(other);
  });

  it('keeps values by name', async () => {
    const session = createSession();
    await session.keep('one', at(0), async () => ({ value: token, until: 100 }));
    expect(await session.keep('two', at(0), async () => ({ value: other, until: 100 }))).toBe(other);
  });

  it('gives a failed load to all who waited, and keeps it not', async () => {
    const session = createSession();
    const failing = async () => {
      throw new Error('no');
    };
    const results = await Promise.allSettled([
      session.keep('token', at(0), failing),
      session.keep('token', at(0), failing),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await session.keep('token', at(0), async () => ({ value: token, until: 1 }))).toBe(token);
  });

  it('drops a value only while it is the kept one', async () => {
    const session = createSession();
    await session.keep('token', at(0), async () => ({ value: token, until: 100 }));
    session.drop('token', other);
    expect(await session.keep('token', at(0), async () => ({ value: other, until: 100 }))).toBe(token);
    session.drop('token', token);
    expect(await session.keep('token', at(0), async () => ({ value: other, until: 100 }))).toBe(other);
    session.drop('token', token);
    expect(await session.keep('token', at(0), async () => ({ value: token, until: 100 }))).toBe(other);
  });

  it("waits for another's load no longer than its own signal allows", async () => {
    const session = createSession();
    const slow = session.keep('token', at(0), async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { value: token, until: 100 };
    });
    const reason = new Error('deadline');
    const controller = new AbortController();
    const waiting = session.keep('token', at(0, controller.signal), async () => ({ value: other, until: 1 }));
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(slow).resolves.toBe(token);
  });
});

describe('sessionFor', () => {
  it('gives each version of a connection its own, and always the same', () => {
    expect(sessionFor('org/felloh/1')).toBe(sessionFor('org/felloh/1'));
    expect(sessionFor('org/felloh/1')).not.toBe(sessionFor('org/felloh/2'));
  });

  it('forgets the oldest beyond what one environment serves', () => {
    const first = sessionFor('first');
    for (let n = 0; n < 300; n += 1) sessionFor(`many/${n}`);
    expect(sessionFor('first')).not.toBe(first);
  });
});
