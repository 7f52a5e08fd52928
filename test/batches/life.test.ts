import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanFile } from '../../lib/batches/scan-file.ts';
import { errorsKey, uploadKey } from '../../lib/files/keys.ts';
import type { LinkFilter } from '../../lib/links/filter.ts';
import { listLinks } from '../../lib/links/list.ts';
import { idsSince } from '../../lib/table/late-chains.ts';
import { fileOf, HEADER, lineOf, SILENT } from './files.ts';
import { chunksAll, judgeBatch, judgeLedger, linksOf, providerLinks, rowsOf } from './judge.ts';
import type { Tenant } from './tenant.ts';
import { startBatchWorld } from './world.ts';

let world: Awaited<ReturnType<typeof startBatchWorld>>;
beforeAll(async () => {
  world = await startBatchWorld({ callsPerSecond: 50, rowsPerChunk: 8 });
});
afterAll(() => world.close());

const HOUR = 3_600_000;

const ANY = { from: undefined, to: undefined };
const NO_FILTER: LinkFilter = {
  statuses: undefined,
  connection: undefined,
  provider: undefined,
  providerLinkId: undefined,
  reference: undefined,
  customerReference: undefined,
  batchId: undefined,
  bookingId: undefined,
  createdBy: undefined,
  opened: undefined,
  created: ANY,
  expires: ANY,
  paid: ANY,
  amount: ANY,
  metadata: undefined,
  providerOptions: undefined,
  text: undefined,
};

/** Nothing of this batch is due any more, and after another hour nothing has come of it. */
async function expectOver(tenant: Tenant, id: string): Promise<void> {
  await live(3 * 60_000);
  expect((await tenant.batch(id)).dueAt).toBeUndefined();
  expect((await chunksAll(world, tenant, id)).flatMap(({ dueAt }) => dueAt ?? [])).toEqual([]);
}

async function live(ms: number): Promise<void> {
  const end = world.clock.now() + ms;
  await world.until(async () => world.clock.now() >= end, ms + HOUR);
}

async function textOf(key: string): Promise<string> {
  const { Body } = await world.s3Client.send(new GetObjectCommand({ Bucket: 'files', Key: key }));
  return (await Body?.transformToString()) ?? '';
}

describe('a scan', () => {
  it('that is killed at each chunk, and is done twice at once, finds each chunk once', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    const id = await tenant.created({ defaults: SILENT });
    await tenant.upload(id, fileOf(40));
    await tenant.confirmUpload(id);
    const killed = new Set<string>();
    world.gates.fate = ({ name, input }) => {
      const chunk = /"S":"(C#\d+)"/.exec(JSON.stringify(input) ?? '')?.[1];
      if (name !== 'scan dynamo PutItem' || chunk === undefined || killed.has(chunk)) return 'pass';
      killed.add(chunk);
      return killed.size % 2 ? 'dead-before' : 'dead-after';
    };
    await world.until(async () => (await tenant.batch(id)).scanned !== undefined);
    world.gates.fate = () => 'pass';
    expect(killed.size).toBe(5);
    // Once more, by two at once, as if nobody had a lease.
    const batch = await tenant.batch(id);
    await Promise.all([scanFile(world.worker, batch), scanFile(world.worker, batch)]);
    await world.until(async () => (await tenant.batch(id)).status === 'ready');
    expect((await chunksAll(world, tenant, id)).map(({ rows }) => rows)).toEqual([8, 8, 8, 8, 8]);
    await tenant.confirmed(id);
    await judgeBatch(world, tenant, id, { rows: 40 });
    expect(await judgeLedger(world, [tenant], from)).toBe(40);
  }, 240_000);

  it('that finds the file broken far behind leaves nothing of the chunks before it due', async () => {
    const tenant = await world.tenant();
    const id = await tenant.validated(`${fileOf(30)}"never closed,1,GBP`, { defaults: SILENT });
    expect(await tenant.batch(id)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'unclosed_quote', line: 32 },
    });
    await expectOver(tenant, id);
    expect(await linksOf(world, tenant.org)).toEqual([]);
  }, 240_000);
});

