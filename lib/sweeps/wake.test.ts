import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startTable } from '../../test/support/start-table.ts';
import type { OpenConnection } from '../connections/open.ts';
import type { ProviderLink, ProviderLinkPage, SweepRequest } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerOf } from '../providers/registry.ts';
import { sessionFor } from '../providers/session.ts';
import { getSweep } from '../table/sweeps.ts';
import { askSweep } from './ask.ts';
import type { SweepDeps } from './deps.ts';
import type { SweptLink } from './model/swept-link.ts';
import { wakeSweep } from './wake.ts';

const MINUTE = 60_000;
const START = 1_772_445_600_000;

const { table, close } = await startTable();
afterAll(close);

let connection = '';
let connections = 0;
let now = START;
let hinted = 0;
let told: SweptLink[] = [];
let requests: SweepRequest[] = [];
/** What the provider answers. */
let pages: (request: SweepRequest) => Promise<ProviderLinkPage>;

const openConnection: OpenConnection = async () => {
  const allpay = providerOf('allpay');
  if (!allpay) throw new Error('allpay is not there');
  const sweep = (request: SweepRequest) => {
    requests.push(request);
    return pages(request);
  };
  return {
    provider: { ...allpay, sweep },
    account: {},
    limits: allpay.limits,
    session: sessionFor(connection),
    connection: {
      org: 'O1',
      id: connection,
      provider: 'allpay',
      settings: {},
      credentials: '',
      expiresInDays: 30,
      hookToken: 'T1',
      version: 1,
      writer: 'w',
      createdAt: START,
      updatedAt: START,
    },
  };
};

const deps: SweepDeps = {
  table,
  clock: { now: () => now },
  openConnection,
  hints: {
    async sweep() {
      hinted += 1;
    },
  },
  signal: new AbortController().signal,
};

beforeEach(() => {
  connection = `main-${++connections}`;
  now = START;
  hinted = 0;
  told = [];
  requests = [];
});

const tell = async (link: SweptLink) => {
  told.push(link);
};
const wake = () => wakeSweep(deps, { org: 'O1', connection }, tell);
const sweep = () => getSweep(table, 'O1', connection);
const ask = (name: string, notBefore = 0, dueAt = now) =>
  askSweep(deps, {
    org: 'O1',
    connection,
    provider: { url: urlOf(name), id: name },
    notBefore,
    dueAt,
  });

function urlOf(name: string): string {
  return `https://pay.example.com/${name}`;
}

function listed(name: string, more: Partial<ProviderLink['observation']> = {}): ProviderLink {
  return {
    providerLinkId: name,
    providerUrl: urlOf(name),
    observation: { observedAt: now, status: 'active', ...more },
  };
}

/** So many pages of two links; each takes `ms` to be read. */
function slowly(count: number, ms: number) {
  return async ({ cursor = '0' }: SweepRequest): Promise<ProviderLinkPage> => {
    const page = Number(cursor);
    now += ms;
    const links = [listed(`${page}a`), listed(`${page}b`)];
    return page + 1 < count ? { links, cursor: String(page + 1) } : { links };
  };
}

