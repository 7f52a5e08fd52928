import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from '../faults/invariants.ts';
import { killInTurn } from '../faults/kill.ts';
import { answered, arrangeLink, linkBody, post, type Scenario, type World } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';

const MINUTE = 60_000;
const { phone } = linkBody.customer;
const body = { channel: 'sms', contact: phone };

/** Of the local channel; sending to it is refused as AWS would. */
const ON_THE_CARRIERS_LIST = '+447700900992';

const send = async ({ run }: World, id: string, key: string) =>
  answered(
    await run.http('links/send', {
      path: `/v1/links/${id}/send`,
      params: { id },
      headers: { 'idempotency-key': key },
      body: { channels: ['sms'] },
    }),
  );

const suppress = ({ run }: World) => run.http('suppressions/create', { path: '/v1/suppressions', body });

/** What sends read, and what the list shows: never the one without the other. */
async function expectTogether({ run }: World, channel = 'sms'): Promise<boolean> {
  const items = await run.items();
  const listed = items.filter(({ sk }) => String(sk).startsWith(`U#${channel}#`));
  const read = items.filter(
    ({ sk, suppressed }) => sk === 'R' && Object.keys(Object(suppressed)).includes(channel),
  );
  expect(listed.map(({ hash }) => hash)).toEqual(read.map(({ pk }) => String(pk).split('#R#')[1]));
  expect(listed.map(({ grounds }) => grounds)).toEqual(
    read.map(({ suppressed }) => Object(suppressed)[channel]),
  );
  return listed.length > 0;
}

const texts = ({ servers }: World, linkId: string) =>
  servers.outbox.list().filter((one) => one.channel === 'sms' && JSON.stringify(one).includes(linkId));

const scenarios: readonly Scenario[] = [
  {
    name: 'a suppression by the API',
    arrange: (world) => arrangeLink(world),
    act: async (world) => void (await suppress(world)),
    settleMs: MINUTE,
    end: async (world, linkId) => {
      await expectTogether(world);
      // The caller, who has had no answer, asks once more.
      expect(answered(await suppress(world)).status).toBe(200);
      expect(await expectTogether(world)).toBe(true);
      expect(answered(await post(world.run, linkId, 'send', { channels: ['sms'] })).status).toBe(409);
      expect(texts(world, linkId)).toEqual([]);
    },
  },
  {
    name: 'a suppression that is lifted',
    arrange: async (world) => {
      const linkId = await arrangeLink(world);
      await suppress(world);
      return linkId;
    },
    act: async (world) => {
      const list = await world.run.http('suppressions/list', { method: 'GET', path: '/v1/suppressions' });
      if ('killed' in list) return;
      const { id } = JSON.parse(list.answered.body).data[0];
      await world.run.http('suppressions/delete', {
        method: 'DELETE',
        path: `/v1/suppressions/${id}`,
        params: { id },
      });
    },
    settleMs: MINUTE,
    end: async (world, linkId) => {
      const stands = await expectTogether(world);
      const sent = answered(await post(world.run, linkId, 'send', { channels: ['sms'] }));
      expect(sent.status).toBe(stands ? 409 : 202);
      await world.run.drain();
      expect(texts(world, linkId)).toHaveLength(stands ? 0 : 1);
    },
  },
  {
    name: 'an opt-out on the page of a link',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      const { code = '' } = (await linksOf(run)).find(({ id }) => id === linkId) ?? {};
      await run.http('public/stop', { path: `/p/${code}/stop`, params: { code }, body: 'x' });
      await run.http('public/stop', {
        path: `/p/${code}/stop`,
        params: { code },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'channel=all',
      });
    },
    settleMs: MINUTE,
    end: async (world, linkId) => {
      const sms = await expectTogether(world);
      const email = await expectTogether(world, 'email');
      const sent = answered(await post(world.run, linkId, 'send', { channels: ['sms', 'email'] }));
      expect(sent.status).toBe(sms && email ? 409 : 202);
      await world.run.drain();
      expect(texts(world, linkId)).toHaveLength(sms ? 0 : 1);
    },
  },
  {
    name: 'a message to a number on the carrier’s list',
    arrange: async ({ run }) => {
      const customer = { ...linkBody.customer, phone: ON_THE_CARRIERS_LIST };
      const made = answered(
        await run.http('links/create', { path: '/v1/links', body: { ...linkBody, customer } }),
      );
      return JSON.parse(made.body).id;
    },
    act: async ({ run }, linkId) => {
      await post(run, linkId, 'send', { channels: ['sms', 'email'] });
      await run.drain();
    },
    settleMs: 3 * MINUTE,
    end: async (world, linkId) => {
      // Whoever was dead before it was kept learns it with the next message.
      await send(world, linkId, '2');
      await world.run.liveUntil(world.servers.clock.now() + MINUTE);
      expect(await expectTogether(world)).toBe(true);
      expect((await send(world, linkId, '3')).status).toBe(409);
      expect(texts(world, linkId)).toEqual([]);
    },
  },
];

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());

it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s, whoever acts killed at each call',
  async (_, scenario) => {
    const calls = await killInTurn(servers, scenario);
    expect(calls).toBeLessThan(100);
    expect(calls).toBeGreaterThan(2);
  },
  240_000,
);
