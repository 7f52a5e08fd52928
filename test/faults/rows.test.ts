import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import type { RowOutcome } from '../../lib/links/row-link.ts';
import { benchOf } from './benches.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import type { Call, Fate } from './proxy.ts';
import type { RowEvent } from './row-worker.ts';
import { FIRST, HASH, idOf, row, WORKER } from './rows.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeOrganisation, post } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CREATE = 'PUT /agent/payment-links';
const LATER = '01KJQ4T7B0Z3V5N8X2C6D9F1GB';
const DEATHS = ['dead-before', 'dead-after'] as const;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());

interface World {
  run: Run;
  /** The links of rows, which all others are left out of. */
  links(): Promise<Link[]>;
  /** One copy of a row's message. */
  deliver(key: string, changes?: Partial<RowEvent>): Promise<RowOutcome | undefined>;
  /** The same until its turn has come, as the queue brings it again. */
  finish(key: string, changes?: Partial<RowEvent>): Promise<RowOutcome | undefined>;
  /** How many pages its provider has made for it. */
  creates(key: string): Promise<number>;
}

/** A run with an organisation, its connection and the worker of rows; what must hold is looked at afterwards. */
async function within(work: (world: World) => Promise<void>): Promise<void> {
  servers.clock.set(START);
  const run = await startRun(servers);
  run.tickMs = MINUTE;
  try {
    await arrangeOrganisation({ servers, run }, { calls_per_second: 100 });
    const since = standing(servers);
    const theirs = benchOf(servers, 'felloh');
    const world: World = {
      run,
      links: () => linksOf(run),
      async deliver(key, changes = {}) {
        const outcome = await run.invoke(WORKER, row(run, key, changes));
        return 'killed' in outcome ? undefined : (outcome.answered as RowOutcome);
      },
      async finish(key, changes = {}) {
        let outcome = await world.deliver(key, changes);
        while (outcome?.state === 'later') {
          servers.clock.set(outcome.at);
          const { slotAt } = outcome;
          outcome = await world.deliver(key, { ...changes, ...(slotAt === undefined ? {} : { slotAt }) });
        }
        return outcome;
      },
      async creates(key) {
        const { id, code } = await theLink(world, key);
        const made = theirs.ledger().slice(since.providerLinks);
        return made.filter((one) => theirs.isFor(one, { id, code })).length;
      },
    };
    await work(world);
    run.fate = () => 'pass';
    await run.liveUntil(servers.clock.now() + 2 * MINUTE);
    await expectInvariants(servers, run, since);
  } finally {
    await run.close();
  }
}

const pass = (ms: number) => servers.clock.set(servers.clock.now() + ms);

const corrected = { batch: { id: LATER, row: 1, hash: 'second' } };

/** A provider that takes nothing, for so many creates. */
function refuses(times: number, status = 429): (call: Call) => Fate {
  let left = times;
  return (call) => {
    if (call.operation !== CREATE || left-- <= 0) return 'pass';
    const body = Buffer.from(JSON.stringify({ errors: [{ code: 'too.many' }] }));
    return { answer: async () => ({ status, headers: { 'content-type': 'application/json' }, body }) };
  };
}

async function theLink({ links }: World, key: string): Promise<Link> {
  const link = (await links()).find(({ id }) => id === idOf(key));
  if (!link) throw new Error(`${key} is lost`);
  return link;
}

async function typesOf(run: Run, key: string): Promise<string[]> {
  const events = (await run.items()).filter(
    ({ pk, sk }) => String(sk).startsWith('E#') && String(pk).endsWith(idOf(key)),
  );
  return events.map(({ type }) => String(type));
}

interface Dying {
  arrange?: Partial<RowEvent>;
  act?: Partial<RowEvent>;
  fate?: () => (call: Call) => Fate;
  /** Each call before it and after it; else by turns. */
  both?: true;
}

describe('whoever dies at any call leaves one link with one page', () => {
  it.each<[string, Dying]>([
    ['a new row', { both: true }],
    ['a corrected row in the place of one that had failed', { arrange: { refused: true }, act: corrected }],
    ['a row whose provider takes nothing at first', { fate: () => refuses(1) }],
    [
      'a row whose answer is lost',
      { fate: () => (call) => (call.operation === CREATE ? 'lose-answer' : 'pass') },
    ],
  ])(
    '%s',
    async (_, { arrange, act = {}, fate = () => () => 'pass' as const, both }) => {
      await within(async (world) => {
        const { run, deliver } = world;
        const arranged = async (key: string) => {
          if (arrange) {
            expect(await deliver(key, arrange)).toMatchObject({ state: 'failed' });
          }
          run.renew();
          // What one row has met holds the next one up no more.
          pass(10_000);
        };
        await deliver('first of all');
        await arranged('to see the calls');
        const calls: Call[] = [];
        const seen = fate();
        run.fate = (call) => {
          calls.push(call);
          return seen(call);
        };
        await deliver('to see the calls', act);
        run.fate = () => 'pass';
        expect(calls.length).toBeGreaterThan(8);

        const keys: string[] = [];
        for (const [nth] of calls.entries()) {
          for (const death of both ? DEATHS : [DEATHS[nth % 2] ?? 'dead-after']) {
            const key = `${death} ${nth}`;
            keys.push(key);
            await arranged(key);
            const otherwise = fate();
            let count = 0;
            run.fate = (call) => (count++ === nth ? death : otherwise(call));
            expect(await deliver(key, act), key).toBeUndefined();
            run.fate = () => 'pass';
          }
        }
        // The message comes again when its time of invisibility is over, and once more for no reason.
        for (const key of keys) await world.finish(key, act);
        await run.liveUntil(servers.clock.now() + 20 * MINUTE);
        for (const key of keys) {
          const again = await deliver(key, act);
          expect(again, key).toMatchObject({ state: 'link_created' });
          expect(await world.creates(key), key).toBe(1);
        }
      });
    },
    60_000,
  );
});

