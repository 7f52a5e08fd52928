import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOLD_BACK_MS } from '../../lib/table/feed.ts';
import { WebhookEventType } from '../../lib/webhooks/model/event-types.ts';
import { killInTurn } from '../faults/kill.ts';
import { DEATHS } from '../faults/kill-each.ts';
import { answered, arrangeLink, post, type Scenario, type World } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';

const MINUTE = 60_000;
const TOLD: ReadonlySet<string> = new Set(WebhookEventType.options);

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());

interface Page {
  data: { type: string; data: { event_id: string } }[];
  next_after: string;
  has_more: boolean;
}

/** What a reader has seen, and where it goes on; what it was not answered it asks for again. */
let seen: string[] = [];
let after: string | undefined;

/** Reads when all that is published by now is shown. Gives nothing when it was killed on the way. */
async function poll({ run, servers: { clock } }: World): Promise<void> {
  clock.set(clock.now() + HOLD_BACK_MS + 1);
  for (let more = true; more; ) {
    const query = new URLSearchParams({ page_size: '3', ...(after === undefined ? {} : { after }) });
    const outcome = await run.http('events/list', { path: '/v1/events', query });
    if ('killed' in outcome) return;
    expect(outcome.answered.status, outcome.answered.body).toBe(200);
    const page: Page = JSON.parse(outcome.answered.body);
    seen.push(...page.data.map((event) => event.data.event_id));
    after = page.next_after;
    more = page.has_more;
  }
}

const scenario: Scenario = {
  name: 'published and read',
  async arrange(world) {
    seen = [];
    after = undefined;
    // Everything is for the consumer to tell of, in one batch of the stream.
    world.run.publishes = false;
    const linkId = await arrangeLink(world, ['sms', 'email']);
    expect(answered(await post(world.run, linkId, 'cancel')).status).toBe(200);
    return linkId;
  },
  async act(world) {
    const { run } = world;
    const { fate } = run;
    // The stream tells it again only when a reader has been there in between.
    run.fate = (call) => {
      const decided = fate(call);
      if (decided !== 'pass') run.publishes = false;
      return decided;
    };
    run.publishes = true;
    await run.drain();
    await poll(world);
    run.publishes = true;
    await run.drain();
    await poll(world);
  },
  settleMs: 20 * MINUTE,
  async end(world) {
    await world.run.drain();
    await poll(world);
    const told = (await world.run.items())
      .filter(({ sk, type }) => String(sk).startsWith('E#') && TOLD.has(String(type)))
      .map(({ id }) => String(id));
    expect(told.length).toBeGreaterThanOrEqual(5);
    expect(seen, 'none twice').toHaveLength(new Set(seen).size);
    expect(new Set(seen), 'none missing').toEqual(new Set(told));
    const incremental = seen;
    seen = [];
    after = undefined;
    await poll(world);
    expect(seen, 'in one order').toEqual(incremental);
  },
};

it.each(DEATHS)(
  'has every event once, whoever publishes or reads killed at each call, the first of them %s',
  async (death) => {
    const calls = await killInTurn(servers, scenario, death);
    process.stdout.write(`\nKill points of the feed: ${calls}\n`);
    expect(calls).toBeGreaterThanOrEqual(9);
    expect(calls).toBeLessThan(150);
  },
  400_000,
);
