import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'vitest';
import * as z from 'zod';
import type { Batch } from '../../lib/batches/model/batch.ts';
import type { Chunk } from '../../lib/batches/model/chunk.ts';
import type { Row, RowState } from '../../lib/batches/model/row.ts';
import { countsOf } from '../../lib/batches/progress.ts';
import { checkedRows, endedRows } from '../../lib/batches/rows-of.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { chunksOf } from '../../lib/table/chunks.ts';
import { toItem } from '../../lib/table/items.ts';
import { toLink } from '../../lib/table/link-item.ts';
import { ledgerOf } from './ledger.ts';
import type { Tenant } from './tenant.ts';
import type { BatchWorld } from './world.ts';

/** What a file is known to hold by whoever made it. Row numbers from 1. */
export interface Planned {
  rows: number;
  invalid?: readonly number[];
  duplicates?: ReadonlyMap<number, number>;
  failed?: readonly number[];
  /** Rows that were not begun, or `any`: as many as it comes to. */
  skipped?: readonly number[] | 'any';
  status?: Batch['status'];
}

const Entry = z.looseObject({
  id: z.string(),
  amount: z.number(),
  deleted_at: z.nullable(z.string()),
});

/** Links that the provider has made since `from` of its ledger. */
export function providerLinks(world: Pick<BatchWorld, 'simulated'>, from = 0): z.infer<typeof Entry>[] {
  return ledgerOf(world)
    .slice(from)
    .map((entry) => z.parse(Entry, entry));
}

/** Every link of an organisation, as the table has it. */
export async function linksOf({ table }: Pick<BatchWorld, 'table'>, org: string): Promise<Link[]> {
  const links: Link[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :links)',
        ExpressionAttributeValues: toItem({ ':pk': `O#${org}#0`, ':links': 'L#' }),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    links.push(...(page.Items ?? []).map((item) => toLink(item)));
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return links;
}

/** Every item of the table. */
export async function itemsOf({ table }: Pick<BatchWorld, 'table'>): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, never> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return items;
}

export async function chunksAll(world: BatchWorld, { org }: Tenant, id: string): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of chunksOf(world.table, org, id)) chunks.push(chunk);
  return chunks;
}

/** The rows of a batch as the bucket has them: of each chunk as it was validated, or as it ended. */
export async function rowsOf(
  world: BatchWorld,
  tenant: Tenant,
  id: string,
  read: typeof endedRows = endedRows,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const chunk of await chunksAll(world, tenant, id))
    rows.push(...(await read(world.worker.files, chunk)));
  return rows;
}

const STATES: readonly RowState[] = ['invalid', 'duplicate', 'link_created', 'failed', 'skipped'];

/**
 * Holds a batch that has ended against what its file is known to hold, from outside: rows of the bucket, links of the table and
 * sums must say the same. Gives how many rows ended how.
 */
