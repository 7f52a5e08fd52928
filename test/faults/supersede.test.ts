import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeLink, arrangeOrganisation, notify, post, type World } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let servers: Servers;
let run: Run;
let world: World;
let id: string;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
});

beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  world = { servers, run };
  await arrangeOrganisation(world);
  id = await arrangeLink(world);
});

afterEach(() => run.close());

async function link(of = id): Promise<Link> {
  const found = (await linksOf(run)).find((one) => one.id === of);
  if (!found) throw new Error('the link is lost');
  return found;
}

const supersede = async (of = id, body: unknown = { amount: 10_000, delivery: { channels: ['sms'] } }) => {
  const { status, body: text } = answered(
    await run.http('links/supersede', {
      path: `/v1/links/${of}/supersede`,
      params: { id: of },
      headers: { 'idempotency-key': `supersede-${of}` },
      body,
    }),
  );
  return { status, ...JSON.parse(text) };
};

const act = async (
  action: 'pay' | 'open' | 'settle_fail',
  of = id,
  method: 'card' | 'open_banking' = 'card',
) => servers.felloh.act({ link: (await link(of)).providerLinkId ?? '', action, method });

const later = (ms: number) => run.liveUntil(servers.clock.now() + ms);

const codesOf = async (of: string): Promise<string[]> => {
  const reply = answered(
    await run.http('links/get', { method: 'GET', path: `/v1/links/${of}`, params: { id: of } }),
  );
  return JSON.parse(reply.body).exceptions.map(({ code }: { code: string }) => code);
};

const eventsOf = async (of: string) =>
  (await run.items())
    .filter((item) => String(item.pk).endsWith(`#L#${of}`) && String(item.sk).startsWith('E#'))
    .map(({ type }) => String(type));

/** Does something at the first call whose operation is this, before it goes out. */
function at(operation: string, what: () => Promise<unknown>): void {
  let done = false;
  run.fate = (call) => {
    if (done || !call.operation.startsWith(operation)) return 'pass';
    done = true;
    return {
      answer: async (_call, forward) => {
        await what();
        return forward();
      },
    };
  };
}

/** Nobody was asked for money by the new link, and it cannot be paid. */
async function expectWithdrawn(successor: string | undefined): Promise<void> {
  const gone = successor === undefined ? undefined : await link(successor);
  if (!gone) return;
  expect(gone.status).toBe('cancelled');
  expect(servers.felloh.ledger().find((one) => one.id === gone.providerLinkId)?.state ?? 'deleted').toBe(
    'deleted',
  );
  expect((await run.items()).filter((item) => String(item.sk).startsWith('M#'))).toEqual([]);
}

const successorOf = async () => (await linksOf(run)).find(({ supersedes }) => supersedes === id)?.id;

