import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { refusedBy, toItem } from './items.ts';
import type { Key } from './keys.ts';

/** So long a request counts as running; longer than any request lives. */
const LEASE_MS = 40_000;
const KEPT_SECONDS = 7 * 24 * 3600;

/** One use of an Idempotency-Key. */
const Entry = z.object({
  /** Hash of the request as it was meant; absent while the key is free for any. */
  fingerprint: z.exactOptional(z.string()),
  /** A ULID: what the request makes is named by it, in every repeat. */
  seed: z.string(),
  /** Epoch ms until which the owner counts as running; 0: nobody runs. */
  leaseUntil: z.int(),
  /** Names the request that runs, also to itself when the answer to its claim was lost. */
  owner: z.string(),
  answer: z.exactOptional(z.instanceof(Uint8Array)),
  /** Epoch seconds; looked at on each read, since the table removes late. */
  ttl: z.int(),
});
type Entry = z.infer<typeof Entry>;

export interface Wanted {
  fingerprint: string;
  seed: string;
  owner: string;
  now: number;
}

export type Claimed =
  | { kind: 'claimed'; seed: string; owner: string; first: boolean }
  | { kind: 'answered'; answer: Uint8Array }
  | { kind: 'reused' }
  | { kind: 'running' };

/** Takes the key for this request, or says what stands in its way. */
export async function claim(table: Table, key: Key, wanted: Wanted): Promise<Claimed> {
  const { fingerprint, seed, owner, now } = wanted;
  const entry: Entry = { fingerprint, seed, owner, leaseUntil: now + LEASE_MS, ttl: ttlAt(now) };
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...key, ...entry }),
        ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: toItem({ ':now': Math.floor(now / 1000) }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { kind: 'claimed', seed, owner, first: true };
  } catch (error) {
    const held = z.parse(Entry, refusedBy(error));
    if (held.owner === owner) return { kind: 'claimed', seed, owner, first: true };
    if (held.fingerprint !== undefined && held.fingerprint !== fingerprint) return { kind: 'reused' };
    if (held.answer) return { kind: 'answered', answer: held.answer };
    if (held.leaseUntil > now) return { kind: 'running' };
    return takeOver(table, key, wanted, held);
  }
}

/** Whoever ran is done or dead: the same seed goes on. */
async function takeOver(table: Table, key: Key, wanted: Wanted, held: Entry): Promise<Claimed> {
  const first = held.fingerprint === undefined;
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ ...key }),
        UpdateExpression: 'SET #owner = :owner, leaseUntil = :until, fingerprint = :fingerprint, #ttl = :ttl',
        ConditionExpression: '#owner = :held AND leaseUntil = :heldUntil AND attribute_not_exists(answer)',
        ExpressionAttributeNames: { '#owner': 'owner', '#ttl': 'ttl' },
        ExpressionAttributeValues: toItem({
          ':owner': wanted.owner,
          ':until': wanted.now + LEASE_MS,
          ':fingerprint': wanted.fingerprint,
          ':ttl': ttlAt(wanted.now),
          ':held': held.owner,
          ':heldUntil': held.leaseUntil,
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { kind: 'claimed', seed: held.seed, owner: wanted.owner, first };
  } catch (error) {
    const other = refusedBy(error);
    return other?.owner === wanted.owner
      ? { kind: 'claimed', seed: held.seed, owner: wanted.owner, first }
      : { kind: 'running' };
  }
}

/** Keeps the answer for repeats, unless the lease ran out and another has taken over. */
export async function keepAnswer(
  table: Table,
  key: Key,
  mine: { owner: string },
  answer: Uint8Array,
  now: number,
): Promise<void> {
  await updateMine(table, key, mine, 'SET answer = :answer, #ttl = :ttl', {
    ':answer': answer,
    ':ttl': ttlAt(now),
  });
}

/** Nobody runs any more. `freeForOthers`: nothing was made, so that the key may be used for another body too. */
export async function release(
  table: Table,
  key: Key,
  mine: { owner: string },
  { freeForOthers }: { freeForOthers: boolean },
): Promise<void> {
  const forget = freeForOthers ? ' REMOVE fingerprint' : '';
  await updateMine(table, key, mine, `SET leaseUntil = :none${forget}`, { ':none': 0 });
}

async function updateMine(
  table: Table,
  key: Key,
  mine: { owner: string },
  update: string,
  values: Record<string, unknown>,
): Promise<void> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ ...key }),
        UpdateExpression: update,
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: {
          '#owner': 'owner',
          ...(update.includes('#ttl') ? { '#ttl': 'ttl' } : {}),
        },
        ExpressionAttributeValues: toItem({ ...values, ':owner': mine.owner }),
      }),
    );
  } catch (error) {
    refusedBy(error);
  }
}

function ttlAt(now: number): number {
  return Math.floor(now / 1000) + KEPT_SECONDS;
}
