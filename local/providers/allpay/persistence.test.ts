import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startAllpay } from './index.ts';
import { client, newMessage, start } from './test-client.ts';

test('links, pages, payments, messages, quota and settings survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'allpay-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };

  const before = await startAllpay({ clock, dataDir, wire: { amount_unit: 'minor' } });
  const { create, sendLink, call, look } = client(before);
  const [gone, link] = [await create({ amount: 100 }), await create({ amount: 100 })];
  await call('delete', { paymentUrlId: gone });
  await sendLink(link);
  before.act({ action: 'partial', link, amount: 40 });
  before.act({ action: 'use_up_quota' });
  const known = before.ledger();
  await before.close();
  expect(await readdir(dataDir)).toEqual(['allpay.json']);

  const after = await startAllpay({ clock, dataDir, port: Number(new URL(before.url).port) });
  onTestFinished(() => after.close());
  expect(after.ledger()).toEqual(known);
  expect((await call('list_active', { organisationId: '1042' })).status).toBe(403);
  after.act({ action: 'renew_quota' });
  clock.at += 60_000;
  const { json } = await call('list_active', { organisationId: '1042' });
  expect(json).toMatchObject([{ paymentUrlId: link, amount: 100, status: 155 }]);
  expect((await look(link)).status).toBe(200);
  await call('send', { ...newMessage, paymentLink: known[1]?.url });
  expect(after.ledger()[1]?.messages).toHaveLength(4);
  const { create: createNow } = client(after);
  expect(await createNow({ amount: 1 })).toBe('884122');
});

test('without a folder nothing waits and nothing is due', async () => {
  const simulator = await startAllpay({ clock: { now: () => start } });
  onTestFinished(() => simulator.close());
  await Promise.all([simulator.runDue(), simulator.drained()]);
  expect([simulator.nextAt(), simulator.deliveries()]).toEqual([undefined, []]);
});