describe('money on the old link', () => {
  it('before: nothing is replaced, and it is paid', async () => {
    const made = servers.felloh.ledger().length;
    await act('pay');
    expect(await supersede()).toMatchObject({ status: 409, code: 'conflict_state', from: 'paid' });
    expect(await link()).toMatchObject({ status: 'paid' });
    expect(servers.felloh.ledger()).toHaveLength(made);
    expect(await linksOf(run)).toHaveLength(1);
  });

  it.each(['PUT /agent/payment-links', 'DELETE /agent/payment-links'])(
    'during, just before %s: the new one is withdrawn, and the old one is paid',
    async (operation) => {
      const since = standing(servers);
      at(operation, () => act('pay'));
      expect(await supersede()).toMatchObject({ status: 409, code: 'conflict_state', from: 'paid' });
      await later(20 * MINUTE);
      const old = await link();
      expect(old).toMatchObject({ status: 'paid' });
      expect([old.supersededBy, old.op]).toEqual([undefined, undefined]);
      await expectWithdrawn(await successorOf());
      expect(await codesOf(id)).toEqual([]);
      await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
    },
  );

  it('during, and processing: the old one is left to its bank', async () => {
    at('DELETE /agent/payment-links', () => act('pay', id, 'open_banking'));
    expect(await supersede()).toMatchObject({ status: 409, from: 'processing' });
    await later(20 * MINUTE);
    await expectWithdrawn(await successorOf());
    await act('settle_fail');
    await later(20 * MINUTE);
    expect((await link()).status).toBe('active');
  });

  it('during, while the new one is of unknown outcome, told by a notification', async () => {
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'after' });
    const made = await supersede();
    expect(made).toMatchObject({ status: 'creating', supersedes: id });
    await act('pay');
    await notify(world, (await link()).providerLinkId ?? '');
    await later(20 * MINUTE);
    expect(await link()).toMatchObject({ status: 'paid' });
    await expectWithdrawn(made.id);
  });

  it('after, on a page that could not be closed: both links tell the story', async () => {
    const since = standing(servers);
    await act('open');
    const made = await supersede();
    expect(made).toMatchObject({ status: 'active', supersedes: id });
    expect(await link()).toMatchObject({ status: 'cancelled', supersededBy: made.id, providerUrlOpen: true });
    await later(MINUTE);
    await act('pay');
    await later(DAY + MINUTE);
    expect(await link()).toMatchObject({ status: 'paid', headTold: true });
    expect(await codesOf(id)).toEqual(['paid_after_supersede']);
    expect(await codesOf(made.id)).toEqual(['superseded_link_paid']);
    expect((await eventsOf(made.id)).filter((type) => type === 'link.exception')).toHaveLength(1);
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining(['link.superseded', 'link.paid', 'link.exception']),
    );
    await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
  });

  it('after, told by a notification, is told to the head of the chain, whoever that is by then', async () => {
    await act('open');
    const second = await supersede();
    const head = await supersede(second.id, { amount: 7_777 });
    await later(MINUTE);
    await act('pay');
    await notify(world, (await link()).providerLinkId ?? '');
    await later(3 * MINUTE);
    expect(await codesOf(head.id)).toEqual(['superseded_link_paid']);
    expect(await codesOf(second.id)).toEqual([]);
    const { code } = await link();
    const shown = answered(
      await run.http('public/page', { method: 'GET', path: `/p/${code}`, params: { code } }),
    );
    expect(shown.body).toContain('Thank you');
  });
});

describe('money on the first link of a chain, of which the second was told', () => {
  const payTheFirst = async () => {
    await act('pay');
    await notify(world, (await link()).providerLinkId ?? '');
    await run.drain();
  };

  it('is the story of the third too, once that has taken over', async () => {
    await act('open');
    const second = await supersede();
    await later(MINUTE);
    await payTheFirst();
    await later(3 * MINUTE);
    expect(await codesOf(second.id)).toEqual(['superseded_link_paid']);
    const third = await supersede(second.id, { amount: 7_777 });
    await later(3 * MINUTE);
    const fourth = await supersede(third.id, { amount: 6_666 });
    await later(3 * MINUTE);
    for (const { id: of } of [second, third, fourth]) {
      expect(await codesOf(of)).toEqual(['superseded_link_paid']);
      expect((await eventsOf(of)).filter((type) => type === 'link.exception')).toHaveLength(1);
    }
  });

  it.each(['PUT /agent/payment-links', 'DELETE /agent/payment-links'])(
    'is so too where it comes while the third is made, just before %s',
    async (operation) => {
      await act('open');
      const second = await supersede();
      await later(MINUTE);
      at(operation, async () => {
        await payTheFirst();
        await run.tick();
      });
      const third = await supersede(second.id, { amount: 7_777 });
      await later(3 * MINUTE);
      expect(await link(second.id)).toMatchObject({ status: 'cancelled', supersededBy: third.id });
      expect(await codesOf(third.id)).toEqual(['superseded_link_paid']);
      expect(await link()).toMatchObject({ status: 'paid', headTold: true });
    },
  );
});