describe('a sweep of many pages', () => {
  it('stops when its time is over and goes on where it was, however long it takes', async () => {
    pages = slowly(60, 9_000);
    expect(await ask('0a')).toEqual({ waits: true });
    const dueAt = now;
    let wakes = 0;
    for (; (await sweep())?.dueAt !== undefined; wakes++) await wake();
    expect(wakes).toBe(21);
    expect(requests.map(({ cursor = '0' }) => Number(cursor))).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
    expect(hinted).toBe(21);
    expect(told).toHaveLength(120);
    expect(await sweep()).toMatchObject({ snapshot: { startedAt: START, links: 120, parts: 2 } });
    // Nine minutes old, yet it began when it was asked for.
    expect(await ask('59b', 0, dueAt)).toMatchObject({ startedAt: START, link: { id: '59b' } });
    expect(await ask('59b')).toEqual({ waits: true });
  });

  it('goes on with what a dead worker has kept', async () => {
    pages = slowly(5, 6_000);
    await ask('0a');
    const answers = pages;
    // Dies in the fourth page: two are kept, and nothing is heard of it again.
    pages = (request) => (request.cursor === '3' ? new Promise(() => {}) : answers(request));
    void wake();
    await expect.poll(() => requests.length).toBe(4);
    pages = answers;
    now += 66_000;
    await wake();
    expect(requests.map(({ cursor = '0' }) => cursor)).toEqual(['0', '1', '2', '3', '2', '3', '4']);
    expect(told).toHaveLength(10);
    expect(await sweep()).toMatchObject({ snapshot: { startedAt: START, links: 10 } });
  });

  it('is not gone on with by a worker that counts as dead', async () => {
    await ask('A');
    let release: (page: ProviderLinkPage) => void = () => {};
    pages = () => new Promise((resolve) => (release = resolve));
    const slow = wake();
    await expect.poll(() => requests.length).toBe(1);
    await wake();
    expect(requests).toHaveLength(1);
    now += 66_000;
    pages = async () => ({ links: [listed('A', { status: 'paid', paidAt: now })] });
    await wake();
    const after = await sweep();
    release({ links: [listed('A')] });
    await slow;
    expect(await sweep()).toEqual(after);
    expect(await ask('A')).toMatchObject({ link: { seen: { status: 'paid' } } });
  });

  it('goes on after a failure with the pages that it has kept, and anew after a second', async () => {
    const answers = slowly(4, 11_000);
    let failing = 2;
    pages = (request) => {
      if (request.cursor !== '1' || failing-- <= 0) return answers(request);
      throw new ProviderError({ kind: 'rate-limited', provider: 'allpay', operation: 'sweep' });
    };
    await ask('0a');
    await wake();
    expect(await sweep()).toMatchObject({ failures: 1, run: { rests: true, kept: 1, cursor: '1' } });
    expect(await ask('0a')).toEqual({ failing: true });
    now += MINUTE;
    await wake();
    expect(await sweep()).toMatchObject({ failures: 2 });
    now += 2 * MINUTE;
    for (let i = 0; i < 3; i++) await wake();
    expect(requests.map(({ cursor = '0' }) => cursor)).toEqual(['0', '1', '1', '0', '1', '2', '3']);
    expect((await sweep())?.failures).toBeUndefined();
  });

  it('tells a link once that moves from one page to another, or is on none', async () => {
    await ask('A');
    pages = async ({ cursor }) =>
      cursor === undefined
        ? { links: [listed('A'), listed('B')], cursor: '2' }
        : { links: [listed('A', { status: 'paid', paidAt: now, amountPaid: 5 })] };
    await wake();
    expect(told.map(({ id, seen }) => [id, seen?.status])).toEqual([
      ['A', 'paid'],
      ['B', 'active'],
    ]);
    expect(await ask('C')).toEqual({ startedAt: START });
    now += 6 * MINUTE;
    await ask('A');
    pages = async () => ({ links: [listed('A', { status: 'paid', paidAt: now, amountPaid: 5 })] });
    await wake();
    expect(told).toHaveLength(2);
    expect(await ask('B')).toEqual({ startedAt: now });
    // What is as it was keeps the instant at which it was first seen.
    expect(await ask('A')).toMatchObject({ startedAt: now, link: { seen: { paidAt: START } } });
  });

  it('says nothing of a link about which the lists contradict themselves', async () => {
    await ask('A');
    pages = async () => ({ links: [listed('A'), { ...listed('A'), providerLinkId: 'other' }] });
    await wake();
    expect(await ask('A')).toEqual({ unclear: true });
  });

  it('finds each link when its parts become more and fewer', async () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `L${i}`);
    for (const [count, parts, news] of [
      [10, 1, 10],
      [1000, 16, 990],
      [30, 1, 0],
    ] as const) {
      await ask('none');
      pages = async () => ({ links: names(count).map((name) => listed(name)) });
      told = [];
      await wake();
      expect(await sweep()).toMatchObject({ snapshot: { parts, links: count } });
      expect(told).toHaveLength(news);
      expect(await ask('L7')).toMatchObject({ link: { id: 'L7', seen: { observedAt: START } } });
      expect(await ask(`L${count - 1}`)).toMatchObject({ link: { id: `L${count - 1}` } });
      now += 6 * MINUTE;
    }
  });
});

describe('who asks', () => {
  it('waits for one sweep, however many ask at a time', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`L${i}`)));
    expect(new Set(asked.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"waits":true}']));
    expect(await sweep()).toMatchObject({ version: 1, wantedAt: START });
    expect(hinted).toBe(1);
  });

  it('for a later reading than the one under way gets it after that, and a minute apart at least', async () => {
    await ask('A');
    pages = async () => {
      now += 10_000;
      expect(await ask('A', now)).toEqual({ waits: true });
      return { links: [listed('A')] };
    };
    await wake();
    expect(await sweep()).toMatchObject({ wantedAt: START + MINUTE, dueAt: START + MINUTE });
    pages = async () => ({ links: [listed('A')] });
    await wake();
    expect(requests).toHaveLength(1);
    now = START + MINUTE;
    await wake();
    expect(requests).toHaveLength(2);
    expect(await ask('A', START + 10_000)).toMatchObject({ startedAt: START + MINUTE });
  });

  it('is told that it fails, and makes a stuck one be tried again', async () => {
    await ask('A');
    pages = async () => {
      throw new ProviderError({ kind: 'unavailable', provider: 'allpay', operation: 'sweep' });
    };
    const waits: number[] = [];
    for (let next = (await sweep())?.dueAt; next !== undefined; next = (await sweep())?.dueAt) {
      waits.push((next - now) / MINUTE);
      now = next;
      await wake();
    }
    expect(waits).toEqual([0, 1, 2, 5, 10, 15, 30, 30]);
    expect(await sweep()).toMatchObject({ failures: 8 });
    expect(await ask('A')).toEqual({ failing: true });
    expect((await sweep())?.dueAt).toBe(now + 30 * MINUTE);
    now += 30 * MINUTE;
    pages = async () => ({ links: [listed('A')] });
    await wake();
    expect(await ask('A')).toMatchObject({ startedAt: now });
    expect(await sweep()).not.toHaveProperty('failures');
  });
});