describe('every copy of a message', () => {
  it('at the same time, late and after the end, makes one link with one call', async () => {
    await within(async (world) => {
      const { run, deliver, creates } = world;
      await deliver('first of all');
      for (let copies = 1; copies <= 5; copies++) {
        const key = `copies ${copies}`;
        const outcomes = await Promise.all(Array.from({ length: copies }, () => deliver(key)));
        for (const outcome of outcomes)
          expect(['creating', 'link_created', 'later']).toContain(outcome?.state);
        expect(await deliver(key)).toMatchObject({ state: 'link_created' });
        pass(2_000);
      }
      await run.liveUntil(servers.clock.now() + 10 * MINUTE);
      for (let copies = 1; copies <= 5; copies++) {
        expect(await deliver(`copies ${copies}`)).toMatchObject({ state: 'link_created' });
        expect(await creates(`copies ${copies}`)).toBe(1);
      }
      const batch = (await theLink(world, 'copies 1')).batch;
      expect(batch).toEqual({ id: FIRST, row: 1, hash: HASH });
    });
  }, 60_000);

  it('of a row that was uploaded again meets its own link, and never another’s', async () => {
    await within(async (world) => {
      const { deliver } = world;
      const made = await deliver('a');
      expect(await deliver('a', { batch: { id: LATER, row: 7, hash: HASH } })).toEqual(made);
      expect(await deliver('a', corrected)).toMatchObject({ state: 'key_reused' });
      expect(await theLink(world, 'a')).toMatchObject({ version: 2, batch: { id: FIRST, hash: HASH } });

      // Failed, and corrected; what comes late of the first upload changes nothing any more.
      expect(await deliver('b', { refused: true })).toMatchObject({ state: 'failed' });
      expect(await deliver('b', { batch: { id: FIRST, row: 9, hash: 'other' } })).toMatchObject({
        state: 'key_reused',
      });
      expect(await deliver('b')).toMatchObject({ state: 'failed' });
      const together = await Promise.all(Array.from({ length: 5 }, () => deliver('b', corrected)));
      expect(together.map((outcome) => outcome?.state)).not.toContain('failed');
      expect(await deliver('b')).toMatchObject({ state: 'key_reused' });
      expect(await theLink(world, 'b')).toMatchObject({ generation: 1, ...corrected, status: 'active' });
      expect(await world.creates('b')).toBe(1);
      await world.run.drain();
      expect(await typesOf(world.run, 'b')).toEqual(
        expect.arrayContaining(['link.failed', 'link.retried', 'link.created']),
      );
    });
  });

  it('of a row that is retried makes it once more, and not again when it fails again', async () => {
    await within(async (world) => {
      const { run, deliver } = world;
      run.fate = refuses(2, 401);
      expect(await deliver('a')).toMatchObject({
        state: 'failed',
        link: { failure: { category: 'credentials' } },
      });
      expect(await deliver('a')).toMatchObject({ state: 'failed', link: { version: 2 } });
      servers.clock.set(START + HOUR);
      const retryAt = START + HOUR - 1;
      run.fate = refuses(2, 401);
      for (let copy = 0; copy < 4; copy++)
        expect(await deliver('a', { retryAt })).toMatchObject({ link: { version: 4 } });
      run.fate = () => 'pass';
      servers.clock.set(START + 2 * HOUR);
      expect(await deliver('a', { retryAt: START + 2 * HOUR - 1 })).toMatchObject({ state: 'link_created' });
      expect(await world.creates('a')).toBe(1);
      // What the row itself is to blame for is not.
      await deliver('b', { refused: true });
      servers.clock.set(START + 3 * HOUR);
      expect(await deliver('b', { retryAt: START + 3 * HOUR })).toMatchObject({ state: 'failed' });
    });
  });
});

