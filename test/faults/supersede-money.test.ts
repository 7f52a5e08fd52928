import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from './catcher.ts';
import { PROVIDERS } from './connections.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { createdLink, linkOf, operate, type Place, theirsOf } from './movements.ts';
import { inPlace } from './places.ts';
import { answered } from './scenarios.ts';
import { type Servers, startServers } from './servers.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let servers: Servers;
let catcher: Catcher;
const counted: string[] = [];

beforeAll(async () => {
  servers = await startServers();
  catcher = await startCatcher();
});

afterAll(async () => {
  await servers?.close();
  await catcher?.close();
  process.stdout.write(`\nMoments of a payment within a supersede:\n${counted.join('')}`);
});

const replacement = { amount: 10_000, delivery: { channels: ['sms'] } };

async function supersede({ run }: Place, id: string) {
  const reply = answered(await operate(run, id, 'supersede', replacement));
  return { status_code: reply.status, ...JSON.parse(reply.body) };
}

async function codesOf({ run }: Place, id: string): Promise<string[]> {
  const request = { method: 'GET', path: `/v1/links/${id}`, params: { id } };
  const { exceptions } = JSON.parse(answered(await run.http('links/get', request)).body);
  return exceptions.map(({ code }: { code: string }) => code);
}

async function messagesOf({ run }: Place, id: string) {
  const items = await run.items();
  return items.filter((item) => String(item.sk).startsWith('M#') && String(item.pk).endsWith(`#L#${id}`));
}

/** The payer pays on the old page, if it lets him. */
async function payOld(place: Place, id: string): Promise<boolean> {
  try {
    place.at.act(await linkOf(place, id), place.at.pay);
    return true;
  } catch {
    return false;
  }
}

async function successorOf({ run }: Place, id: string) {
  return (await linksOf(run)).find(({ supersedes }) => supersedes === id);
}

/** Nobody pays twice unseen, and both links tell the story. */
async function expectToldBy(place: Place, id: string, paid: boolean): Promise<void> {
  const old = await linkOf(place, id);
  const successor = await successorOf(place, id);
  expect(old.op).toBeUndefined();
  if (!paid) {
    expect([old.status, old.supersededBy]).toEqual(['cancelled', successor?.id]);
    expect(successor).toMatchObject({ status: 'active' });
    expect(['closed', 'expired']).toContain(theirsOf(place, old)?.state);
    return;
  }
  expect(place.at.paid, 'what was paid is seen').toContain(old.status);
  if (old.supersededBy !== undefined) {
    expect(await codesOf(place, id)).toContain('paid_after_supersede');
    expect(await codesOf(place, old.supersededBy)).toContain('superseded_link_paid');
    return;
  }
  expect(await codesOf(place, id)).not.toContain('paid_after_supersede');
  if (!successor) return;
  expect(successor.status, 'the new one is withdrawn').toBe('cancelled');
  expect(await messagesOf(place, successor.id), 'and nobody was asked for it').toEqual([]);
  expect(['closed', 'expired', undefined]).toContain(theirsOf(place, successor)?.state);
}

describe.each(PROVIDERS)('money on the old link at %s', (provider) => {
  it('before: nothing is replaced, and it is paid', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const id = await createdLink(place, 'old');
      servers.clock.set(servers.clock.now() + 61_000);
      expect(await payOld(place, id)).toBe(true);
      const made = place.at.ledger().length;
      expect(await supersede(place, id)).toMatchObject({ status_code: 409, code: 'conflict_state' });
      expect(place.at.ledger()).toHaveLength(made);
      await expectToldBy(place, id, true);
    });
  }, 60_000);

  it('during, just before or after any call of it, is seen', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { run, at } = place;
      const since = standing(servers, at);
      let calls = 0;
      const first = await createdLink(place, 'old-0');
      servers.clock.set(servers.clock.now() + 61_000);
      run.fate = ({ service }) => {
        if (service === provider) calls += 1;
        return 'pass';
      };
      expect(await supersede(place, first)).toMatchObject({ status_code: 201 });
      run.fate = () => 'pass';

      const moments = Array.from({ length: calls }, (_, call) => call).flatMap((call) =>
        (['before', 'after'] as const).map((when) => ({ call, when })),
      );
      const olds: string[] = [];
      for (const { call, when } of moments) olds.push(await createdLink(place, `old-${call}-${when}`));
      servers.clock.set(servers.clock.now() + 61_000);
      const paid = new Map<string, boolean>();
      for (const [index, { call, when }] of moments.entries()) {
        const id = olds[index] ?? '';
        let seen = 0;
        run.fate = ({ service }) => {
          if (service !== provider || seen++ !== call) return 'pass';
          return {
            answer: async (_call, forward) => {
              if (when === 'before') paid.set(id, await payOld(place, id));
              const answer = await forward();
              if (when === 'after') paid.set(id, await payOld(place, id));
              return answer;
            },
          };
        };
        const reply = await supersede(place, id);
        run.fate = () => 'pass';
        expect([201, 409], JSON.stringify(reply)).toContain(reply.status_code);
        await run.drain();
      }
      // Nobody comes back from the page and nobody tells: what is seen is seen by the supersede itself.
      await run.liveUntil(servers.clock.now() + 30 * MINUTE);
      for (const [index, { call, when }] of moments.entries()) {
        const id = olds[index] ?? '';
        try {
          await expectToldBy(place, id, paid.get(id) ?? false);
        } catch (error) {
          throw new Error(`paid just ${when} call ${call + 1} of ${calls}`, { cause: error });
        }
      }
      counted.push(
        `  ${String(moments.length).padStart(3)}  ${provider}, paid ${[...paid.values()].filter(Boolean).length}\n`,
      );
      await expectInvariants(servers, run, since, at);
    });
  }, 240_000);

  it('after: where its page is still open both links tell, else it is refused', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { run, at } = place;
      const id = await createdLink(place, 'old');
      servers.clock.set(servers.clock.now() + 61_000);
      if (at.hold) at.act(await linkOf(place, id), at.hold);
      const made = await supersede(place, id);
      expect(made).toMatchObject({ status_code: 201, supersedes: id });
      await run.liveUntil(servers.clock.now() + 5 * MINUTE);
      const paid = await payOld(place, id);
      expect(paid).toBe(at.hold !== undefined);
      await run.liveUntil(servers.clock.now() + DAY + 10 * MINUTE);
      await expectToldBy(place, id, paid);
      if (paid) expect(await codesOf(place, made.id)).toContain('superseded_link_paid');
    });
  }, 60_000);
});
