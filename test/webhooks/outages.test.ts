import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { updateEndpoint } from '../../lib/webhooks/endpoints.ts';
import { replayDelivery, replayRange } from '../../lib/webhooks/replay.ts';
import { rotateSecret } from '../../lib/webhooks/rotate-secret.ts';
import { type Manner, type Merchant, startMerchant } from './merchant.ts';
import { DAY, HOUR, MINUTE, START, startWebhookWorld, type WebhookWorld } from './world.ts';

let world: WebhookWorld;
let merchant: Merchant;
let org: string;
let endpoint: string;
beforeAll(async () => {
  world = await startWebhookWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set(START);
  world.alerts.length = 0;
  await world.forget();
  world.mail = true;
  world.tries = 0;
  merchant = await startMerchant();
  org = await world.organisation('ops@example.com');
  const made = await world.endpoint(org, { url: `${merchant.url}/hook` });
  endpoint = made.known.endpoint.id;
  // From now on a request that the library does not accept is never answered.
  merchant.secret = made.secret;
});
afterEach(() => merchant.close());

const mine = async () => (await world.deliveries()).filter((delivery) => delivery.endpoint === endpoint);
const states = async () => (await mine()).map(({ state }) => state);
const replayDeps = () => ({
  ...world,
  hint: async (refs: readonly { org: string; endpoint: string; id: string }[]) =>
    void world.hints.push(
      ...refs.map(({ org: of, endpoint: to, id }) => ({
        at: world.clock.now(),
        ref: { org: of, endpoint: to, id },
      })),
    ),
});

it('an event arrives once, signed, and without contact data', async () => {
  const event = await world.tell(org, 1, { reference: 'INV-1' });
  await world.liveUntil(START + HOUR);
  expect(merchant.taken).toEqual([event.id]);
  expect(merchant.requests[0]?.data).toEqual({
    event_id: event.id,
    link_id: event.linkId,
    reference: 'INV-1',
    version: 2,
    ...event.data,
  });
  expect(await mine()).toMatchObject([{ state: 'delivered', tries: 1, attempts: [{ status: 200 }] }]);
});

it('what is told again, and told by a hundred hints at once, arrives once', async () => {
  const event = await world.tell(org, 1);
  for (let n = 0; n < 10; n++) await world.tell(org, 1, event);
  for (let n = 0; n < 90; n++) world.hints.push(...world.hints.slice(0, 1));
  await world.liveUntil(START + HOUR);
  expect(merchant.taken).toEqual([event.id]);
});

it('an event that the filter does not take is not written', async () => {
  await world.tell(org, 1, { type: 'link.opened' });
  expect(await mine()).toEqual([]);
});

it('what happened before an endpoint was made is not sent to it, however late it is told', async () => {
  await world.tell(org, 1, { at: START - 1 });
  expect(await mine()).toEqual([]);
  await world.tell(org, 1, { at: START });
  expect(await mine()).toHaveLength(1);
});

const OUTAGES: [string, Manner][] = [
  ['answers 500', 500],
  ['answers 404', 404],
  ['redirects', { redirect: 'http://127.0.0.1:1/' }],
  ['answers garbage', 'garbage'],
  ['resets', 'reset'],
  ['never answers', 'hang'],
  ['asks to be left alone', { status: 429, retryAfter: '3600' }],
  ['asks to be left alone for ever', { status: 503, retryAfter: '999999999' }],
];

it.each(OUTAGES)(
  'a server that %s for two days has every event once it heals',
  { timeout: 120_000 },
  async (_, manner) => {
    merchant.manner = manner;
    const events = [];
    for (let n = 0; n < 8; n++) {
      events.push((await world.tell(org, n)).id);
      await world.liveUntil(world.clock.now() + 6 * HOUR);
    }
    await world.liveUntil(START + 2 * DAY);
    expect(merchant.taken).toEqual([]);
    merchant.manner = 200;
    await world.liveUntil(START + 6 * DAY);
    expect([...new Set(merchant.taken)].sort()).toEqual(events.sort());
    expect(merchant.taken).toHaveLength(events.length);
    for (const { state, tries, attempts, version } of await mine()) {
      expect(state).toBe('delivered');
      expect(tries).toBeLessThanOrEqual(10);
      expect(attempts.length).toBeLessThanOrEqual(10);
      // Put, two for each try, two for each step that fell into a pause.
      expect(version).toBeLessThanOrEqual(41);
    }
    expect((await world.known(org, endpoint))?.health).toBeUndefined();
    expect(world.alerts).toMatchObject([
      { to: 'ops@example.com', subject: expect.stringContaining('do not arrive') },
    ]);
  },
);

