import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { suppress } from '../../lib/suppressions/suppress.ts';
import { arrangeConnection, createAt } from './connections.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { type Reply, type Run, startRun } from './run.ts';
import { answered, arrangeOrganisation, linkBody, post, type World } from './scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let servers: Servers;
let run: Run;
let world: World;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers?.close());

async function switchTo({ run }: World, renewal: 'on' | 'off' | null): Promise<void> {
  const patched = answered(
    await run.http('organisation/update', {
      method: 'PATCH',
      path: '/v1/organisation',
      body: { short_urls: { renewal } },
    }),
  );
  expect(patched.status, patched.body).toBe(200);
}

const plan = {
  steps: [{ anchor: 'created_at', offset: 'P2D', channels: ['sms'] }],
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '21:00' },
};

/** A link that nobody has paid, ten minutes after its end. */
async function arrangeExpired(of: World, more: object = {}, lives = HOUR): Promise<string> {
  await switchTo(of, 'on');
  const made = answered(
    await of.run.http('links/create', {
      path: '/v1/links',
      body: {
        ...linkBody,
        expires_at: new Date(of.servers.clock.now() + lives).toISOString(),
        metadata: { order: '42' },
        ...more,
      },
    }),
  );
  expect(made.status, made.body).toBe(201);
  const { id } = JSON.parse(made.body);
  await of.run.liveUntil(of.servers.clock.now() + lives + 10 * MINUTE);
  expect((await find(of, id)).status).toBe('expired');
  return id;
}

async function find({ run }: World, id: string): Promise<Link> {
  const link = (await linksOf(run)).find((one) => one.id === id);
  if (!link) throw new Error('the link is lost');
  return link;
}

const link = (id: string) => find(world, id);
const later = (ms: number) => run.liveUntil(servers.clock.now() + ms);
const successorOf = async (id: string) => (await linksOf(run)).find(({ supersedes }) => supersedes === id);

