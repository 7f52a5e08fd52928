import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation, linkBody } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';

const DAY = 86_400_000;

let servers: Servers;
let run: Run;

beforeAll(async () => {
  servers = await startServers();
  run = await startRun(servers);
  await arrangeOrganisation({ servers, run });
});

afterAll(async () => {
  await run.close();
  await servers.close();
});

/** Monday 2 March 2026, 10:00 in London. The clocks go forward on Sunday 29 March. */
it('an untouched link reminds three times and ends', async () => {
  const created = answered(
    await run.http('links/create', {
      path: '/v1/links',
      body: { ...linkBody, delivery: { channels: ['sms', 'email'] } },
    }),
  );
  expect(created.status, created.body).toBe(201);
  const { id } = JSON.parse(created.body);
  await run.liveUntil(servers.clock.now() + 31 * DAY);
  const view = answered(
    await run.http('reminders/get', {
      method: 'GET',
      path: `/v1/links/${id}/reminders`,
      params: { id },
    }),
  );
  const sent = servers.outbox
    .list()
    .map(({ channel, at }) => `${channel} ${new Date(at).toISOString().slice(0, 16)}`);
  expect(sent).toEqual([
    'sms 2026-03-02T10:00',
    'email 2026-03-02T10:00',
    'sms 2026-03-05T10:00',
    'email 2026-03-09T10:00',
    'sms 2026-03-31T10:00',
    'email 2026-03-31T10:00',
  ]);
  const { steps, sent: count } = JSON.parse(view.body);
  expect(count).toBe(3);
  expect(steps.map(({ state }: { state: string }) => state)).toEqual(['sent', 'sent', 'sent']);
});