describe('a supersede', () => {
  it('sends the messages of the new link only when the old one is closed', async () => {
    const sentAt: string[] = [];
    at('DELETE /agent/payment-links', async () => {
      await run.drain;
      sentAt.push(`${servers.outbox.list().length}`);
      const successor = await link(await successorOf());
      expect(successor).toMatchObject({ status: 'active', held: true });
      expect(successor.sends).toBeUndefined();
    });
    const sent = servers.outbox.list().length;
    const { id: head } = await supersede();
    await run.drain();
    expect(sentAt).toEqual([`${sent}`]);
    expect(servers.outbox.list()).toHaveLength(sent + 1);
    expect(await eventsOf(head)).toContain('message.sent');
    expect(await eventsOf(id)).toEqual(expect.arrayContaining(['link.cancelled', 'link.superseded']));
  });

  it.each(['before', 'after'] as const)(
    'of which the answer to the create was lost (%s its effect) goes on',
    async (when) => {
      const since = standing(servers);
      servers.felloh.fail({ operation: 'create', kind: 'reset', when });
      const made = await supersede();
      expect(made).toMatchObject({ status: 'creating' });
      expect(await link()).toMatchObject({ status: 'active', op: { kind: 'supersede' } });
      await later(30 * MINUTE);
      expect(await link(made.id)).toMatchObject({ status: 'active', supersedes: id });
      expect(await link()).toMatchObject({ status: 'cancelled', supersededBy: made.id });
      expect(servers.outbox.list().length - since.messages).toBe(1);
      await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
    },
  );

  it('waits for a person where the create is, and the old link is as it was when there was none', async () => {
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'before', times: 2 });
    const made = await supersede();
    await later(60 * MINUTE);
    expect((await link(made.id)).op?.stuck).toBe(true);
    expect(await codesOf(made.id)).toEqual(['needs_resolution']);
    expect(answered(await post(run, made.id, 'resolve', { none: true })).status).toBe(200);
    await later(20 * MINUTE);
    const old = await link();
    expect([old.status, old.op, old.supersededBy]).toEqual(['active', undefined, undefined]);
    expect((await link(made.id)).status).toBe('failed');
  });

  it('takes over, watched, when the old page cannot be closed for want of an answer, and closes it later', async () => {
    const since = standing(servers);
    servers.felloh.fail({ operation: 'delete', kind: 'status', status: 503, times: 4 });
    const made = await supersede();
    expect(made).toMatchObject({ status: 'active' });
    expect(await link(made.id)).toMatchObject({ held: true });
    await later(3 * MINUTE);
    expect((await link(made.id)).held).toBeUndefined();
    expect(await link()).toMatchObject({
      status: 'cancelled',
      providerUrlOpen: true,
      op: { kind: 'cancel' },
    });
    await later(DAY);
    const old = await link();
    expect([old.status, old.providerUrlOpen, old.op]).toEqual(['cancelled', undefined, undefined]);
    await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
  });

  it('is given up where the new link was cancelled meanwhile', async () => {
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'after' });
    const made = await supersede();
    expect(answered(await post(run, made.id, 'cancel')).status).toBe(200);
    await later(30 * MINUTE);
    const old = await link();
    expect([old.status, old.op, old.supersededBy]).toEqual(['active', undefined, undefined]);
    expect((await link(made.id)).status).toBe('cancelled');
  });

  it('of an expired link brings it back under its old address', async () => {
    const { expiresAt, code } = await link();
    servers.clock.set(expiresAt - MINUTE);
    await later(10 * MINUTE);
    expect((await link()).status).toBe('expired');
    const made = await supersede();
    expect(made).toMatchObject({ status: 'active', supersedes: id });
    const shown = answered(
      await run.http('public/page', { method: 'GET', path: `/p/${code}`, params: { code } }),
    );
    expect(shown.body).toContain('£100.00');
  });

  it('by twenty at once is made once', async () => {
    const since = standing(servers);
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_, n) =>
        answered(
          await run.http('links/supersede', {
            path: `/v1/links/${id}/supersede`,
            params: { id },
            headers: { 'idempotency-key': `supersede-${n}` },
            body: { amount: 10_000 + n },
          }),
        ),
      ),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    await later(20 * MINUTE);
    expect((await linksOf(run)).filter(({ status }) => status === 'active')).toHaveLength(1);
    await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
  });
});