it('one that is down for ever is given up after ten tries within about three days', {
  timeout: 60_000,
}, async () => {
  merchant.manner = 500;
  await world.tell(org, 1);
  await world.liveUntil(START + 10 * DAY);
  const [delivery] = await mine();
  expect(delivery).toMatchObject({ state: 'failed', reason: 'tries_used' });
  expect(delivery?.tries).toBeLessThanOrEqual(10);
  expect(merchant.requests.length).toBeGreaterThanOrEqual(8);
  const days = ((delivery?.endedAt ?? 0) - START) / DAY;
  expect(days).toBeGreaterThan(2.7);
  expect(days).toBeLessThan(3.7);
  expect(new Set(merchant.requests.map(({ id }) => id)).size).toBe(1);
  const stamps = merchant.requests.map(({ headers }) => headers['webhook-timestamp']);
  expect(new Set(stamps).size).toBe(stamps.length);
});

it('a 410 disables it, its owner is told once, and a replay brings what it missed', async () => {
  merchant.manner = 410;
  const first = await world.tell(org, 1);
  await world.liveUntil(START + HOUR);
  expect((await world.known(org, endpoint))?.endpoint.disabled).toMatchObject({ reason: 'gone' });
  expect(world.alerts).toMatchObject([{ subject: expect.stringContaining('are disabled') }]);
  const second = await world.tell(org, 2);
  await world.liveUntil(START + 2 * HOUR);
  expect(merchant.requests).toHaveLength(1);
  expect((await states()).sort()).toEqual(['failed', 'skipped']);
  const range = { from: START, to: START + DAY };
  await expect(replayRange(replayDeps(), org, endpoint, range)).rejects.toThrow('conflict_state');
  merchant.manner = 200;
  await updateEndpoint({ ...world, reach: 'loopback' }, org, endpoint, { enabled: true });
  expect(await replayRange(replayDeps(), org, endpoint, range)).toEqual({ replayed: 2, nextToken: null });
  await world.liveUntil(START + 3 * HOUR);
  expect(merchant.taken.sort()).toEqual([first.id, second.id].sort());
  expect(await states()).toEqual(['delivered', 'delivered']);
});

it('a replay of a range takes its types, its states and its instants, page by page', async () => {
  const early = await world.tell(org, 1);
  await world.liveUntil(START + HOUR);
  const failed = await world.tell(org, 2, { type: 'link.failed' });
  await world.liveUntil(START + 2 * HOUR);
  merchant.taken.length = 0;
  const all = { from: START, to: START + DAY };
  expect((await replayRange(replayDeps(), org, endpoint, { ...all, states: ['failed'] })).replayed).toBe(0);
  expect((await replayRange(replayDeps(), org, endpoint, { ...all, types: ['link.failed'] })).replayed).toBe(
    1,
  );
  await world.liveUntil(START + 3 * HOUR);
  expect(merchant.taken).toEqual([failed.id]);
  expect((await replayRange(replayDeps(), org, endpoint, { from: START, to: START + 1 })).replayed).toBe(1);
  await world.liveUntil(START + 4 * HOUR);
  expect(merchant.taken).toEqual([failed.id, early.id]);
  const [one] = await mine();
  await replayDelivery(replayDeps(), org, endpoint, one?.id ?? '');
  await world.liveUntil(START + 5 * HOUR);
  expect(merchant.taken).toHaveLength(3);
});

it('six hundred deliveries of one range are replayed by two requests', { timeout: 60_000 }, async () => {
  await updateEndpoint({ ...world, reach: 'loopback' }, org, endpoint, { enabled: false });
  // An environment may know it as enabled for 30 seconds.
  world.clock.set(START + MINUTE);
  await Promise.all(Array.from({ length: 600 }, (_, n) => world.tell(org, n, { id: `L${n}.2.0` })));
  await updateEndpoint({ ...world, reach: 'loopback' }, org, endpoint, { enabled: true });
  const range = { from: START, to: START + DAY };
  const page = await replayRange(replayDeps(), org, endpoint, range);
  expect(page).toEqual({ replayed: 500, nextToken: expect.any(String) });
  const rest = await replayRange(replayDeps(), org, endpoint, { ...range, token: page.nextToken ?? '' });
  expect(rest).toEqual({ replayed: 100, nextToken: null });
  await expect(
    replayRange(replayDeps(), org, endpoint, { ...range, to: START + HOUR, token: page.nextToken ?? '' }),
  ).rejects.toThrow('page_token_invalid');
  await world.liveUntil(world.clock.now() + HOUR);
  expect(new Set(merchant.taken).size).toBe(600);
});