describe('what stands in the way before the provider is asked', () => {
  it('leaves a failed link, which says why', async () => {
    await within(async (world) => {
      const { run, deliver } = world;
      await deliver('REF-1');
      const failed = async (key: string, changes: Partial<RowEvent>) => {
        const outcome = await deliver(key, changes);
        expect(outcome).toMatchObject({ state: 'failed' });
        return (await theLink(world, key)).failure;
      };
      const terms = row(run, 'x', {}).terms;
      expect(
        await failed('a', { terms: { ...terms, reference: 'REF-1' }, onDuplicate: 'reject' }),
      ).toMatchObject({
        category: 'duplicate_active_link',
        conflict: idOf('REF-1'),
      });
      expect(await failed('b', { refused: true })).toMatchObject({
        category: 'validation_error',
        code: 'required',
        pointer: '/customer/phone',
      });
      expect(await failed('c', { terms: { ...terms, connection: 'gone' } })).toMatchObject({
        category: 'validation_error',
        code: 'unknown_connection',
        pointer: '/connection',
      });
      expect(await failed('d', { terms: { ...terms, expiresAt: START } })).toMatchObject({
        pointer: '/expires_at',
      });
      // The one in the way of the first has ended: the later upload of the same row takes its place.
      answered(await post(run, idOf('REF-1'), 'cancel'));
      const again = { terms: { ...terms, reference: 'REF-1' }, onDuplicate: 'reject' as const };
      const batch = { id: LATER, row: 1, hash: HASH };
      expect(await deliver('a', { ...again, batch })).toMatchObject({ state: 'link_created' });
      expect(await deliver('a', again), 'the earlier upload, late').toMatchObject({ state: 'link_created' });
      expect(await world.creates('a')).toBe(1);
    });
  });
});

describe('a message that is given up', () => {
  it('ends its row where that was not begun, and changes nothing where it was', async () => {
    await within(async (world) => {
      const { deliver } = world;
      expect(await deliver('a', { dead: true })).toMatchObject({
        state: 'failed',
        link: { failure: { category: 'internal' }, batch: { id: FIRST } },
      });
      expect(await deliver('a', { dead: true })).toMatchObject({ link: { version: 1 } });
      expect(await deliver('a', { ...corrected, dead: true })).toMatchObject({
        link: { version: 2, batch: { id: LATER } },
      });
      const made = await deliver('b');
      expect(await deliver('b', { dead: true })).toEqual(made);
    });
  });
});

describe('a provider that takes nothing', () => {
  it('keeps a row waiting, which is made by its timer, with no word of it in between', async () => {
    await within(async (world) => {
      const { run, deliver } = world;
      run.fate = refuses(3);
      const first = await deliver('a');
      expect(first).toMatchObject({ state: 'creating', link: { op: { waits: 'rate-limited' } } });
      expect(await deliver('a'), 'another copy').toEqual(first);
      await run.liveUntil(START + 15 * MINUTE);
      expect(await theLink(world, 'a')).toMatchObject({ status: 'active' });
      expect(await theLink(world, 'a')).not.toHaveProperty('generation');
      const types = await typesOf(run, 'a');
      expect(types.slice(0, 2)).toEqual(['link.creating', 'link.created']);
      expect(types.filter((type) => /failed|retried/.test(type))).toEqual([]);
    });
  });

  it('for a day lets it fail; one that is cancelled meanwhile ends at once', async () => {
    await within(async (world) => {
      const { run, deliver } = world;
      run.tickMs = 10 * MINUTE;
      run.fate = refuses(10_000);
      await deliver('a');
      pass(10_000);
      await deliver('b');
      expect(answered(await post(run, idOf('b'), 'cancel')).status).toBe(200);
      await run.liveUntil(START + HOUR);
      expect(await theLink(world, 'b')).toMatchObject({ status: 'cancelled' });
      expect(await theLink(world, 'a')).toMatchObject({ status: 'creating', op: { waits: 'rate-limited' } });
      run.tickMs = 2 * HOUR;
      await run.liveUntil(START + 23 * HOUR);
      expect(await theLink(world, 'a')).toMatchObject({ status: 'creating' });
      await run.liveUntil(START + 30 * HOUR);
      expect(await theLink(world, 'a')).toMatchObject({
        status: 'failed',
        failure: { category: 'rate-limited' },
      });
    });
  }, 60_000);

  it('and one row in three whose answer is lost: each ends with one link', async () => {
    await within(async (world) => {
      const { run } = world;
      let creates = 0;
      run.fate = (call) => {
        if (call.operation !== CREATE) return 'pass';
        creates += 1;
        if (creates % 3 === 1) return 'lose-answer';
        return creates % 3 === 2 ? refuses(1)(call) : 'pass';
      };
      const keys = Array.from({ length: 12 }, (_, n) => `row ${n}`);
      for (const key of keys) await world.finish(key);
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      run.fate = () => 'pass';
      await run.liveUntil(servers.clock.now() + 40 * MINUTE);
      for (const key of keys) {
        expect(await theLink(world, key)).toMatchObject({ status: 'active' });
        expect(await world.creates(key), key).toBe(1);
      }
    });
  }, 60_000);
});
