import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from './catcher.ts';
import { PROVIDERS } from './connections.ts';
import { expectInvariants, standing } from './invariants.ts';
import { type Mode, modes } from './modes.ts';
import { arrive, create, idOf, linkOf, open, type Place } from './movements.ts';
import { inPlace } from './places.ts';
import type { Call, Fate } from './proxy.ts';
import { answered } from './scenarios.ts';
import { type Servers, startServers } from './servers.ts';

const MINUTE = 60_000;

let servers: Servers;
let catcher: Catcher;

beforeAll(async () => {
  servers = await startServers();
  catcher = await startCatcher();
  for (const { notify } of servers.simulated) notify?.(catcher.url);
});

afterAll(async () => {
  await servers?.close();
  await catcher?.close();
});

/** What a provider was asked is done, and its answer is lost: each request's first. */
const lostByProvider: Mode = {
  name: 'the first answer of every call of the provider is lost',
  begin: (_servers, run) => {
    const lost = new Set<string>();
    run.fate = (call: Call): Fate => {
      const name = `${call.service} ${call.operation} ${call.body}`;
      if (!(call.service in run.providers) || lost.has(name)) return 'pass';
      lost.add(name);
      return 'lose-answer';
    };
  },
};

/** Created, sent, opened, paid and seen: by the notification where there is one, else by the polls. */
async function live(place: Place): Promise<void> {
  const { run, at } = place;
  const ask = () => create(place, 'order-1', { delivery: { channels: ['sms', 'email'] } });
  const first = answered(await ask());
  // Told that nothing was done, the caller asks again.
  const reply = first.status === 503 ? answered(await ask()) : first;
  expect([201, 202], reply.body).toContain(reply.status);
  const id = idOf(reply);
  // Meanwhile whatever was lost is settled.
  await run.liveUntil(servers.clock.now() + 20 * MINUTE);
  expect((await linkOf(place, id)).status).toBe('active');
  await open(place, id);
  catcher.take();
  at.act(await linkOf(place, id), at.pay);
  await at.simulated.simulator.drained();
  for (const told of catcher.take()) await arrive(place, told);
  await run.liveUntil(servers.clock.now() + 30 * MINUTE);
  expect(at.paid).toContain((await linkOf(place, id)).status);
}

describe.each([...modes, lostByProvider])('while $name', (mode) => {
  it.each(PROVIDERS)(
    'a life at %s ends as it should',
    async (provider) => {
      await inPlace(servers, catcher, provider, async (place) => {
        const since = standing(servers, place.at);
        mode.begin(servers, place.run);
        await live(place);
        place.run.fate = () => 'pass';
        await expectInvariants(servers, place.run, since, place.at);
      });
    },
    120_000,
  );
});