it('a dead endpoint delays nobody else, and is tried little', { timeout: 90_000 }, async () => {
  const dead = await startMerchant();
  dead.manner = 'hang';
  const down = (await world.endpoint(org, { url: dead.url })).known.endpoint.id;
  // The new endpoint is known to all within 30 seconds.
  world.clock.set(START + MINUTE);
  const told: string[] = [];
  for (let n = 0; n < 20; n++) told.push((await world.tell(org, n)).id);
  const oneTryMs = 6_000;
  world.here.timeoutMs = oneTryMs;
  const begun = performance.now();
  let arrivedAfter = 0;
  merchant.manner = () => {
    arrivedAfter = performance.now() - begun;
    return 200;
  };
  await world.work();
  world.here.timeoutMs = 150;
  expect([...merchant.taken].sort()).toEqual(told.sort());
  // All of its twenty had arrived before the first try of the dead one was over.
  expect(arrivedAfter).toBeLessThan(oneTryMs);
  expect(dead.most).toBeLessThanOrEqual(3);
  expect(dead.requests.length).toBeLessThan(10);
  const before = dead.requests.length;
  await world.liveUntil(START + 2 * HOUR);
  // A probe every five minutes, and the last steps of none.
  expect(dead.requests.length - before).toBeLessThan(40);
  expect((await world.known(org, down))?.health?.failures).toBeGreaterThanOrEqual(5);
  await dead.close();
});

it('a slow server is given its time, three at once', { timeout: 60_000 }, async () => {
  merchant.manner = { slowMs: 40 };
  for (let n = 0; n < 9; n++) await world.tell(org, n);
  await world.liveUntil(START + HOUR);
  expect(new Set(merchant.taken).size).toBe(9);
  expect(merchant.most).toBeLessThanOrEqual(3);
});

it('an owner whose email does not leave is told by a later failure', { timeout: 60_000 }, async () => {
  merchant.manner = 500;
  world.mail = false;
  for (let n = 0; n < 6; n++) {
    await world.tell(org, n);
    await world.liveUntil(world.clock.now() + 5 * HOUR);
  }
  const tried = world.alerts.length;
  expect(tried).toBeGreaterThan(0);
  world.mail = true;
  for (let n = 0; n < 3; n++) {
    await world.tell(org, n);
    await world.liveUntil(world.clock.now() + 5 * HOUR);
  }
  expect(world.alerts.length).toBe(tried + 1);
  expect(JSON.stringify(world.alerts)).not.toContain('/hook');
});

it('a rotation signs with both secrets for a day; a repeat of it pushes none out', async () => {
  const former = merchant.secret;
  const first = await rotateSecret(world, org, endpoint, 'SEED');
  const again = await rotateSecret(world, org, endpoint, 'SEED');
  expect(again.secret).not.toBe(first.secret);
  await world.tell(org, 1);
  await world.liveUntil(START + MINUTE);
  expect(merchant.taken).toHaveLength(1);
  merchant.secret = again.secret;
  await world.tell(org, 2);
  await world.liveUntil(START + HOUR);
  expect(merchant.taken).toHaveLength(2);
  await world.liveUntil(START + DAY + MINUTE);
  await world.tell(org, 3);
  await world.liveUntil(START + DAY + HOUR);
  expect(merchant.taken).toHaveLength(3);
  expect(String(merchant.requests.at(-1)?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  expect(former).not.toBe(again.secret);
  await rotateSecret(world, org, endpoint, 'S2');
  await rotateSecret(world, org, endpoint, 'S3');
  await rotateSecret(world, org, endpoint, 'S4');
  await expect(rotateSecret(world, org, endpoint, 'S5')).rejects.toThrow('conflict_state');
});

it('a deleted or disabled endpoint is sent nothing more', async () => {
  merchant.manner = 500;
  await world.tell(org, 1);
  await world.work();
  await updateEndpoint({ ...world, reach: 'loopback' }, org, endpoint, { enabled: false });
  await world.liveUntil(START + DAY);
  expect(merchant.requests).toHaveLength(1);
  expect(await mine()).toMatchObject([{ state: 'skipped', reason: 'endpoint_disabled' }]);
});