describe('a file that is replaced in the bucket', () => {
  it('after its upload was confirmed, and again before its run, is not what runs', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    const other = fileOf(20, (row) => lineOf(row, { reference: `OTHER-${row}`, amount: '99999' }));
    const replace = (id: string) =>
      world.s3Client.send(
        new PutObjectCommand({ Bucket: 'files', Key: uploadKey(tenant.org, id), Body: other }),
      );
    const id = await tenant.created({ defaults: SILENT });
    await tenant.upload(id, fileOf(20));
    await tenant.confirmUpload(id);
    await replace(id);
    await world.until(async () => (await tenant.batch(id)).status === 'ready');
    await replace(id);
    await tenant.confirmed(id);
    await judgeBatch(world, tenant, id, { rows: 20 });
    expect(await judgeLedger(world, [tenant], from)).toBe(20);
    const references = (await linksOf(world, tenant.org)).map(({ reference }) => reference);
    expect(references.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `INV-${index + 1}`).sort());
  }, 240_000);
});

describe('a cancelled batch', () => {
  it('makes nothing before its confirmation, and nothing of it stays due', async () => {
    const tenant = await world.tenant();
    const bad = fileOf(20, (row) => (row === 3 ? lineOf(3, { amount: 'much' }) : undefined));
    const validating = await tenant.created({ defaults: SILENT });
    await tenant.upload(validating, bad);
    await tenant.confirmUpload(validating);
    await world.until(async () => (await chunksAll(world, tenant, validating)).length > 0);
    const ready = await tenant.validated(bad, { defaults: SILENT });
    const waiting = await tenant.created();
    for (const id of [validating, ready, waiting]) {
      if ((await tenant.batch(id)).status !== 'cancelled') await tenant.cancel(id);
      await tenant.cancel(id);
      await expectOver(tenant, id);
      expect((await tenant.batch(id)).status).toBe('cancelled');
      await expect(tenant.confirm(id)).rejects.toThrow('conflict_state');
    }
    expect(await linksOf(world, tenant.org)).toEqual([]);
  }, 240_000);

  it('at work lets what has begun end and skips the rest', async () => {
    const tenant = await world.tenant(2);
    const from = providerLinks(world).length;
    const id = await tenant.validated(fileOf(60), { defaults: SILENT });
    await tenant.confirm(id);
    await world.until(async () => providerLinks(world, from).length >= 13);
    await tenant.cancel(id);
    await tenant.completed(id);
    const ended = await judgeBatch(world, tenant, id, { rows: 60, skipped: 'any', status: 'cancelled' });
    expect(ended.link_created).toBeGreaterThanOrEqual(13);
    expect(ended.skipped).toBeGreaterThan(20);
    expect(await judgeLedger(world, [tenant], from)).toBe(ended.link_created);
    await world.quiet();
    await expectOver(tenant, id);
    expect(await judgeLedger(world, [tenant], from)).toBe(ended.link_created);
  }, 240_000);
});

describe('a batch that is not gone on with', () => {
  it('expires without its file after a day, and unconfirmed after thirty', async () => {
    const tenant = await world.tenant();
    const empty = await tenant.created();
    await expect(tenant.confirmUpload(empty)).rejects.toThrow('conflict_state');
    const ready = await tenant.validated(fileOf(10), { defaults: SILENT });
    const { endsAt } = await tenant.batch(ready);
    expect(endsAt - world.clock.now()).toBeGreaterThan(29 * 24 * HOUR);
    // Nothing is under way, so a day may pass at once.
    world.time.set(world.clock.now() + 24 * HOUR);
    await live(2 * 60_000);
    expect((await tenant.batch(empty)).status).toBe('expired');
    expect((await tenant.batch(ready)).status).toBe('ready');
    world.time.set(endsAt);
    await live(2 * 60_000);
    expect((await tenant.batch(ready)).status).toBe('expired');
    await expect(tenant.confirm(ready)).rejects.toThrow('conflict_state');
    await expectOver(tenant, ready);
  }, 240_000);
});

describe('the same file again', () => {
  it('is rejected, and taken with force; one that was cancelled before is free', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    const file = fileOf(10, (row) => lineOf(row, { reference: `AGAIN-${row}` }));
    const idle = await tenant.validated(file, { defaults: SILENT });
    await tenant.cancel(idle);
    const first = await tenant.validated(file, { defaults: SILENT });
    const racing = await tenant.validated(file, { defaults: SILENT });
    await tenant.confirmed(first);
    await expect(tenant.confirm(racing)).rejects.toThrow('conflict_state');
    const second = await tenant.validated(file, { defaults: SILENT });
    expect(await tenant.batch(second)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'duplicate_file' },
    });
    const forced = await tenant.validated(file, { defaults: SILENT, force: true });
    await tenant.confirmed(forced);
    await judgeBatch(world, tenant, first, { rows: 10 });
    await judgeBatch(world, tenant, forced, { rows: 10 });
    expect(await judgeLedger(world, [tenant], from)).toBe(20);
  }, 240_000);
});

