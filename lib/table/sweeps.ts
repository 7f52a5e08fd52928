import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Sweep } from '../sweeps/model/sweep.ts';
import { SweptLink } from '../sweeps/model/swept-link.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { dueKey, type Key, sweepKey, sweptPageKey, sweptPartKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** A part is written anew when it is this old, so that none is taken away while it is used. */
const RENEW_MS = 15 * 24 * 3_600_000;
const PART_SECONDS = 30 * 24 * 3600;
const PAGE_SECONDS = 24 * 3600;

/** The sweep of a connection, read consistently. */
export async function getSweep(table: Table, org: string, connection: string): Promise<Sweep | undefined> {
  const item = await get(table, sweepKey(org, connection));
  return item && parseSweep(item);
}

/**
 * Writes a sweep if it still has the version that was read (`undefined`: if there is none). `false`: another was faster.
 * A committed write whose answer was lost is recognised by its writer.
 */
export async function putSweep(table: Table, sweep: Sweep, expected: number | undefined): Promise<boolean> {
  return (await putVersion(table, sweepItem(sweep), expected)).won;
}

/** The links of one part, and when the sweep that wrote them began. */
export interface SweptPart {
  at: number;
  links: readonly SweptLink[];
}

/** Where a part lies. */
export interface PartPlace {
  org: string;
  connection: string;
  parts: number;
  part: number;
}

/** One part of what sweeps told, read consistently. */
export async function getSweptPart(table: Table, place: PartPlace): Promise<SweptPart | undefined> {
  const item = await get(table, partKey(place));
  if (!item) return undefined;
  const { at, links } = z.parse(Kept, item);
  return { at, links: unpacked(links) };
}

/** Writes a part, unless a sweep that began later has written it. */
export async function putSweptPart(table: Table, place: PartPlace, { at, links }: SweptPart): Promise<void> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...partKey(place), at, links: packed(links), ttl: seconds(at) + PART_SECONDS }),
        ConditionExpression: 'attribute_not_exists(pk) OR #at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: toItem({ ':at': at }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  } catch (error) {
    refusedBy(error);
  }
}

/** True where a part that has not changed must be written all the same, lest the table take it away. */
export function isWornOut(part: SweptPart, now: number): boolean {
  return now - part.at > RENEW_MS;
}

/** Keeps what a sweep under way has read, so that another worker can go on. */
export async function putSweptPage(
  table: Table,
  sweep: Pick<Sweep, 'org' | 'connection'>,
  startedAt: number,
  page: number,
  links: readonly SweptLink[],
): Promise<void> {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: toItem({
        ...sweptPageKey(sweep.org, sweep.connection, startedAt, page),
        at: startedAt,
        links: packed(links),
        ttl: seconds(startedAt) + PAGE_SECONDS,
      }),
    }),
  );
}

/** What a sweep under way has kept. */
export async function getSweptPage(
  table: Table,
  sweep: Pick<Sweep, 'org' | 'connection'>,
  startedAt: number,
  page: number,
): Promise<readonly SweptLink[] | undefined> {
  const item = await get(table, sweptPageKey(sweep.org, sweep.connection, startedAt, page));
  return item && unpacked(z.parse(Kept, item).links);
}

const Kept = z.object({ at: z.int(), links: z.instanceof(Uint8Array) });

function partKey({ org, connection, parts, part }: PartPlace): Key {
  return sweptPartKey(org, connection, parts, part);
}

async function get(table: Table, key: Key): Promise<Record<string, unknown> | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...key }), ConsistentRead: true }),
  );
  return Item && fromItem(Item);
}

function parseSweep(stored: Record<string, unknown>): Sweep {
  const { due_at, ...rest } = stored;
  return z.parse(Sweep, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

/** Like a link's: the index key stands only while something waits. */
function sweepItem({ dueAt, ...sweep }: Sweep): Item {
  const key = sweepKey(sweep.org, sweep.connection);
  return toItem({
    ...key,
    ...sweep,
    ...(dueAt === undefined ? {} : { due_key: dueKey(`${key.pk} ${key.sk}`), due_at: dueAt }),
  });
}

/** Compressed: links are much alike. */
function packed(links: readonly SweptLink[]): Uint8Array {
  return deflateRawSync(JSON.stringify(links));
}

function unpacked(bytes: Uint8Array): readonly SweptLink[] {
  return z.parse(z.array(SweptLink), JSON.parse(inflateRawSync(bytes).toString('utf8')));
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
