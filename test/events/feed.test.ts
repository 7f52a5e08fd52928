import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pause } from '../../lib/clock.ts';
import { publishRecord } from '../../lib/events/publish.ts';
import { readFeed } from '../../lib/events/read-feed.ts';
import { newId, newLinkId } from '../../lib/ids.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { putBatchEvent } from '../../lib/table/batch-events.ts';
import { type EventType, type LinkEvent, putEvent } from '../../lib/table/events.ts';
import { HOLD_BACK_MS, PUT_MS } from '../../lib/table/feed.ts';
import { linkKey } from '../../lib/table/keys.ts';
import type { Answer, Forward } from '../faults/proxy.ts';
import {
  anEvent,
  DAY,
  HOUR,
  type Item,
  SECOND,
  START,
  startFeedWorld,
  TYPES,
  virtualTime,
} from './feed-world.ts';

let world: Awaited<ReturnType<typeof startFeedWorld>>;
beforeAll(async () => {
  world = await startFeedWorld();
});
afterAll(() => world.close());

let org = '';
beforeEach(() => {
  org = `org_${newId(START)}`;
});
const publish = (event: LinkEvent, at: number, of = org) =>
  putEvent(world.table, of, event, 0, { now: () => at });

describe('while it is written', () => {
  const COUNT = 5_000;
  const BURSTS = 10;
  const PER_STEP = 2;
  const STEP = 100;

  interface Troubles {
    /** How long a put may be held up, ms. */
    slow: number;
    /** By how much each clock is wrong. */
    skew: number;
    /** How long the index does not show what was written. */
    lag: number;
    bursts?: number;
  }

  /**
   * Two publishers with clocks of their own, whose puts are held up on their way, and a reader that sees what they wrote only a
   * while later. Publishers share work by chance, as the stream tells them again. Gives what the reader has seen.
   */
  async function live({ slow, skew, lag, bursts = BURSTS }: Troubles) {
    const time = virtualTime(START);
    const chance = chances(7);
    const landed = new Map<string, number>();
    const nameOf = (item: Item = {}) => `${item.pk?.S} ${item.sk?.S}`;
    const held = world.through(async ({ Item }, send) => {
      await time.sleep(chance() < 0.1 ? chance() * slow : 0);
      await send();
      landed.set(nameOf(Item), time.now());
    });
    const lagging = world.through(async (_, send) => {
      const got = await send();
      got.Items = got.Items?.filter((item) => (landed.get(nameOf(item)) ?? 0) + lag <= time.now()) ?? [];
      // What is not shown is not counted either.
      if (got.Items.length === 0) delete got.LastEvaluatedKey;
    });

    const published: LinkEvent[] = [];
    const seen: string[] = [];
    let after: string | undefined;
    const poll = async () => {
      const clock = { now: () => time.now() + skew };
      for (let more = true; more; ) {
        const size = 1 + Math.floor(chance() * 60);
        const begin = after === undefined ? { from: START - HOUR } : { after };
        const page = await readFeed({ table: lagging, clock }, org, { types: TYPES, size, ...begin });
        seen.push(...page.events.map(({ id }) => id));
        after = page.next;
        more = page.more;
      }
    };
    const put = (event: LinkEvent, publisher: number) => {
      const clock = { now: () => time.now() + (publisher === 0 ? -skew : skew) };
      void time.track(putEvent(held, org, event, 0, clock));
    };

    const links = Array.from({ length: 400 }, () => newLinkId(START));
    for (let burst = 0; burst < bursts; burst++) {
      // Every other one over midnight, the others at midday.
      const at = START + (burst / BURSTS) * 3 * DAY;
      const begin = burst % 2 ? Math.ceil(at / DAY) * DAY - 12 * SECOND : at;
      await time.pass(Math.max(0, begin - time.now()));
      for (let step = 0; step < COUNT / BURSTS / PER_STEP; step++) {
        for (let n = 0; n < PER_STEP; n++) {
          const version = 1 + Math.floor(published.length / links.length);
          const linkId = links[published.length % links.length] ?? '';
          // What is published late happened long before.
          const happened = chance() < 0.05 ? time.now() - 2 * DAY : time.now();
          const event = anEvent(happened, { linkId, version });
          published.push(event);
          put(event, n % 2);
          if (chance() < 0.1) put(event, 1 - (n % 2));
          const earlier = published[Math.floor(chance() * published.length)];
          if (earlier && chance() < 0.1) put(earlier, n % 2);
        }
        await time.pass(STEP);
        if (chance() < 0.1) await poll();
      }
      await time.pass(30 * SECOND);
      if (burst % 3) await poll();
    }
    await time.pass(DAY);
    await poll();
    return { published, seen, next: after ?? '', now: time.now() };
  }

  it('shows 5,000 events of three days to a polling reader, each once and in one order', async () => {
    const { published, seen, now } = await live({ slow: 3 * PUT_MS, skew: 500, lag: 900 });
    expect(published).toHaveLength(COUNT);
    expect(new Set(published.map(({ id }) => id)).size).toBe(COUNT);
    expect(seen).toHaveLength(COUNT);
    expect(new Set(seen)).toEqual(new Set(published.map(({ id }) => id)));
    // Whoever reads it afterwards sees the same in the same order.
    const again = await world.all(org, now, { from: START - HOUR });
    expect(again.ids).toEqual(seen);
  }, 400_000);

  it('would not without the hold-back, which this test can tell', async () => {
    const { published, seen } = await live({ slow: 3 * PUT_MS, skew: HOLD_BACK_MS, lag: 900, bursts: 1 });
    expect(seen.length).toBeLessThan(published.length);
  }, 400_000);
});

