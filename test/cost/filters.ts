import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { Run } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { START } from '../faults/servers.ts';
import type { Meter, Metered } from './meter.ts';
import { line } from './price-table.ts';
import { APART_MS, amountOf, providerOf, referenceOf, statusOfNumber } from './varied.ts';

/** A filter in the words of the API, and which of the links it is to find. */
type Filter = readonly [query: string, fits: (n: number) => boolean];

export interface FilterPages {
  query: string;
  /** How many of the links it fits. */
  fit: number;
  /** Of each page that was asked for, in turn. */
  pages: readonly { links: number; looked: number; reads: number }[];
}

/** Of a filter that goes on, as many pages as these are read. */
const PAGES = 3;

const HOUR = 3_600_000;

const createdAt = (n: number) => START - n * APART_MS;
const at = (epochMs: number) => new Date(epochMs).toISOString();
const made = (n: number) => at(createdAt(n));
const paidAt = (n: number) => at(createdAt(n) + HOUR);
const endOf = (n: number) => at(createdAt(n) + 30 * 24 * HOUR);
const isPaid = (n: number) => n % 2 === 1;

const STATUSES = [
  'active',
  'paid',
  'processing',
  'partially_paid',
  'expired',
  'cancelled',
  'failed',
  'creating',
] as const;

const FILTERS: readonly Filter[] = [
  ['', () => true],
  ...STATUSES.map((status): Filter => [`status=${status}`, (n) => statusOfNumber(n) === status]),
  ['status=expired&status=cancelled', (n) => /^(expired|cancelled)$/.test(statusOfNumber(n))],
  ['connection=allpay-main', (n) => providerOf(n) === 'allpay'],
  ['provider=fortis', (n) => providerOf(n) === 'fortis'],
  [`reference=${referenceOf(777)}`, (n) => n === 777],
  ['customer_reference=C-255', (n) => n % 500 === 255],
  ['booking_id=B-252', (n) => n % 500 === 252],
  ['created_by=agent-251', (n) => n % 500 === 251],
  ['opened=true', (n) => n % 3 === 0],
  ['opened=false', (n) => n % 3 !== 0],
  [`created_from=${made(500)}`, (n) => n <= 500],
  [`created_to=${made(15_000)}`, (n) => n >= 15_000],
  [`created_from=${made(2_100)}&created_to=${made(2_000)}`, (n) => n >= 2_000 && n <= 2_100],
  [`expires_from=${endOf(500)}`, (n) => n <= 500],
  [`expires_to=${endOf(15_000)}`, (n) => n >= 15_000],
  [`paid_from=${paidAt(500)}`, (n) => isPaid(n) && n <= 500],
  [`paid_to=${paidAt(15_000)}`, (n) => isPaid(n) && n >= 15_000],
  ['amount_min=50000', (n) => amountOf(n) >= 50_000],
  ['amount_max=500', (n) => amountOf(n) <= 500],
  ['metadata[order]=253', (n) => n % 500 === 253],
  ['provider_options[client_code]=C254', (n) => n % 500 === 254],
  ['q=byron', () => true],
  ['q=INV-1999', (n) => n >= 19_990],
  ['q=nobody', () => false],
  ['status=paid&provider=paypoint&opened=true', (n) => isPaid(n) && n % 15 === 3],
];

const Page = z.object({
  data: z.array(z.object({ id: z.string(), reference: z.string() })),
  next_page_token: z.nullable(z.string()),
});

/**
 * Pages of 50 with every filter of the list, from the first of them on. Fails where a page shows other links than those
 * that fit, newest first. `known` are links beside those that are numbered.
 */
export async function readFilters(
  run: Run,
  { measure, calls }: Meter,
  { first, count, known }: { first: number; count: number; known: readonly string[] },
): Promise<FilterPages[]> {
  const numbers = Array.from({ length: count - first }, (_, i) => first + i);
  const readPage = async (query: string, token: string | null) => {
    const before = calls.length;
    const params = new URLSearchParams(query);
    if (token !== null) params.set('page_token', token);
    const request = { method: 'GET', path: '/v1/links', query: params };
    const reply = answered(await run.http('links/list', request));
    expect(reply.status, reply.body).toBe(200);
    const { data, next_page_token } = z.parse(Page, JSON.parse(reply.body));
    return { data, next_page_token, spent: calls.slice(before).filter(isOfList) };
  };
  const read = async ([query, fits]: Filter): Promise<FilterPages> => {
    const wanted = numbers.filter(fits).map(referenceOf);
    const found: string[] = [];
    const pages: FilterPages['pages'][number][] = [];
    let token: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof readPage>> = await readPage(query, token);
      found.push(...page.data.filter(({ id }) => !known.includes(id)).map(({ reference }) => reference));
      pages.push({ links: page.data.length, ...sumOf(page.spent) });
      token = page.next_page_token;
    } while (token !== null && pages.length < PAGES);
    expect(found, query).toEqual(token === null ? wanted : wanted.slice(0, found.length));
    return { query, fit: wanted.length, pages };
  };
  return measure('filters', async () => {
    const all: FilterPages[] = [];
    for (const filter of FILTERS) all.push(await read(filter));
    return all;
  });
}

/** Not the caller's key, which is read once in 30 seconds whatever is asked for. */
function isOfList({ about }: Metered): boolean {
  return about === 'query' || about === 'link' || about.startsWith('index ');
}

function sumOf(calls: readonly Metered[]): { looked: number; reads: number } {
  return {
    looked: calls.filter(({ about }) => !about.startsWith('index ')).reduce((n, { items }) => n + items, 0),
    reads: calls.reduce((sum, { reads }) => sum + reads, 0),
  };
}

/** Links a page on average, what a page costs at most, and what is looked at for each link that is shown. */
export function filterTable(filters: readonly FilterPages[]): string[] {
  const cells = ({ fit, pages }: FilterPages) => {
    const links = pages.reduce((sum, page) => sum + page.links, 0);
    const looked = pages.reduce((sum, page) => sum + page.looked, 0);
    return [
      fit.toLocaleString('en-GB'),
      `${pages.length}`,
      `${Math.round((10 * links) / pages.length) / 10}`,
      `${Math.max(...pages.map((page) => page.looked))}`,
      `${Math.max(...pages.map((page) => page.reads))}`,
      links === 0 ? '' : (looked / links).toFixed(1),
    ];
  };
  return [
    line('pages of 50 of 20,000 links', ['fit', 'pages', 'links', 'looked at', 'r', 'a link'], 10),
    ...filters.map((filter) => line(nameOf(filter), cells(filter), 10)),
  ];
}

function nameOf({ query }: FilterPages): string {
  return query.replace(/=\d{4}-[^&]+/g, '=…') || 'no filter';
}
