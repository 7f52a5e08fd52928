import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPaypoint } from './index.ts';
import { client, csv, line, second, start } from './test-client.ts';

test('requests, batches under way, upload urls, keys and settings survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'paypoint-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };

  const before = await startPaypoint({ clock, dataDir, wire: { list_lag_seconds: 0 } });
  const { create, batchOf, newBatch } = client(before);
  const { id, page, short } = await create({ SendMethod: 'Sms', Passphrase: 'word' });
  before.act({ action: 'partial', link: id, amount: 1000 });
  await batchOf(line('R1'));
  const waiting = await newBatch();
  const known = { ledger: before.ledger(), batches: before.batches(), due: before.nextAt() };
  await before.close();
  expect(await readdir(dataDir)).toEqual(['paypoint.json']);

  const port = Number(new URL(before.url).port);
  const after = await startPaypoint({ clock, dataDir, port });
  onTestFinished(() => after.close());
  expect({ ledger: after.ledger(), batches: after.batches(), due: after.nextAt() }).toEqual(known);
  const { list, raw, put, refused } = client(after);
  expect(await list('Amount=42.5')).toMatchObject([{ RequestId: id, AmountPaid: 10, LongUrl: page }]);
  expect((await raw('GET', short)).status).toBe(302);
  expect((await put(waiting.upload, csv(line('R2')))).status).toBe(201);
  clock.at += 2 * second;
  await after.runDue();
  expect(after.ledger().map(({ reference }) => reference)).toEqual(['REF-1', 'R1']);
  expect(await refused('GET', '/batches?PageNumber=1')).toEqual([200]);
});

test('a second key is kept too', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'paypoint-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { now: () => start };
  await (await startPaypoint({ clock, dataDir, apiKey: 'second' })).close();
  const after = await startPaypoint({ clock, dataDir });
  onTestFinished(() => after.close());
  expect(await client(after).refused('GET', '/batches?PageNumber=1')).toEqual([401]);
});