describe('a put', () => {
  it('that is told again, at once or much later, does not move its event', async () => {
    const event = anEvent(START);
    await Promise.all([publish(event, START), publish(event, START + 1), publish(event, START + 2)]);
    const first = await world.all(org, START + HOUR, { from: START });
    expect(first.ids).toEqual([event.id]);
    await publish(event, START + 2 * DAY);
    expect((await world.all(org, START + 3 * DAY, { after: first.next })).ids).toEqual([]);
    expect((await world.all(org, START + 3 * DAY, { from: START })).ids).toEqual([event.id]);
  });

  it('without an answer is begun again with the instant of then, and comes in no second time', async () => {
    const event = anEvent(START);
    let release = () => {};
    let late: Promise<Answer> | undefined;
    // The first one lies on the network, long after its sender has given it up.
    const table = await world.behind(() => {
      if (late) return 'pass';
      return {
        answer: (_, forward) => {
          late = new Promise<void>((resolve) => {
            release = resolve;
          }).then(() => forward());
          return late;
        },
      };
    });
    let now = START - DAY;
    const began = Date.now();
    await putEvent(table, org, event, 0, { now: () => (now += DAY) });
    expect(Date.now() - began).toBeGreaterThanOrEqual(PUT_MS - 50);
    release();
    expect((await late)?.body.toString()).toContain('ConditionalCheckFailed');
    expect((await world.all(org, START + HOUR, { from: START })).ids).toEqual([]);
    expect((await world.all(org, START + 2 * DAY, { from: START })).ids).toEqual([event.id]);
  });

  it('whose answer was lost stands where it was', async () => {
    const event = anEvent(START);
    let puts = 0;
    const table = await world.behind(() => {
      puts += 1;
      if (puts > 1) return 'pass';
      return { answer: async (_, forward) => forward().then(() => new Promise<never>(() => {})) };
    });
    let now = START - SECOND;
    await putEvent(table, org, event, 0, { now: () => (now += SECOND) });
    expect(puts).toBe(2);
    expect((await world.all(org, START + HOUR, { from: START })).ids).toEqual([event.id]);
    expect((await world.all(org, START + HOUR, { from: START + 1 })).ids).toEqual([]);
  });

  it('that gets no answer fails in bounded time, well within the hold-back', async () => {
    const table = await world.behind(() => ({ answer: () => new Promise<never>(() => {}) }));
    const began = Date.now();
    await expect(putEvent(table, org, anEvent(START), 0, { now: () => START })).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(HOLD_BACK_MS);
    expect((await world.all(org, START + HOUR, { from: START })).ids).toEqual([]);
  }, 20_000);
});

