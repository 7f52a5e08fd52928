import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSmarterpay } from './index.ts';
import { client, newLink, receiver, second, start } from './test-client.ts';

test('links, kept answers, settings and waiting notifications survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'smarterpay-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };
  const { received, url } = await receiver(500, 204);

  const before = await startSmarterpay({ clock, dataDir, wire: { create_status: 200 } });
  before.configure({ webhook_url: url });
  const made = await client(before).post(newLink, 'key');
  before.act({ action: 'pay_pending', link: made.json.payment_link.id });
  await before.drained();
  const known = { ledger: before.ledger(), due: before.nextAt() };
  await before.close();
  expect(await readdir(dataDir)).toEqual(['smarterpay.json']);

  const after = await startSmarterpay({ clock, dataDir, port: Number(new URL(before.url).port) });
  onTestFinished(() => after.close());
  expect({ ledger: after.ledger(), due: after.nextAt() }).toEqual(known);
  clock.at += 60 * second;
  await after.runDue();
  expect([received.length, after.nextAt()]).toEqual([2, undefined]);
  // The answer of before, and the profile of before.
  const again = await client(after).post(newLink, 'key');
  expect([again.status, again.text]).toEqual([200, made.text]);
  expect(after.act({ action: 'settle', link: made.json.payment_link.id })).toMatchObject({ state: 'paid' });
  await after.drained();
  expect(received).toHaveLength(3);
});