export async function judgeBatch(
  world: BatchWorld,
  tenant: Tenant,
  id: string,
  planned: Planned,
): Promise<Record<string, number>> {
  const {
    rows: count,
    invalid = [],
    duplicates = new Map<number, number>(),
    failed = [],
    skipped = [],
  } = planned;
  const batch = await tenant.batch(id);
  const chunks = await chunksAll(world, tenant, id);
  const rows = await rowsOf(world, tenant, id);
  const checked = await rowsOf(world, tenant, id, checkedRows);
  const links = new Map((await linksOf(world, tenant.org)).map((link) => [link.id, link]));

  const bad = invalid.length + duplicates.size + failed.length > 0;
  const status = planned.status ?? (bad ? 'completed_with_errors' : 'completed');
  const why = rows
    .filter(({ state }) => state === 'failed')
    .map((row) => ({ ...row, link: links.get(row.linkId ?? '') }));
  expect(batch.status, JSON.stringify(why.slice(0, 3))).toBe(status);
  expect(batch).toMatchObject({
    completedAt: expect.any(Number),
    scanned: { rows: count, chunks: chunks.length },
  });
  expect([batch.dueAt, batch.leaseUntil], 'nothing of the batch is left due').toEqual([undefined, undefined]);
  for (const chunk of chunks) {
    expect([chunk.state, chunk.dueAt, chunk.leaseUntil]).toEqual(['closed', undefined, undefined]);
  }
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  expect(rows.map(({ row }) => row)).toEqual(numbers);
  expect(checked.map(({ row }) => row)).toEqual(numbers);

  const inState = (state: RowState) => rows.filter((row) => row.state === state).map(({ row }) => row);
  expect(inState('invalid')).toEqual([...invalid]);
  expect(
    new Map(rows.flatMap((row) => (row.state === 'duplicate' ? [[row.row, row.firstRow]] : []))),
  ).toEqual(duplicates);
  expect(inState('failed'), JSON.stringify(why.slice(0, 3))).toEqual([...failed]);
  if (skipped !== 'any') expect(inState('skipped')).toEqual([...skipped]);

  const ended = Object.fromEntries(STATES.map((state) => [state, inState(state).length]));
  expect(
    Object.values(ended).reduce((sum, one) => sum + one, 0),
    'each row is in one state',
  ).toBe(count);
  const sums = await tenant.sums(id);
  expect(countsOf(batch, sums)).toEqual({
    rows: count,
    valid: 0,
    invalid: ended.invalid,
    duplicate: ended.duplicate,
    queued: 0,
    creating: 0,
    linkCreated: ended.link_created,
    failed: ended.failed,
    skipped: ended.skipped,
  });
  expect(sums).toMatchObject({ checkedChunks: chunks.length, closedChunks: chunks.length, faults: 0 });
  const amounts: Record<string, number> = {};
  for (const { state, amount = 0, currency = '' } of rows) {
    if (state !== 'invalid' && state !== 'duplicate') amounts[currency] = (amounts[currency] ?? 0) + amount;
  }
  const summed = Object.entries(sums.amounts).filter(([, amount]) => amount !== 0);
  expect(Object.fromEntries(summed), 'totals are those of the valid rows').toEqual(amounts);

  const seen = new Set<string>();
  for (const { row, state, linkId, amount, code } of rows) {
    if (state === 'link_created') {
      const link = links.get(linkId ?? '');
      expect(link, `row ${row} has a link`).toMatchObject({
        amount,
        code,
        providerLinkId: expect.any(String),
      });
      expect(seen.has(linkId ?? ''), `row ${row} shares its link`).toBe(false);
      seen.add(linkId ?? '');
      if (link?.batch?.id === id) expect(link.batch.row).toBe(row);
    } else if (state !== 'failed') expect(linkId).toBeUndefined();
  }
  for (const link of links.values()) {
    if (link.batch?.id !== id) continue;
    const own = rows[link.batch.row - 1];
    expect(own?.linkId, `the link of row ${link.batch.row} is told of`).toBe(link.id);
    expect(own?.state).toBe(link.status === 'failed' ? 'failed' : 'link_created');
  }
  return ended;
}

/** Every link at the provider is one of ours, and the other way round; gives how many there are. */
export async function judgeLedger(world: BatchWorld, tenants: readonly Tenant[], from = 0): Promise<number> {
  const theirs = providerLinks(world, from);
  const links = (await Promise.all(tenants.map(({ org }) => linksOf(world, org)))).flat();
  const ours = links.filter(({ status }) => status !== 'failed');
  expect(ours.filter(({ batch }) => !batch)).toEqual([]);
  expect(ours.map(({ providerLinkId }) => providerLinkId).sort()).toEqual(theirs.map(({ id }) => id).sort());
  const amounts = new Map(theirs.map(({ id, amount }) => [id, amount]));
  for (const { providerLinkId = '', amount } of ours) expect(amounts.get(providerLinkId)).toBe(amount);
  expect(theirs.filter(({ deleted_at }) => deleted_at !== null)).toEqual([]);
  return theirs.length;
}