it('no put is under way any more when a record has been published, not even where another has failed', async () => {
  const before = aLink({ org });
  const facts = { paidAt: START, flags: { overpaid: START } };
  const after = { ...before, version: before.version + 1, status: 'paid' as const, facts };
  const imageOf = (link: typeof before) => marshall({ ...linkKey(org, link.id), ...link });
  const Keys = marshall({ ...linkKey(org, before.id) });
  const dynamodb = { Keys, OldImage: imageOf(before), NewImage: imageOf(after) };
  const record: DynamoDBRecord = JSON.parse(JSON.stringify({ dynamodb }));
  let slow: 'begun' | 'done' | undefined;
  const table = await world.behind(({ body }) => {
    const answer = async (_: unknown, forward: Forward) => {
      if (body.includes('link.paid')) return { status: 400, headers: {}, body: Buffer.from('{}') };
      slow = 'begun';
      await pause(500);
      const answered = await forward();
      slow = 'done';
      return answered;
    };
    return { answer };
  });
  await expect(publishRecord({ table, clock: { now: () => START } }, record)).rejects.toThrow();
  expect(slow).toBe('done');
  const { events } = await world.all(org, START + HOUR, { from: START });
  expect(events.map(({ type }) => type)).toEqual(['link.exception']);
});

describe('order and place', () => {
  it('keeps the hold-back to the millisecond', async () => {
    const event = anEvent(START);
    await publish(event, START);
    expect((await world.all(org, START + HOLD_BACK_MS, { from: START })).ids).toEqual([]);
    expect((await world.all(org, START + HOLD_BACK_MS + 1, { from: START })).ids).toEqual([event.id]);
  });

  it('has those of one instant by link or batch and by version, whichever was first', async () => {
    const [a, b] = [newLinkId(START), newLinkId(START + 1)];
    const events = [
      anEvent(START, { linkId: b, version: 10 }),
      anEvent(START, { linkId: b, version: 9 }),
      anEvent(START, { linkId: a, version: 11 }),
    ];
    await Promise.all(events.map((event) => publish(event, START)));
    const expected = [`${a}.11.0`, `${b}.9.0`, `${b}.10.0`];
    const { ids, pages } = await world.all(org, START + HOUR, { from: START, size: 1 });
    expect(ids).toEqual(expected);
    expect(pages.map((page) => page.events.length)).toEqual([1, 1, 1, 0]);
  });

  it('has what is published late behind what came before, with the instant at which it happened', async () => {
    const [early, late] = [anEvent(START + HOUR), anEvent(START - 40 * DAY)];
    await publish(early, START + HOUR);
    const { next } = await world.all(org, START + 2 * HOUR, { from: START });
    await publish(late, START + 3 * HOUR);
    const { events } = await world.all(org, START + 4 * HOUR, { after: next });
    expect(events).toMatchObject([{ id: late.id, at: START - 40 * DAY }]);
  });

  it('finds what the index shows only after the hold-back, as long as nothing came behind it', async () => {
    const first = anEvent(START - SECOND);
    await publish(first, DAY + START - SECOND);
    // Midnight has passed, and the reader has found nothing of the day after.
    const { ids, next } = await world.all(org, START + DAY + HOUR / 2, { from: START });
    expect(ids).toEqual([first.id]);
    const shownLate = anEvent(START);
    await publish(shownLate, START + DAY - 1);
    expect((await world.all(org, START + DAY + HOUR / 2 + SECOND, { after: next })).ids).toEqual([
      shownLate.id,
    ]);
    const empty = await world.all(org, START + DAY + 2 * HOUR, { from: START + DAY });
    await publish(anEvent(START), START + DAY + SECOND);
    expect((await world.all(org, START + DAY + 2 * HOUR, { after: empty.next })).ids).toHaveLength(1);
  });

  it('goes over the borders of days', async () => {
    const instants = [DAY - 1, DAY, DAY + 1, 2 * DAY - 1, 2 * DAY, 5 * DAY].map((ms) => START + ms);
    const events = instants.map((at) => anEvent(at));
    await Promise.all(events.map((event, index) => publish(event, instants[index] ?? 0)));
    for (const size of [1, 2, 3, 50]) {
      const { ids } = await world.all(org, START + 6 * DAY, { from: START, size });
      expect(ids).toEqual(events.map(({ id }) => id));
    }
    expect((await world.all(org, START + 6 * DAY, { from: START + DAY })).ids).toHaveLength(5);
  });
});

