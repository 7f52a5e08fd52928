import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from './catcher.ts';
import { PROVIDERS } from './connections.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { create, createdLink, idOf, linkOf, operate, type Place } from './movements.ts';
import { inPlace } from './places.ts';
import { answered } from './scenarios.ts';
import { type Servers, startServers } from './servers.ts';

const MINUTE = 60_000;
const LATE = { list_lag_seconds: 86_400 };

let servers: Servers;
let catcher: Catcher;

beforeAll(async () => {
  servers = await startServers();
  catcher = await startCatcher();
});

afterAll(async () => {
  await servers?.close();
  await catcher?.close();
});

async function unknownCreate(
  place: Place,
  key: string,
  when: 'before' | 'after',
  more: object = {},
): Promise<string> {
  place.at.fail({ operation: 'create', kind: 'reset', when });
  const reply = answered(await create(place, key, more));
  expect(reply.status, reply.body).toBe(202);
  return idOf(reply);
}

const live = ({ run }: Place) => run.liveUntil(servers.clock.now() + 40 * MINUTE);

async function bodyOf({ run }: Place, id: string) {
  const request = { method: 'GET', path: `/v1/links/${id}`, params: { id } };
  return JSON.parse(answered(await run.http('links/get', request)).body);
}

/** It stands there for everybody to see, and nothing more happens by itself. */
async function expectStuck(place: Place, id: string, reason = 'not_found'): Promise<void> {
  const link = await linkOf(place, id);
  expect(link).toMatchObject({ status: 'creating', op: { kind: 'create', stuck: true } });
  expect(link.dueAt).toBeUndefined();
  const { status, exceptions } = await bodyOf(place, id);
  expect(status).toBe('creating');
  expect(exceptions.map(({ code }: { code: string }) => code)).toContain('needs_resolution');
  const events = (await place.run.items()).filter(
    (item) => String(item.pk).endsWith(`#L#${id}`) && String(item.sk).startsWith('E#'),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'link.exception',
      data: expect.objectContaining({ exception: 'needs_resolution' }),
    }),
  );
  const alarms = servers.logs
    .text()
    .split('\n')
    .filter((line) => line.includes('"code":"LINK_STUCK"') && line.includes(id));
  // Told before it is saved, so that no death keeps it back: two who look at once both tell.
  expect(alarms.length).toBeGreaterThan(0);
  expect(alarms[0]).toContain(`"reason":"${reason}"`);
}

async function resolve({ run }: Place, id: string, body: object) {
  const reply = answered(
    await run.http('links/resolve', { path: `/v1/links/${id}/resolve`, params: { id }, body }),
  );
  return { ...JSON.parse(reply.body), status_code: reply.status };
}

/** Nothing is decided by a person's slip: an id that is none, or another link's. */
async function expectSlipsRefused(place: Place, id: string): Promise<void> {
  const other = await linkOf(place, await createdLink(place, `other-than-${id}`));
  const [theirs] = place.at.madeFor(other);
  servers.clock.set(servers.clock.now() + 61_000);
  for (const wrong of [theirs?.id, otherId(theirs?.id ?? '')]) {
    const refused = await resolve(place, id, { provider_link_id: wrong });
    expect(refused).toMatchObject({ status_code: 422, errors: [{ pointer: '/provider_link_id' }] });
  }
  expect(await linkOf(place, id)).toMatchObject({ status: 'creating', op: { stuck: true } });
}

/** Of the same form, and nobody's. */
const otherId = (id: string) => id.replace(/[0-9a-f]/g, (digit) => (digit === '7' ? '8' : '7'));

describe.each(PROVIDERS)('a create that %s cannot tell of', (provider) => {
  it('stays creating in sight of all, and a person says that there is none', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { at, run } = place;
      const since = standing(servers, at);
      servers.logs.clear();
      const id = await unknownCreate(place, 'lost', 'before');
      // The one more that the timer makes.
      at.fail({ operation: 'create', kind: 'reset', when: 'before' });
      await live(place);
      await expectStuck(place, id);
      await expectSlipsRefused(place, id);
      const resolved = await resolve(place, id, { none: true });
      expect(resolved).toMatchObject({ status_code: 200, status: 'failed' });
      const again = await resolve(place, id, { none: true });
      expect(again).toMatchObject({ status_code: 409, code: 'conflict_state' });
      expect(answered(await operate(run, id, 'retry')).status).toBe(200);
      expect(at.madeFor(await linkOf(place, id))).toHaveLength(1);
      await live(place);
      await expectInvariants(servers, run, since, at);
    });
  }, 60_000);

  it('stays creating in sight of all, and a person says which it is', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { at, run } = place;
      const since = standing(servers, at);
      servers.logs.clear();
      at.configure(LATE);
      const id = await unknownCreate(place, 'lost', 'after');
      at.fail({ operation: 'create', kind: 'reset', when: 'before' });
      await live(place);
      at.configure({ list_lag_seconds: null });
      await expectStuck(place, id);
      await expectSlipsRefused(place, id);
      const [theirs] = at.madeFor(await linkOf(place, id));
      const resolved = await resolve(place, id, { provider_link_id: theirs?.id });
      expect(resolved).toMatchObject({ status_code: 200, status: 'active' });
      expect(resolved.exceptions).toEqual([]);
      await live(place);
      await expectInvariants(servers, run, since, at);
    });
  }, 60_000);
});

