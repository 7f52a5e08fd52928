import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../local/providers/faults.ts';
import type { Bench } from './benches.ts';
import { type Catcher, startCatcher } from './catcher.ts';
import { PROVIDERS } from './connections.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { create, linkOf, operate, type Place } from './movements.ts';
import { inPlace } from './places.ts';
import type { Call } from './proxy.ts';
import { answered } from './scenarios.ts';
import { type Servers, startServers } from './servers.ts';

const MINUTE = 60_000;

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

/** What one answer to a create comes to. */
interface Case {
  name: string;
  fault: FaultInput;
  /** What our caller is told. */
  status: number;
  code?: string;
  retryAfter?: string;
  /** Requests on the wire at once; by the timer one more where nothing was made and nobody could know. */
  requests?: number;
}

/** A 404 of theirs says that the record is not known; without one it says that the address is wrong, and proves nothing. */
const KNOWS_404 = new Set(['felloh', 'paypoint']);

function told({ provider }: Bench): Case[] {
  const refused = { status: 422, code: 'provider_rejected' };
  const unsure = { status: 202 };
  const status = (status: number, more: object = {}): FaultInput => ({ kind: 'status', status, ...more });
  const hasToken = provider === 'felloh';
  return [
    {
      name: '401',
      fault: status(401),
      ...(hasToken ? { status: 201, requests: 2 } : refused),
    },
    {
      name: '401, twice',
      // Where there is no token there is no second request that could meet the second.
      fault: status(401, { times: hasToken ? 2 : 1 }),
      ...refused,
      requests: hasToken ? 2 : 1,
    },
    { name: '400', fault: status(400), ...refused },
    { name: '403', fault: status(403), ...refused },
    { name: '404', fault: status(404), ...(KNOWS_404.has(provider) ? refused : unsure) },
    // Our reference is taken there: most likely by a create whose answer was lost.
    { name: '409', fault: status(409), ...unsure },
    { name: '422', fault: status(422), ...refused },
    { name: '429', fault: status(429), status: 429, code: 'rate_limited', retryAfter: '30' },
    {
      name: '429 with Retry-After',
      fault: status(429, { retry_after: 7 }),
      status: 429,
      code: 'rate_limited',
      retryAfter: '7',
    },
    ...(['before', 'after'] as const).flatMap((when) => [
      { name: `500 ${when}`, fault: status(500, { when }), ...unsure },
      { name: `503 ${when}`, fault: status(503, { when }), ...unsure },
      { name: `html ${when}`, fault: { kind: 'html', when } as const, ...unsure },
      { name: `empty ${when}`, fault: { kind: 'empty', when } as const, ...unsure },
      { name: `truncated ${when}`, fault: { kind: 'truncated', when } as const, ...unsure },
      { name: `reset ${when}`, fault: { kind: 'reset', when } as const, ...unsure },
    ]),
  ];
}

/** The requests that create, as they came to the wire. */
function watchCreates({ run, at }: Place): Call[] {
  const seen: Call[] = [];
  run.fate = (call) => {
    if (call.service === at.provider && call.operation === at.create) seen.push(call);
    return 'pass';
  };
  return seen;
}

describe.each(PROVIDERS)('a create at %s', (provider) => {
  it('is one request whatever comes back, and ends with one link or none', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { run, at } = place;
      const since = standing(servers, at);
      const seen = watchCreates(place);
      const made: { id: string; expected: Case }[] = [];
      for (const expected of told(at)) {
        const before = seen.length;
        at.fail({ operation: 'create', ...expected.fault });
        const reply = answered(await create(place, `case-${made.length}`));
        expect(reply.status, `${expected.name}: ${reply.body}`).toBe(expected.status);
        expect(seen.length - before, `${expected.name}: requests`).toBe(expected.requests ?? 1);
        const body = JSON.parse(reply.body);
        expect(body.code, expected.name).toBe(expected.code);
        if (expected.retryAfter) expect(reply.headers['retry-after']).toBe(expected.retryAfter);
        const id = String(body.link_id ?? body.id);
        const now = expected.code ? 'failed' : expected.status === 201 ? 'active' : 'creating';
        expect((await linkOf(place, id)).status, expected.name).toBe(now);
        made.push({ id, expected });
      }

      await run.liveUntil(servers.clock.now() + 30 * MINUTE);
      for (const { id, expected } of made) {
        const { name, fault, code, requests = 1 } = expected;
        const link = await linkOf(place, id);
        const calls = seen.filter(({ body }) => body.includes(id) || body.includes(link.code)).length;
        const theirs = at.madeFor(link).length;
        // Where it was made it is found and never asked for again; where it was not it is made once more, and only once.
        const again = expected.status === 202 && fault.when !== 'after' ? 1 : 0;
        expect([link.status, theirs, calls], name).toEqual(
          code ? ['failed', 0, requests] : ['active', 1, requests + again],
        );
        if (!code) continue;
        const retried = answered(await operate(run, id, 'retry'));
        expect(retried.status, `${name}: ${retried.body}`).toBe(200);
      }
      await expectInvariants(servers, run, since, at);
    });
  }, 120_000);

  it('that is slower than we can wait is settled by look-up', async () => {
    await inPlace(servers, catcher, provider, async (place) => {
      const { run, at } = place;
      const since = standing(servers, at);
      run.remainingMs = 4_000;
      // The function is warm: what it waits for is the provider.
      expect(answered(await create(place, 'first')).status).toBe(201);
      const seen = watchCreates(place);
      for (const when of ['before', 'after'] as const) {
        at.fail({ operation: 'create', kind: 'slow', ms: 2_600, when });
        at.fail({ operation: 'create', kind: 'hang', when });
      }
      const replies = await Promise.all(['1', '2', '3', '4'].map((key) => create(place, key)));
      expect(replies.map((reply) => answered(reply).status)).toEqual([202, 202, 202, 202]);
      expect(seen).toHaveLength(4);
      await sleep(1_000);
      run.remainingMs = 25_000;
      await run.liveUntil(servers.clock.now() + 30 * MINUTE);
      expect((await linksOf(run)).map(({ status }) => status)).toEqual(Array(5).fill('active'));
      // Only that which was never answered and never carried out is made once more.
      expect(seen).toHaveLength(5);
      await expectInvariants(servers, run, since, at);
    });
  }, 60_000);
});