describe('a chain of batches', () => {
  it('that goes on weeks later makes links that are found by their own instant', async () => {
    const tenant = await world.tenant();
    const bad = (row: number) => (row === 3 ? lineOf(3, { amount: 'much' }) : undefined);
    const first = await tenant.validated(fileOf(10, bad), { defaults: SILENT });
    await tenant.confirmed(first);
    const listed = async (from: number, order: 'newest' | 'oldest') => {
      const page = { order, size: 50, token: undefined };
      const { links } = await listLinks(
        world,
        tenant.org,
        { ...NO_FILTER, created: { from, to: undefined } },
        page,
      );
      return links.map(({ reference }) => reference);
    };
    const weeks = 40 * 24 * HOUR;
    world.time.set(world.clock.now() + weeks);
    const later = world.clock.now();
    expect(await listed(later, 'newest')).toEqual([]);
    const second = await tenant.validated(fileOf(10), { defaults: SILENT, retryOf: first });
    await tenant.confirmed(second);
    await judgeBatch(world, tenant, second, { rows: 10 });
    expect(await listed(later, 'newest')).toEqual(['INV-3']);
    expect(await listed(later, 'oldest')).toEqual(['INV-3']);
    expect(await listed(later - weeks - HOUR, 'newest')).toHaveLength(10);
    // Long after the chain nothing of it is looked at any more.
    const day = 24 * HOUR;
    expect(await idsSince(world.table, tenant.org, later + 7 * day)).toBeLessThan(later - weeks + HOUR);
    expect(await idsSince(world.table, tenant.org, later + 9 * day)).toBe(later + 9 * day);
  }, 240_000);
});

describe('auto_confirm', () => {
  it('runs a file without errors, also when the worker dies before it has confirmed, and no other', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    let killed = 0;
    world.gates.fate = ({ name }) => {
      // The second write of the settling is the content's seal, behind `ready`.
      if (!name.startsWith('settle dynamo PutItem')) return 'pass';
      killed += 1;
      return killed === 3 ? 'dead-before' : 'pass';
    };
    const id = await tenant.created({ defaults: SILENT, autoConfirm: true });
    await tenant.upload(
      id,
      fileOf(20, (row) => lineOf(row, { reference: `AUTO-${row}` })),
    );
    await tenant.confirmUpload(id);
    await tenant.completed(id);
    world.gates.fate = () => 'pass';
    expect(killed).toBeGreaterThanOrEqual(3);
    await judgeBatch(world, tenant, id, { rows: 20 });
    const bad = await tenant.validated(`${HEADER}${lineOf(1)}${lineOf(2, { amount: 'much' })}`, {
      defaults: SILENT,
      autoConfirm: true,
    });
    await live(10 * 60_000);
    expect((await tenant.batch(bad)).status).toBe('ready');
    expect(await textOf(errorsKey(tenant.org, bad))).toContain('much');
    expect(await judgeLedger(world, [tenant], from)).toBe(20);
  }, 240_000);
});

describe('rows', () => {
  it('that failed for refused credentials are made by a retry, once each', async () => {
    const tenant = await world.tenant();
    const from = providerLinks(world).length;
    const id = await tenant.validated(fileOf(20), { defaults: SILENT });
    const wrong = Object.fromEntries(
      Object.entries(world.simulated.credentials).map(([name]) => [name, 'x'.repeat(32)]),
    );
    await tenant.connect(wrong);
    await tenant.confirmed(id);
    const all = Array.from({ length: 20 }, (_, index) => index + 1);
    await judgeBatch(world, tenant, id, { rows: 20, failed: all });
    expect((await tenant.sums(id)).passing).toBe(20);
    await tenant.connect();
    // Late messages of a retry, after which the chunk must not have been closed.
    world.sqs.deliveries = (queue) => (queue === 'rows' ? [20_000, 40_000] : [0]);
    await tenant.retry(id);
    await world.until(async () => (await tenant.batch(id)).completedAt !== undefined);
    world.sqs.deliveries = undefined;
    await tenant.completed(id);
    await judgeBatch(world, tenant, id, { rows: 20 });
    expect(await judgeLedger(world, [tenant], from)).toBe(20);
    await expect(tenant.retry(id)).rejects.toThrow('conflict_state');
    expect((await rowsOf(world, tenant, id)).every(({ state }) => state === 'link_created')).toBe(true);
  }, 240_000);
});