function ask({ run }: World, code: string, form = 'to=sms') {
  return run.http('public/renew', {
    path: `/p/${code}/renew`,
    params: { code },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
}

async function asked(id: string, form?: string): Promise<Reply> {
  return answered(await ask(world, (await link(id)).code, form));
}

async function page(id: string): Promise<string> {
  const { code } = await link(id);
  return answered(await run.http('public/page', { method: 'GET', path: `/p/${code}`, params: { code } }))
    .body;
}

async function answerPage(id: string, to = 'sms', method = 'GET'): Promise<Reply> {
  const { code } = await link(id);
  return answered(
    await run.http('public/renewed', {
      method,
      path: `/p/${code}/renew`,
      params: { code },
      query: { to },
    }),
  );
}

const eventsOf = async (id: string) =>
  (await run.items()).filter(
    (item) => String(item.pk).endsWith(`#L#${id}`) && String(item.sk).startsWith('E#'),
  );

const outbox = () => servers.outbox.list();

describe('a new link that the payer asks for', () => {
  let since: ReturnType<typeof standing>;
  beforeEach(async () => {
    servers.clock.set(START);
    run = await startRun(servers);
    world = { servers, run };
    await arrangeOrganisation(world);
    since = standing(servers);
  });

  afterEach(() => run.close());

  it('is offered to the contacts on file, masked, and to nobody who only looks', async () => {
    const id = await arrangeExpired(world);
    const before = await run.items();
    const shown = await page(id);
    expect(shown).toContain(`<form class="renew" method="post" action="${(await link(id)).code}/renew">`);
    expect(shown).toContain('Text me a new link <span class="to">to the number •••• 0123</span>');
    expect(shown).toContain('Email me a new link <span class="to">to a•••@e•••.com</span>');
    expect(shown).not.toMatch(/07700|447700|ada@|example\.com/);
    for (const method of ['GET', 'HEAD']) expect((await answerPage(id, 'sms', method)).status).toBe(200);
    expect(await run.items()).toEqual(before);
  });

  it.each([
    ['sms', 'email'],
    ['email', 'sms'],
  ])('goes by %s alone, with the same terms, and the old url leads to it', async (to, other) => {
    const id = await arrangeExpired(world, { reminders: plan, delivery: { channels: [other] } });
    const sent = outbox().length;
    const answer = await asked(id, `to=${to}`);
    const { code } = await link(id);
    expect([answer.status, answer.headers.location]).toEqual([303, `../${code}/renew?to=${to}`]);
    const begun = await link(id);
    expect(begun.op).toMatchObject({ kind: 'supersede', renewal: to });
    await later(10 * MINUTE);
    const fresh = await successorOf(id);
    expect(fresh).toMatchObject({
      status: 'active',
      amount: linkBody.amount,
      reference: linkBody.reference,
      metadata: { order: '42' },
      channels: [to],
      plan,
      renewals: { count: 1 },
      expiresAt: (begun.renewals?.at ?? 0) + 30 * DAY,
    });
    expect(fresh?.held).toBeUndefined();
    expect(
      outbox()
        .slice(sent)
        .map(({ channel }) => channel),
    ).toEqual([to]);
    expect(await link(id)).toMatchObject({ status: 'cancelled', supersededBy: fresh?.id });
    expect(await page(id)).toContain('Continue to payment');
    const told = await eventsOf(id);
    expect(told).toContainEqual(
      expect.objectContaining({
        type: 'link.renewal_asked',
        by: 'payer',
        data: expect.objectContaining({ channel: to }),
      }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'link.superseded', by: 'payer', reason: 'asked_by_payer' }),
    );
    expect(told.map(({ type }) => type)).not.toContain('link.renewal_failed');
    await expectInvariants(servers, run, since);
  });

  it('is made once, however often and by how many it is asked for', async () => {
    const id = await arrangeExpired(world);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) => asked(id, n % 2 ? 'to=sms' : 'to=email')),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([303]));
    await later(5 * MINUTE);
    expect((await asked(id)).headers.location).toMatch(/\/renew\?to=sms$/);
    await later(2 * DAY);
    await asked(id);
    await later(HOUR);
    expect(await linksOf(run)).toHaveLength(2);
    expect(outbox().slice(since.messages)).toHaveLength(1);
    await expectInvariants(servers, run, since);
  });

  it('is made three times over a chain', async () => {
    let id = await arrangeExpired(world);
    for (let count = 1; count <= 3; count++) {
      await asked(id);
      await later(10 * MINUTE);
      const fresh = await successorOf(id);
      expect(fresh?.renewals).toEqual({ count });
      id = fresh?.id ?? '';
      servers.clock.set((fresh?.expiresAt ?? 0) - MINUTE);
      await later(10 * MINUTE);
      expect((await link(id)).status).toBe('expired');
    }
    expect(await page(id)).not.toContain('<form');
    const answer = await asked(id);
    expect(answer.headers.location).toBe(`../${(await link(id)).code}`);
    await later(HOUR);
    expect(await successorOf(id)).toBeUndefined();
  });

  it('waits for the morning of the recipient, and the page says so', async () => {
    const id = await arrangeExpired(world, {
      customer: { ...linkBody.customer, timezone: 'Pacific/Auckland' },
    });
    // 00:10 in Auckland.
    await asked(id);
    expect((await answerPage(id)).body).toContain('not come before the morning');
    await later(30 * MINUTE);
    expect(await successorOf(id)).toMatchObject({ status: 'active' });
    expect(outbox()).toHaveLength(since.messages);
    await later(12 * HOUR);
    const [message, ...more] = outbox().slice(since.messages);
    expect(more).toEqual([]);
    const hour = new Date(message?.at ?? 0).toLocaleTimeString('en-GB', { timeZone: 'Pacific/Auckland' });
    expect(hour).toMatch(/^08:/);
  });

  const down = () => {
    run.fate = ({ service }) =>
      service === 'felloh'
        ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('{}') }) }
        : 'pass';
  };

  it('loses nothing while the provider is down: it is made when that answers again', async () => {
    const id = await arrangeExpired(world);
    down();
    await asked(id);
    expect((await answerPage(id)).body).toContain('on its way');
    await later(20 * MINUTE);
    expect(await page(id)).toContain('is being replaced');
    expect(await successorOf(id)).toBeUndefined();
    run.fate = () => 'pass';
    await later(HOUR);
    expect(await successorOf(id)).toMatchObject({ status: 'active' });
    expect(outbox().slice(since.messages)).toHaveLength(1);
    await expectInvariants(servers, run, since);
  });

  it.each(['429', 'reset'] as const)('is made once where its creation meets a %s', async (how) => {
    const id = await arrangeExpired(world);
    servers.felloh.fail(
      how === 'reset'
        ? { operation: 'create', kind: 'reset', when: 'after' }
        : { operation: 'create', kind: 'status', status: 429, times: 3 },
    );
    await asked(id);
    await later(2 * HOUR);
    expect(await successorOf(id)).toMatchObject({ status: 'active' });
    expect(await linksOf(run)).toHaveLength(2);
    expect(outbox().slice(since.messages)).toHaveLength(1);
    await expectInvariants(servers, run, since);
  });

  it('that the provider refuses is none, and the timeline says so', async () => {
    const id = await arrangeExpired(world);
    servers.felloh.fail({ operation: 'create', kind: 'status', status: 422 });
    await asked(id);
    await later(HOUR);
    expect(await link(id)).toMatchObject({ status: 'expired' });
    expect(await eventsOf(id)).toContainEqual(
      expect.objectContaining({ type: 'link.renewal_failed', reason: 'rejected' }),
    );
    expect(outbox()).toHaveLength(since.messages);
  });

  it('is given up after six hours without the provider, and the timeline says so', async () => {
    const id = await arrangeExpired(world);
    down();
    await asked(id);
    await later(8 * HOUR);
    run.fate = () => 'pass';
    const old = await link(id);
    expect([old.status, old.op, old.supersededBy]).toEqual(['expired', undefined, undefined]);
    expect(await eventsOf(id)).toContainEqual(
      expect.objectContaining({ type: 'link.renewal_failed', reason: 'unavailable' }),
    );
    expect(outbox()).toHaveLength(since.messages);
    expect(await page(id)).not.toContain('<form');
    await later(17 * HOUR);
    expect(await page(id)).toContain('<form');
    await asked(id);
    await later(HOUR);
    expect(await successorOf(id)).toMatchObject({ status: 'active', renewals: { count: 2 } });
  });

  /** Opened at the provider, which then cannot close it. */
  async function arrangeOpenPage(): Promise<string> {
    servers.clock.set(START);
    const made = answered(
      await run.http('links/create', {
        path: '/v1/links',
        body: { ...linkBody, expires_at: new Date(START + HOUR).toISOString() },
      }),
    );
    const { id, provider_link_id } = JSON.parse(made.body);
    servers.felloh.act({ link: provider_link_id, action: 'open' });
    await switchTo(world, 'on');
    await later(HOUR + 10 * MINUTE);
    expect(await link(id)).toMatchObject({ status: 'expired', providerUrlOpen: true });
    return id;
  }

  const pay = async (id: string) =>
    servers.felloh.act({ link: (await link(id)).providerLinkId ?? '', action: 'pay', method: 'card' });

  it('is none where the old one is found paid after all', async () => {
    const id = await arrangeOpenPage();
    await pay(id);
    await asked(id);
    await later(HOUR);
    const old = await link(id);
    expect([old.status, old.op, old.supersededBy]).toEqual(['paid', undefined, undefined]);
    expect(await linksOf(run)).toHaveLength(1);
    expect(outbox()).toHaveLength(since.messages);
  });

  it('is withdrawn where the old one is paid while it is made', async () => {
    const id = await arrangeOpenPage();
    let done = false;
    run.fate = (call) => {
      if (done || !call.operation.startsWith('PUT /agent/payment-links')) return 'pass';
      done = true;
      return {
        answer: async (_call, forward) => {
          await pay(id);
          return forward();
        },
      };
    };
    await asked(id);
    await later(HOUR);
    expect(done).toBe(true);
    expect(await link(id)).toMatchObject({ status: 'paid' });
    expect(await successorOf(id)).toMatchObject({ status: 'cancelled' });
    expect(outbox()).toHaveLength(since.messages);
    await expectInvariants(servers, run, since);
  });

  it.each([
    ['no field', ''],
    ['another field', 'channel=sms'],
    ['another channel', 'to=fax'],
    ['too much', `to=sms&x=${'x'.repeat(2_000)}`],
  ])('is not made for a post with %s', async (_, form) => {
    const id = await arrangeExpired(world);
    const before = await link(id);
    const answer = await asked(id, form);
    expect([answer.status, answer.headers.location]).toEqual([303, `../${before.code}`]);
    expect(await link(id)).toEqual(before);
  });

  it('says the same to whoever asks for somebody who has opted out, and sends nothing', async () => {
    const id = await arrangeExpired(world);
    const before = await link(id);
    await suppress(
      { table: { client: servers.dynamodb, name: run.table } },
      { org: run.org, channel: 'sms', contact: linkBody.customer.phone, source: 'stop_reply', at: START },
    );
    const answer = await asked(id);
    expect([answer.status, answer.headers.location]).toEqual([303, `../${before.code}/renew?to=sms`]);
    expect(await link(id)).toEqual(before);
    const silent = await answerPage(id);
    await later(HOUR);
    expect(await linksOf(run)).toHaveLength(1);
    // The other channel is open, and its answer is the same.
    await asked(id, 'to=email');
    await later(10 * MINUTE);
    expect(
      outbox()
        .slice(since.messages)
        .map(({ channel }) => channel),
    ).toEqual(['email']);
    const heard = await answerPage(id);
    expect(heard.body).toBe(silent.body);
  });

  it.each(['off', null] as const)('is not offered where it is switched %s', async (renewal) => {
    const id = await arrangeExpired(world);
    await switchTo(world, renewal);
    const before = await link(id);
    expect(await page(id)).not.toContain('<form');
    expect((await asked(id)).headers.location).toBe(`../${before.code}`);
    expect((await answerPage(id)).headers.location).toBe(`../${before.code}`);
    expect(await link(id)).toEqual(before);
  });

  it('is not offered without a contact, and for no other channel than there is one for', async () => {
    const id = await arrangeExpired(world, { customer: { name: 'Ada Byron', email: 'ada@example.com' } });
    expect(await page(id)).not.toContain('Text me');
    expect((await asked(id, 'to=sms')).headers.location).toBe(`../${(await link(id)).code}`);
    expect((await link(id)).op).toBeUndefined();
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['still open', async () => {}],
    ['cancelled', (id) => post(run, id, 'cancel')],
    ['superseded', (id) => post(run, id, 'supersede', { amount: 10_000 })],
    [
      'paid by other means',
      (id) =>
        post(run, id, 'external-payments', {
          amount: linkBody.amount,
          method: 'cash',
          received_on: '2026-03-01',
          reference: 'R1',
        }),
    ],
    [
      'deleted',
      (id) => run.http('links/delete', { method: 'DELETE', path: `/v1/links/${id}`, params: { id } }),
    ],
  ])('is none for a link that is %s', async (name, make) => {
    await switchTo(world, 'on');
    const made = answered(await run.http('links/create', { path: '/v1/links', body: linkBody }));
    const { id } = JSON.parse(made.body);
    await make(id);
    await later(5 * MINUTE);
    const before = await linksOf(run);
    const answer = await asked(id);
    const expected = name === 'deleted' ? 404 : 303;
    expect(answer.status).toBe(expected);
    if (expected === 303) expect(answer.headers.location).toMatch(/^\.\.\/[0-9A-Za-z]{22}$/);
    await later(HOUR);
    expect((await linksOf(run)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(outbox()).toHaveLength(since.messages);
  });

  it('is none of a retired connection', async () => {
    const id = await arrangeExpired(world);
    await run.http('connections/delete', {
      method: 'DELETE',
      path: '/v1/connections/felloh-main',
      params: { id: 'felloh-main' },
    });
    expect(await page(id)).not.toContain('<form');
    await asked(id);
    expect((await link(id)).op).toBeUndefined();
  });

  it('is none where its provider would send it by itself, by any channel and at any hour', async () => {
    const paypoint = simulatedOf(servers, 'paypoint');
    await arrangeConnection(run, paypoint);
    await switchTo(world, 'on');
    const made = answered(
      await createAt(run, paypoint, {
        delivery: { channels: ['sms'], sender: 'provider' },
        expires_at: new Date(START + HOUR).toISOString(),
      }),
    );
    expect(made.status, made.body).toBe(201);
    const { id } = JSON.parse(made.body);
    await later(HOUR + 10 * MINUTE);
    await asked(id);
    await later(HOUR);
    expect(await linksOf(run)).toHaveLength(1);
    expect((await link(id)).op).toBeUndefined();
    expect(await eventsOf(id)).toContainEqual(
      expect.objectContaining({ type: 'link.renewal_failed', reason: 'provider_sends' }),
    );
  });

  it('carries on how many reminders went', async () => {
    const id = await arrangeExpired(world, { reminders: plan }, 5 * DAY);
    expect((await link(id)).reminders?.done).toMatchObject([{ state: 'sent' }]);
    await asked(id);
    await later(10 * MINUTE);
    expect(await successorOf(id)).toMatchObject({ plan, reminders: { before: 1 } });
  });

  it('leaves a plan paused that a person has paused', async () => {
    await switchTo(world, 'on');
    const made = answered(
      await run.http('links/create', {
        path: '/v1/links',
        body: { ...linkBody, reminders: plan, expires_at: new Date(START + HOUR).toISOString() },
      }),
    );
    const { id } = JSON.parse(made.body);
    await run.http('reminders/pause', { path: `/v1/links/${id}/reminders/pause`, params: { id } });
    await later(HOUR + 10 * MINUTE);
    await asked(id);
    await later(4 * DAY);
    expect((await successorOf(id))?.reminders?.pausedAt).toBeGreaterThan(START - 1);
    expect(
      outbox()
        .slice(since.messages)
        .map(({ channel }) => channel),
    ).toEqual(['sms']);
  });
});
