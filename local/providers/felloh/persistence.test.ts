import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startFelloh } from './index.ts';
import { client, receiver, second, start } from './test-client.ts';

test('links, tokens, settings and waiting notifications survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'felloh-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };
  const { received, url } = await receiver(500, 204);

  const before = await startFelloh({ clock, dataDir, wire: { count_type: 'number' } });
  const { create, call } = client(before);
  before.configure({ webhook_url: url });
  const link = await create();
  const booking = {
    organisation: 'X1234',
    customer_name: 'Ada',
    email: 'ada@example.com',
    booking_reference: 'B1',
  };
  await call('POST', `/agent/payment-links/${link}/assign`, booking);
  before.act({ action: 'pay', link });
  await before.drained();
  const { calls: _, ...known } = { calls: before.calls(), ledger: before.ledger(), due: before.nextAt() };
  await before.close();
  expect(await readdir(dataDir)).toEqual(['felloh.json']);

  const after = await startFelloh({ clock, dataDir, port: Number(new URL(before.url).port) });
  onTestFinished(() => after.close());
  expect({ ledger: after.ledger(), due: after.nextAt() }).toEqual(known);
  clock.at += 60 * second;
  await after.runDue();
  expect([received.length, after.nextAt()]).toEqual([2, undefined]);
  // The token of before, and the profile of before.
  const list = await call('POST', '/agent/payment-links', { organisation: 'X1234' });
  expect([list.status, list.json.meta.count, list.json.data[0].booking.booking_reference]).toEqual([
    200,
    1,
    'B1',
  ]);
});

test('a notification that closing cut off is sent after the restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'felloh-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };
  const { received, url } = await receiver(204);
  const before = await startFelloh({ clock, dataDir });
  before.configure({ webhook_url: 'http://127.0.0.1:9/' });
  const link = await client(before).create();
  before.act({ action: 'pay', link });
  await before.close();
  const after = await startFelloh({ clock, dataDir });
  onTestFinished(() => after.close());
  after.configure({ webhook_url: url });
  clock.at = after.nextAt() ?? 0;
  await after.runDue();
  expect(received).toHaveLength(1);
});
