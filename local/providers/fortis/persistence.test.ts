import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startFortis } from './index.ts';
import { client, receiver, second, start } from './test-client.ts';

test('paylinks, payments, blacklists, settings and waiting postbacks survive a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'fortis-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const clock = { at: start, now: () => clock.at };
  const { received, url } = await receiver(500, 204);

  const before = await startFortis({ clock, dataDir, wire: { current_page_base: 1 } });
  const { create, list, get, post } = client(before);
  before.configure({ webhook_url: url });
  const link = await create({ paylink_api_id: 'ref1', email: 'ada@example.com', delivery_method: 1 });
  before.act({ action: 'blacklist', link, method: 'email' });
  before.act({ action: 'pay', link });
  await before.drained();
  const record = await get(link, '?expand=email_blacklist,payment_url');
  const known = { ledger: before.ledger(), due: before.nextAt(), deliveries: before.deliveries() };
  await before.close();
  expect(await readdir(dataDir)).toEqual(['fortis.json']);

  const after = await startFortis({ clock, dataDir, port: Number(new URL(before.url).port) });
  onTestFinished(() => after.close());
  expect({ ledger: after.ledger(), due: after.nextAt(), deliveries: after.deliveries() }).toEqual(known);
  expect(await get(link, '?expand=email_blacklist,payment_url')).toEqual(record);
  expect((await post({ paylink_api_id: 'ref1' })).status).toBe(422);
  clock.at += 300 * second;
  await after.runDue();
  expect([received.length, after.nextAt()]).toEqual([2, undefined]);
  expect((await list()).json.meta.pagination).toMatchObject({ totalCount: 1, currentPage: 1 });
});
