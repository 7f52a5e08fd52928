import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Servers, startServers } from '../faults/servers.ts';
import { fullBody, typicalBody } from './bodies.ts';
import { filterTable } from './filters.ts';
import { live } from './life.ts';
import type { Metered } from './meter.ts';
import {
  eventCalls,
  functionTable,
  lifeTable,
  linkSizes,
  ownCalls,
  readTable,
  unexplained,
  unitsOf,
} from './price-table.ts';
import { readAtBothSizes } from './reading.ts';

let servers: Servers;
let lives: {
  typical: readonly Metered[];
  woken: readonly Metered[];
  slow: readonly Metered[];
  full: readonly Metered[];
};
let reading: Awaited<ReturnType<typeof readAtBothSizes>>;
let table = '';

beforeAll(async () => {
  servers = await startServers();
  lives = {
    typical: await live(servers, typicalBody),
    woken: await live(servers, typicalBody, { woken: true }),
    slow: await live(servers, typicalBody, { woken: true, looked: true }),
    full: await live(servers, fullBody(servers)),
  };
  reading = await readAtBothSizes(servers);
  table = [
    ...lifeTable(lives),
    '',
    ...readTable(reading.names, { '100 links': reading.few, '20,000 links': reading.many }),
    '',
    ...filterTable(reading.filters),
    '',
    ...functionTable('link of a slow payer, by function', lives.slow),
  ].join('\n');
  process.stdout.write(`\n${table}\n\n`);
}, 180_000);

afterAll(() => servers?.close());

const everyCall = () => [
  ...Object.values(lives).flat(),
  ...[...reading.few.values(), ...reading.many.values()].flat(),
];

describe('a link that is created with two messages, opened and paid', () => {
  it('costs at most 19 write units, beside one for each event and one for its place in the feed', () => {
    expect(unitsOf(ownCalls(lives.typical)).writes).toBeLessThanOrEqual(19);
    for (const calls of Object.values(lives)) {
      expect(new Set(eventCalls(calls).map(({ writes }) => writes))).toEqual(new Set([1, 2]));
      expect(eventCalls(calls).length).toBeGreaterThan(0);
    }
  });

  it.each(['typical', 'woken', 'slow', 'full'] as const)('is created once at the provider: %s', (name) => {
    const creates = lives[name].filter(({ operation }) => operation === 'PUT /agent/payment-links');
    expect(creates).toHaveLength(1);
    expect(unexplained(lives[name]), 'the table of prices has a row for each write').toEqual([]);
  });

  it('takes at most 1 KB in the table', () => {
    for (const name of ['typical', 'woken', 'slow'] as const) {
      expect(Math.max(...linkSizes(lives[name]))).toBeLessThanOrEqual(1024);
    }
  });
});

describe('what is read', () => {
  const reads = (name: string) => {
    const [few = [], many = []] = [reading.few.get(name), reading.many.get(name)];
    return [unitsOf(few).reads, unitsOf(many).reads];
  };

  it('a page of 50 links costs at most 7 read units, however many there are', () => {
    const [few, many] = reads('list, a page of 50');
    expect(few).toBeLessThanOrEqual(7);
    expect(many).toBe(few);
  });

  it('a page of a list looks at 1,000 links at most and shows 50, whatever it is filtered by', () => {
    expect(reading.filters.length).toBeGreaterThan(25);
    for (const { query, pages } of reading.filters) {
      for (const { looked, links } of pages) {
        expect(looked, query).toBeLessThanOrEqual(1_000);
        expect(links, query).toBeLessThanOrEqual(50);
      }
    }
  });

  it('a tick with nothing due costs at most 20 read units, however many links wait', () => {
    const [few, many] = reads('tick with nothing due');
    expect(few).toBeLessThanOrEqual(20);
    expect(many).toBe(few);
  });

  it('a wake with nothing to do is one consistent read', () => {
    for (const calls of [reading.few, reading.many]) {
      expect(calls.get('wake with nothing to do')).toMatchObject([
        { service: 'dynamodb', operation: 'GetItem', about: 'link', consistent: true, reads: 1, writes: 0 },
      ]);
    }
  });

  it('nothing is scanned', () => {
    expect(everyCall().filter(({ operation }) => operation.startsWith('Scan'))).toEqual([]);
  });
});

it('docs/costs.md holds the printed table', () => {
  const page = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');
  expect(page).toContain(table);
});
