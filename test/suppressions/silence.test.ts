import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from '../faults/invariants.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation, linkBody, post } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';

const HOUR = 3_600_000;
const counts = new Map<string, number>();
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.close();
  process.stdout.write(`\nSilence: ${[...counts].map(([what, times]) => `${what} ${times}`).join(', ')}\n`);
});

const channels = ['sms', 'email'] as const;
type Channel = (typeof channels)[number];
const contactOf = { sms: linkBody.customer.phone, email: linkBody.customer.email } as const;

/** A reminder every day, of as many as a link may have. */
const plan = {
  steps: [1, 2, 3].map((n) => ({ anchor: 'created_at', offset: `P${n}D`, channels: [...channels] })),
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '21:00' },
};

const step = fc.oneof(
  fc.record({
    what: fc.constantFrom('suppress', 'stop page', 'lift'),
    channel: fc.constantFrom(...channels),
  }),
  fc.record({
    what: fc.constantFrom('create', 'send', 'supersede', 'day'),
    channel: fc.constantFrom(...channels),
  }),
);

it('who is suppressed gets nothing, whatever is created, sent, reminded of and superseded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      servers.clock.set(START);
      servers.outbox.clear();
      const run = await startRun(servers);
      try {
        await arrangeOrganisation({ servers, run });
        await live(run, steps);
      } finally {
        await run.close();
      }
    }),
    { numRuns: 8 },
  );
  for (const what of ['suppress', 'create', 'day', 'sent', 'suppressed message']) {
    expect(counts.get(what), what).toBeGreaterThan(0);
  }
}, 300_000);

/** Plays the steps; whatever the outbox gets while a channel is silent is told at once. */
async function live(run: Run, steps: readonly { what: string; channel: Channel }[]): Promise<void> {
  const silent = new Set<Channel>();
  let head = '';
  let seen = 0;
  for (const [n, { what, channel }] of [{ what: 'create', channel: 'sms' } as const, ...steps].entries()) {
    servers.clock.set(servers.clock.now() + 1_000);
    const headers = { 'idempotency-key': `${n}` };
    if (what === 'create') {
      const body = { ...linkBody, reference: `R${n}`, delivery: { channels }, reminders: plan };
      const made = answered(await run.http('links/create', { path: '/v1/links', headers, body }));
      expect(made.status, made.body).toBe(201);
      head = JSON.parse(made.body).id;
    }
    if (what === 'suppress') {
      const body = { channel, contact: contactOf[channel] };
      answered(await run.http('suppressions/create', { path: '/v1/suppressions', body }));
      silent.add(channel);
    }
    if (what === 'stop page') {
      const { code = '' } = (await linksOf(run)).find(({ id }) => id === head) ?? {};
      const stopped = answered(
        await run.http('public/stop', {
          path: `/p/${code}/stop`,
          params: { code },
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ channel }).toString(),
        }),
      );
      expect(stopped.status).toBe(303);
      silent.add(channel);
    }
    if (what === 'lift') {
      const list = answered(await run.http('suppressions/list', { method: 'GET', path: '/v1/suppressions' }));
      const found = JSON.parse(list.body).data.find((one: { channel: string }) => one.channel === channel);
      expect(found !== undefined).toBe(silent.has(channel));
      const { id = '' } = found ?? {};
      if (id) {
        const query = '?opted_in=true';
        const lifted = answered(
          await run.http('suppressions/delete', {
            method: 'DELETE',
            path: `/v1/suppressions/${id}${query}`,
            params: { id },
            query: { opted_in: 'true' },
          }),
        );
        expect(lifted.status, lifted.body).toBe(204);
      }
      silent.delete(channel);
    }
    if (what === 'send') {
      const sent = answered(
        await run.http('links/send', {
          path: `/v1/links/${head}/send`,
          params: { id: head },
          headers,
          body: { channels },
        }),
      );
      const over = JSON.parse(sent.body).code === 'conflict_state';
      if (!over) expect(sent.status, sent.body).toBe(silent.size === 2 ? 409 : 202);
    }
    if (what === 'supersede') {
      const done = answered(
        await post(run, head, 'supersede', { amount: 9_000 + n, delivery: { channels } }),
      );
      if (done.status === 201) head = JSON.parse(done.body).id;
    }
    if (what === 'day') await run.liveUntil(servers.clock.now() + 24 * HOUR);
    await run.drain();
    count(what);
    const fresh = servers.outbox.list().slice(seen);
    seen += fresh.length;
    for (const message of fresh) {
      count('sent');
      expect([what, n, silent.has(message.channel) ? message.channel : 'free']).toEqual([what, n, 'free']);
    }
  }
  for (const item of await run.items()) {
    if (String(item.sk).startsWith('M#') && item.state === 'suppressed') count('suppressed message');
  }
}