describe('a link that lists show later than their sheet assumes', () => {
  it.each(['fortis', 'paypoint', 'smarterpay'])(
    'is never made twice at %s, which knows our reference',
    async (provider) => {
      await inPlace(servers, catcher, provider, async (place) => {
        const { at } = place;
        at.configure(LATE);
        const id = await unknownCreate(place, 'late', 'after');
        await live(place);
        expect(at.madeFor(await linkOf(place, id))).toHaveLength(1);
        at.configure({ list_lag_seconds: null });
        const link = await linkOf(place, id);
        if (link.status === 'active') return;
        expect(link.op).toMatchObject({ kind: 'create', stuck: true });
        const [theirs] = at.madeFor(link);
        const resolved = await resolve(place, id, { provider_link_id: theirs?.id });
        expect(resolved).toMatchObject({ status_code: 200, status: 'active' });
      });
    },
  );
});

describe('a link that its provider does not list yet', () => {
  it.each(['cancel', 'delete', 'supersede'] as const)(
    'is closed at allpay after a %s all the same',
    async (verb) => {
      await inPlace(servers, catcher, 'allpay', async (place) => {
        const { at, run } = place;
        const since = standing(servers, at);
        const id = await createdLink(place, 'new');
        const request = { path: `/v1/links/${id}/${verb}`, params: { id } };
        const reply = answered(
          verb === 'delete'
            ? await run.http('links/delete', { ...request, method: 'DELETE', path: `/v1/links/${id}` })
            : await operate(run, id, verb, verb === 'supersede' ? { amount: 10_000 } : undefined),
        );
        expect(reply.status, reply.body).toBeLessThan(300);
        await live(place);
        const link = await linkOf(place, id);
        expect(link.status).toBe('cancelled');
        expect(at.madeFor(link)).toMatchObject([{ state: 'closed' }]);
        expect([link.op, link.providerUrlOpen]).toEqual([undefined, undefined]);
        await expectInvariants(servers, run, since, at);
      });
    },
    60_000,
  );
});

describe('what the sheets say that look-up cannot tell', () => {
  it('is not made once more at Felloh, where a create sends', async () => {
    const wire = { create_sends: true };
    await inPlace(
      servers,
      catcher,
      'felloh',
      async (place) => {
        servers.logs.clear();
        const id = await unknownCreate(place, 'lost', 'before', { delivery: { channels: ['email'] } });
        await live(place);
        await expectStuck(place, id);
        expect(place.at.madeFor(await linkOf(place, id))).toHaveLength(0);
        expect(await resolve(place, id, { none: true })).toMatchObject({ status: 'failed' });
      },
      wire,
    );
  });

  it.each([
    ['felloh', { redirect_properties: false }],
    ['allpay', { created_by_listed: false }],
  ] as const)('is which of two alike is whose, at %s', async (provider, wire) => {
    await inPlace(
      servers,
      catcher,
      provider,
      async (place) => {
        const { at, run } = place;
        servers.logs.clear();
        const customer = { name: 'Ada Byron', email: 'ada@example.com', reference: 'TEN0048213' };
        const made = at.ledger().length;
        const ids: string[] = [];
        for (const key of ['one', 'other']) {
          at.fail({ operation: 'create', kind: 'reset', when: 'after' });
          const reply = answered(await create(place, key, { customer }));
          expect(reply.status, reply.body).toBe(202);
          ids.push(idOf(reply));
        }
        await live(place);
        const theirs = at.ledger().slice(made);
        expect(theirs).toHaveLength(2);
        for (const [index, id] of ids.entries()) {
          await expectStuck(place, id, 'several_provider_links');
          const { exceptions } = await bodyOf(place, id);
          expect(exceptions.map(({ code }: { code: string }) => code)).toContain('several_provider_links');
          const resolved = await resolve(place, id, { provider_link_id: theirs[index]?.id });
          expect(resolved).toMatchObject({ status_code: 200, status: 'active' });
        }
        const links = await linksOf(run);
        expect(new Set(links.map(({ providerUrl }) => providerUrl)).size).toBe(2);
      },
      wire,
    );
  });
});