describe('a page', () => {
  it('is as long as it was asked for, whatever the types, and none is lost between two', async () => {
    const kinds: EventType[] = ['link.created', 'link.opened', 'link.paid', 'message.sent', 'link.checked'];
    const events = Array.from({ length: 300 }, (_, n) =>
      anEvent(START + n, { type: n % 50 === 0 ? 'link.failed' : (kinds[n % kinds.length] ?? 'link.paid') }),
    );
    await Promise.all(events.map((event) => publish(event, event.at)));
    const told = events.filter(({ type }) => type !== 'link.checked');
    for (const size of [1, 7, 50, 200]) {
      const { ids, pages } = await world.all(org, START + HOUR, { from: START, size });
      expect(ids).toEqual(told.map(({ id }) => id));
      expect(pages.slice(0, -1).every((page) => page.events.length === size)).toBe(true);
      for (const types of [['link.failed'], ['link.paid', 'message.sent'], ['batch.ready']]) {
        const some = await world.all(org, START + HOUR, { from: START, size, types });
        expect(some.ids).toEqual(told.filter(({ type }) => types.includes(type)).map(({ id }) => id));
      }
    }
  });

  it('of what is rare looks at 1,000 events at most, and says where to go on', async () => {
    const events = Array.from({ length: 1_100 }, (_, n) =>
      anEvent(START + n, { type: n === 1_050 ? 'link.paid' : 'link.opened' }),
    );
    await Promise.all(events.map((event) => publish(event, event.at)));
    const { pages, ids } = await world.all(org, START + HOUR, {
      from: START,
      types: ['link.paid'],
      size: 50,
    });
    expect(pages.map((page) => [page.events.length, page.more])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(ids).toEqual([events[1_050]?.id]);
  }, 30_000);

  it('looks at 31 days at most, and at none before the organisation', async () => {
    const { organisation } = await createOrganisation(
      { table: world.table, clock: { now: () => START } },
      { name: 'Ada Travel', mode: 'test' },
    );
    const now = START + 100 * DAY;
    await publish(anEvent(now), now - HOUR, organisation.id);
    let queries = 0;
    const table = world.through(({ command }, send) => {
      if (command === 'QueryCommand') queries += 1;
      return send();
    });
    const clock = { now: () => now };
    const counts: number[] = [];
    let begin: { from?: number; after?: string } = { from: 0 };
    let found = 0;
    for (let more = true; more; ) {
      queries = 0;
      const page = await readFeed({ table, clock }, organisation.id, { types: TYPES, size: 50, ...begin });
      counts.push(queries);
      found += page.events.length;
      ({ more } = page);
      begin = { after: page.next };
    }
    expect(counts).toEqual([31, 31, 31, 8]);
    expect(found).toBe(1);
  });

  it('begins 24 hours ago when nothing else is said, and later where that is asked for', async () => {
    const events = [25, 23, 1].map((hours) => anEvent(START - hours * HOUR));
    for (const event of events) await publish(event, event.at);
    expect((await world.all(org, START)).ids).toEqual(events.slice(1).map(({ id }) => id));
    const { pages, next } = await world.all(org, START, { from: START + DAY });
    expect(pages).toMatchObject([{ events: [], more: false }]);
    await publish(anEvent(START + 2 * DAY), START + 2 * DAY);
    expect((await world.all(org, START + 3 * DAY, { after: next })).ids).toHaveLength(1);
  });
});

it("never has another organisation's, nor takes its cursors", async () => {
  const [own, foreign] = [anEvent(START), anEvent(START)];
  const other = `${org}X`;
  await publish(own, START);
  await publish(foreign, START, other);
  const mine = await world.all(org, START + HOUR, { from: START });
  expect(mine.ids).toEqual([own.id]);
  expect((await world.all(other, START + HOUR, { from: START })).ids).toEqual([foreign.id]);
  await expect(world.all(other, START + HOUR, { after: mine.next })).rejects.toThrow('another organisation');
});

it('tells of batches too, and of nothing that merchants are not told of', async () => {
  const batchId = newId(START);
  const types = [
    'batch.created',
    'batch.uploaded',
    'batch.ready',
    'batch.confirmed',
    'batch.completed',
  ] as const;
  for (const [index, type] of types.entries()) {
    const version = index + 1;
    const data = { status: 'ready', connection: 'felloh-main' };
    const event = { id: `${batchId}.${version}.0`, batchId, type, at: START, version, by: 'timer', data };
    await putBatchEvent(world.table, org, event, 0, { now: () => START + version });
  }
  await publish(anEvent(START, { type: 'message.queued' }), START);
  const { events } = await world.all(org, START + HOUR, { from: START });
  expect(events.map(({ type }) => type)).toEqual(['batch.ready', 'batch.completed']);
});

/** Chances that are the same in every run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
