import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { observe } from '../../lib/links/model/observe.ts';
import type {
  CreatedProviderLink,
  NewProviderLink,
  NotificationRequest,
  NotificationVerdict,
} from '../../lib/providers/contract.ts';
import { smarterpay } from '../../lib/providers/smarterpay/index.ts';
import { fixtures } from '../../local/providers/smarterpay/fixtures.ts';
import type { SmarterpaySimulator } from '../../local/providers/smarterpay/index.ts';
import { signature } from '../../local/providers/smarterpay/notifications.ts';
import { failureOf, numbered, type Rig, withRig } from './harness.ts';
import { configAt, DAY_MS, onPage, smarterpayHarness } from './smarterpay-harness.ts';

type SmarterpayRig = Rig<SmarterpaySimulator>;

function rigged(
  name: string,
  work: (rig: SmarterpayRig) => Promise<void>,
  wire: Readonly<Record<string, unknown>> = {},
): void {
  it(name, () => withRig(smarterpay, smarterpayHarness, work, wire));
}

const failed = (work: Promise<unknown> | undefined) => failureOf(Promise.resolve(work), smarterpayHarness);
const { records } = fixtures;

describe('create', () => {
  rigged('carries its reference as Idempotency-Key: a repeat is the same link', async (rig) => {
    const { provider, sim, call, input } = rig;
    const first = await provider.createLink(input, call());
    expect(sim.calls()[0]?.headers).toMatchObject({
      'idempotency-key': input.reference,
      'content-type': 'application/json',
      authorization: '[secret]',
    });
    expect(await provider.createLink(input, call())).toEqual(first);
    expect(sim.ledger()).toHaveLength(1);
    const other = await failed(provider.createLink({ ...input, description: 'Another' }, call()));
    expect(other.kind).toBe('conflict');
  });

  it.each<[string, Partial<NewProviderLink>, object]>([
    [
      'a mandate',
      { options: { ...onPage.mandate, auddis: 'A-1' } },
      { auddis: 'A-1', amount: null, customer_account: records.customer_account },
    ],
    [
      'a schedule',
      {
        options: {
          ...onPage.schedule,
          start_date: '2026-04-01',
          end_date: '2027-04-01',
          first_collection_amount: 100,
          first_collection_date: '2026-04-02',
        },
      },
      { amount: 2750, first_collection_amount: 100, start_date: '2026-04-01', mandate: records.mandate },
    ],
    ['a validation', { options: onPage.validation }, { amount: null, bank_account: records.bank_account }],
  ])('%s, with its own overrides', async (_, change, made) => {
    await withRig(smarterpay, smarterpayHarness, async ({ provider, sim, clock, call, input, wanted }) => {
      const wished = { ...input, ...change };
      const created = await provider.createLink(wished, call());
      expect(sim.ledger()[0]).toMatchObject({
        ...made,
        reference: input.reference,
        merchant_reference: 'INV-20417',
        return_url: input.redirects.success,
      });
      clock.advance(5000);
      const [found] = (await provider.findByReference?.(wanted(wished), call())) ?? [];
      expect(found).toMatchObject(created);
    });
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    [
      'an account that there is not',
      { options: { customer_account: 'CA0' } },
      ['/provider_options/customer_account'],
    ],
    [
      'a page without what it needs',
      { options: { ecommerce_page: onPage.mandate.ecommerce_page } },
      ['/provider_options/customer_account'],
    ],
    ['an override that the page forbids', { options: { auddis: 'A' } }, ['/provider_options/auddis']],
  ])('%s is refused, by our names', async (_, change, pointers) => {
    await withRig(smarterpay, smarterpayHarness, async ({ provider, sim, call, input }) => {
      const { facts } = await failed(provider.createLink({ ...input, ...change }, call()));
      expect([facts.kind, facts.status, facts.pointers]).toEqual(['rejected', 400, pointers]);
      expect(sim.ledger()).toEqual([]);
    });
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    [
      'a page that the settings do not name',
      { options: { ecommerce_page: 'EP0' } },
      ['/provider_options/ecommerce_page'],
    ],
    [
      'a reference of ours',
      { options: { card_payment_custom_reference: 'x' } },
      ['/provider_options/card_payment_custom_reference'],
    ],
    ['metadata over its length', { metadata: { order: 'm'.repeat(1000) } }, ['/metadata']],
  ])('%s is not even sent', async (_, change, pointers) => {
    await withRig(smarterpay, smarterpayHarness, async ({ provider, sim, call, input }) => {
      const { facts } = await failed(provider.createLink({ ...input, ...change }, call()));
      expect([facts.kind, facts.pointers]).toEqual(['rejected', pointers]);
      expect(sim.calls()).toEqual([]);
    });
  });
});

describe('update', () => {
  rigged('all seven metadata strings, absolute; null clears', async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    const changes = {
      key: 'OP1',
      metadata: { order: '20418' },
      options: {
        metadata_account_validation: 'a',
        metadata_bank_account: 'b',
        metadata_card: 'c',
        metadata_customer_account: 'd',
        metadata_mandate: null,
        metadata_recurrence_schedule: 'f',
      },
    };
    await provider.updateLink?.(ref(created), changes, call());
    await provider.updateLink?.(ref(created), changes, call());
    expect(sim.ledger()[0]).toMatchObject({
      metadata: '{"order":"20418"}',
      ...changes.options,
      status: 'active',
    });
    const keys = sim.calls().flatMap(({ operation, headers }) => {
      return operation === 'update' ? [headers['idempotency-key']] : [];
    });
    expect(keys).toEqual([`${created.providerLinkId}-OP1`, `${created.providerLinkId}-OP1`]);
    await provider.updateLink?.(ref(created), { key: 'OP2', metadata: {} }, call());
    expect(sim.ledger()[0]).toMatchObject({ metadata: null, metadata_card: 'c' });
  });

  rigged('of anything else is not even sent', async ({ provider, call, input, ref, sent }) => {
    const created = await provider.createLink(input, call());
    const changes = { key: 'OP1', description: null, options: { start_date: '2026-04-01' } };
    const { facts } = await failed(provider.updateLink?.(ref(created), changes, call()));
    expect([facts.kind, facts.pointers]).toEqual([
      'rejected',
      ['/description', '/provider_options/start_date'],
    ]);
    expect(sent('update')).toBe(0);
  });

  rigged('of a link that there is not, and one whose answer is lost', async (rig) => {
    const { provider, sim, call, input, ref } = rig;
    const created = await provider.createLink(input, call());
    const changes = { key: 'OP1', metadata: { a: '1' } };
    const other = { ...ref(created), providerLinkId: 'PL0' };
    expect((await failed(provider.updateLink?.(other, changes, call()))).kind).toBe('not-found');
    sim.fail({ operation: 'update', kind: 'reset', when: 'after' });
    expect((await failed(provider.updateLink?.(ref(created), changes, call()))).kind).toBe('outcome-unknown');
    await provider.updateLink?.(ref(created), changes, call());
    expect(sim.ledger()[0]?.metadata).toBe('{"a":"1"}');
  });
});

describe('cancel', () => {
  rigged('expires the link for ever; a second one finds what it wanted', async (rig) => {
    const { provider, sim, call, input, ref, sent } = rig;
    const created = await provider.createLink(input, call());
    await provider.cancelLink?.(ref(created), call());
    await provider.cancelLink?.(ref(created), call());
    expect(sim.calls().at(-1)).toMatchObject({
      method: 'PUT',
      path: `/service.svc/paymentlink/${created.providerLinkId}`,
      headers: { 'idempotency-key': `${created.providerLinkId}-expire` },
      body: { payment_link: { status: 'expired' } },
    });
    expect(sent('get')).toBe(0);
    expect(() => sim.act({ action: 'pay', link: created.providerUrl })).toThrow('expired');
  });

  for (const expire_completed of ['allow', 'reject']) {
    rigged(
      `of a link whose journey is done is refused (${expire_completed})`,
      async ({ provider, sim, call, input, ref }) => {
        const created = await provider.createLink(input, call());
        sim.act({ action: 'pay', link: created.providerUrl });
        const { kind } = await failed(provider.cancelLink?.(ref(created), call()));
        expect(kind).toBe(expire_completed === 'allow' ? 'conflict' : 'rejected');
      },
      { expire_completed },
    );
  }

  rigged('of a page for many is done, whoever has paid', async ({ provider, sim, call, input, ref }) => {
    const many = { ...input, options: onPage.multi };
    const created = await provider.createLink(many, call());
    sim.act({ action: 'pay', link: created.providerUrl });
    await provider.cancelLink?.(ref(created, many), call());
    expect(sim.ledger()[0]?.status).toBe('expired');
  });

  it.each([
    ['expired', undefined],
    ['active', 'outcome-unknown'],
  ])('answered active, as in the document, it is read again: %s', async (status, kind) => {
    const link = {
      id: 'PL1',
      url: 'https://pages.example.com',
      ecommerce_page: onPage.single.ecommerce_page,
    };
    const methods: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      methods.push(request.method);
      const answered = request.method === 'PUT' ? 'active' : status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ payment_link: { ...link, status: answered } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await withRig(smarterpay, smarterpayHarness, async ({ provider, call, input }) => {
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        const account = provider.openAccount(configAt(`http://127.0.0.1:${port}`));
        const ref = { providerLinkId: 'PL1', money: input.money, options: {} };
        const cancelled = provider.cancelLink?.(ref, { ...call(), account });
        if (kind === undefined) await cancelled;
        else expect((await failed(cancelled)).kind).toBe(kind);
        expect(methods).toEqual(['PUT', 'GET']);
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('list', () => {
  const filters = {
    id: 'PL0',
    ecommerce_page_id: onPage.single.ecommerce_page,
    customer_account_id: records.customer_account,
    bank_account_id: records.bank_account,
    mandate_id: records.mandate,
    recurrence_schedule_id: records.recurrence_schedule,
    auddis: 'A',
    bank_account_custom_reference: 'B',
    card_payment_custom_reference: 'C',
    customer_custom_reference: 'D',
    recurrence_schedule_custom_reference: 'E',
  };

  rigged('all eleven filters, page and sort as the document names them', async ({ provider, sim, call }) => {
    expect(Object.keys(filters).sort()).toEqual([...(provider.limits.filters ?? [])].sort());
    await provider.listLinks?.({ filters, sort: 'id', pageSize: 900 }, call());
    const query = new URL(sim.calls().at(-1)?.path ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      ...filters,
      limit: '500',
      page_no: '1',
      sort_field: 'id',
      sort_order: 'asc',
    });
    await provider.listLinks?.({}, call());
    expect(sim.calls().at(-1)?.path).toBe(
      '/service.svc/paymentlinks?limit=100&page_no=1&sort_field=created_at&sort_order=desc',
    );
  });

  rigged('a filter that contains is made exact, but for the reference that never comes back', async (rig) => {
    const { provider, clock, call, input } = rig;
    const longer = { ...input, reference: `${input.reference}`.slice(1), merchantReference: 'INV-204170' };
    const first = await provider.createLink(input, call());
    const second = await provider.createLink(longer, call());
    clock.advance(5000);
    const idsBy = async (wanted: Record<string, string>) =>
      (await provider.listLinks?.({ filters: wanted }, call()))?.links.map(
        ({ providerLinkId }) => providerLinkId,
      );
    expect(await idsBy({ card_payment_custom_reference: longer.reference })).toEqual([second.providerLinkId]);
    expect(await idsBy({ customer_custom_reference: 'INV-20417' })).toHaveLength(2);
    expect(await idsBy({ id: first.providerLinkId ?? '' })).toEqual([first.providerLinkId]);
  });

  rigged('days are filtered here', async ({ provider, clock, call, input }) => {
    const start = clock.now();
    for (let n = 0; n < 3; n += 1) {
      await provider.createLink(numbered(input, n), call());
      clock.advance(DAY_MS);
    }
    const filter = { createdFrom: start + DAY_MS / 2, createdTo: start + DAY_MS * 1.5 };
    expect((await provider.listLinks?.(filter, call()))?.links).toHaveLength(1);
  });

  rigged('what there is no filter for is not even sent', async ({ provider, sim, call }) => {
    const unknown = { keyword: 'Ada', filters: { status: 'active' }, sort: '-amount' };
    const { facts } = await failed(provider.listLinks?.(unknown, call()));
    expect([facts.kind, facts.pointers]).toEqual([
      'rejected',
      ['/keyword', '/provider_options/status', '/sort'],
    ]);
    expect(sim.calls()).toEqual([]);
  });

  for (const past_last_page of ['empty', 'last']) {
    rigged(
      `new links between pages are told once, and pages end (${past_last_page})`,
      async ({ provider, clock, call, input }) => {
        const made: (string | null)[] = [];
        for (let n = 0; n < 6; n += 1) {
          made.unshift((await provider.createLink(numbered(input, n), call())).providerLinkId);
          clock.advance(1000);
        }
        const seen: (string | null)[] = [];
        let pages = 0;
        for (let cursor: string | undefined; pages < 20; ) {
          const page = await provider.listLinks?.(
            { pageSize: 3, ...(cursor !== undefined && { cursor }) },
            call(),
          );
          seen.push(...(page?.links ?? []).map(({ providerLinkId }) => providerLinkId));
          pages += 1;
          if (pages === 1) for (const n of [7, 8]) await provider.createLink(numbered(input, n), call());
          cursor = page?.cursor;
          if (cursor === undefined) break;
        }
        expect(seen).toEqual(made);
        expect(pages).toBeLessThan(5);
      },
      { list_lag_seconds: 0, past_last_page },
    );
  }

  rigged('a sweep reads every page of ours, oldest first', async ({ provider, sim, clock, call, input }) => {
    await provider.createLink(input, call());
    clock.advance(2 * DAY_MS);
    const openSince = clock.now();
    const made: CreatedProviderLink[] = [];
    for (const options of [onPage.mandate, onPage.multi, onPage.single]) {
      made.push(await provider.createLink({ ...numbered(input, made.length), options }, call()));
    }
    clock.advance(5000);
    const swept: (string | null)[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await provider.sweep?.({ openSince, ...(cursor !== undefined && { cursor }) }, call());
      swept.push(...(page?.links ?? []).map(({ providerLinkId }) => providerLinkId));
      cursor = page?.cursor;
      if (cursor === undefined) break;
    }
    expect([...swept].sort()).toEqual(made.map(({ providerLinkId }) => providerLinkId).sort());
    const lists = sim.calls().filter(({ operation }) => operation === 'list');
    expect(lists).toHaveLength(fixtures.pages.length);
    expect(lists[0]?.path).toBe(
      `/service.svc/paymentlinks?ecommerce_page_id=${onPage.single.ecommerce_page}&limit=500&page_no=1&sort_field=created_at&sort_order=asc`,
    );
  });

  rigged('the connection check lists one link', async ({ provider, sim, call }) => {
    await provider.checkAccount?.(call());
    expect(sim.calls().map(({ path }) => path)).toEqual(['/service.svc/paymentlinks?limit=1']);
  });
});

describe('card events', () => {
  const singleUse = [onPage.single.ecommerce_page, onPage.mandate.ecommerce_page];

  /** What the simulator sent since the last time, as requests to our hook. */
  async function told(sim: SmarterpaySimulator, act: () => unknown): Promise<NotificationRequest[]> {
    const bodies: NotificationRequest[] = [];
    const server = createServer(async (incoming, response) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      response.writeHead(200).end();
      bodies.push({
        rawBody: new Uint8Array(Buffer.concat(parts)),
        headers: { 'webhook-signature': String(incoming.headers['webhook-signature']) },
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    sim.configure({
      webhook_url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    });
    try {
      act();
      await sim.drained();
      return bodies;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const verifyBy =
    ({ provider, call, sim }: SmarterpayRig, pages: readonly string[]) =>
    async (request: NotificationRequest): Promise<NotificationVerdict | undefined> => {
      const account = provider.openAccount(configAt(sim.url, {}, pages));
      return provider.verifyNotification?.(request, { ...call(), account });
    };

  rigged('tell of money before any list knows the link, without a call', async (rig) => {
    const { provider, sim, call, input } = rig;
    const created = await provider.createLink(input, call());
    const calls = sim.calls().length;
    const [request] = await told(sim, () => sim.act({ action: 'pay', link: created.providerUrl }));
    if (!request) throw new Error('nothing was told');
    const at = Date.parse('2026-03-02T09:15:04Z');
    expect(await verifyBy(rig, singleUse)(request)).toEqual({
      kind: 'accepted',
      status: 200,
      hints: [
        {
          reference: input.reference,
          paymentId: expect.stringMatching(/^CP/),
          observation: { observedAt: at, providerStatus: 'successful', amountPaid: 2750, paidAt: at },
        },
      ],
    });
    expect(sim.calls()).toHaveLength(calls);
    // With pages of both uses the link has to be looked at: until the list tells it, the event comes again.
    const mixed = [...singleUse, onPage.multi.ecommerce_page];
    expect((await failed(verifyBy(rig, mixed)(request))).kind).toBe('unavailable');
    rig.clock.advance(5000);
    expect(await verifyBy(rig, mixed)(request)).toMatchObject({
      hints: [{ providerLinkId: created.providerLinkId, observation: { amountPaid: 2750 } }],
    });
  });

  rigged('of a page for many hold no fact', async (rig) => {
    const { provider, sim, clock, call, input } = rig;
    const created = await provider.createLink({ ...input, options: onPage.multi }, call());
    clock.advance(5000);
    const [request] = await told(sim, () => sim.act({ action: 'pay', link: created.providerUrl }));
    if (!request) throw new Error('nothing was told');
    for (const pages of [[onPage.multi.ecommerce_page], fixtures.pages.map(({ id }) => id)]) {
      const verdict = await verifyBy(rig, pages)(request);
      expect(verdict).toMatchObject({ kind: 'accepted', hints: [{ reference: input.reference }] });
      if (verdict?.kind === 'accepted') expect(verdict.hints[0]).not.toHaveProperty('observation');
    }
  });

  rigged('late, early and repeated end in the same facts', async (rig) => {
    const { provider, sim, clock, call, input } = rig;
    const created = await provider.createLink(input, call());
    const requests = await told(sim, () => {
      sim.act({ action: 'fail', link: created.providerUrl });
      clock.advance(60_000);
      sim.act({ action: 'pay_pending', link: created.providerUrl });
      clock.advance(60_000);
      sim.act({ action: 'settle', link: created.providerUrl });
      sim.act({ action: 'resend', link: created.providerUrl });
    });
    expect(requests).toHaveLength(4);
    const factsOf = async (order: readonly NotificationRequest[]) => {
      let link = {};
      for (const request of order) {
        const verdict = await verifyBy(rig, singleUse)(request);
        for (const { observation } of verdict?.kind === 'accepted' ? verdict.hints : []) {
          if (observation) link = observe(link, observation);
        }
      }
      return link;
    };
    const facts = await factsOf(requests);
    expect(facts).toMatchObject({
      facts: { amountPaid: 2750, partlyPaidAt: Date.parse('2026-03-02T09:17:04Z') },
    });
    expect(await factsOf([...requests, ...requests])).toEqual(facts);
    expect(await factsOf(requests.toReversed())).toEqual(facts);
  });

  rigged('tell of less, of other money, and of a payment that failed in the end', async (rig) => {
    const { provider, sim, clock, call, input } = rig;
    const observed = async (...acts: Parameters<SmarterpaySimulator['act']>[0][]) => {
      sequence += 1;
      const { providerUrl } = await provider.createLink(numbered(input, sequence), call());
      const requests = await told(sim, () => {
        for (const act of acts) {
          sim.act({ ...act, link: providerUrl });
          clock.advance(2000);
        }
      });
      const [last] = requests.slice(-1);
      const verdict = last && (await verifyBy(rig, singleUse)(last));
      return verdict?.kind === 'accepted' ? verdict.hints[0]?.observation : verdict;
    };
    let sequence = 0;
    expect(await observed({ action: 'pay', amount: 1000 })).toMatchObject({ amountPaid: 1000 });
    const euros = await observed({ action: 'pay', currency: 'EUR' });
    expect(euros).toMatchObject({ flags: ['amount_mismatch'] });
    expect(euros).not.toHaveProperty('amountPaid');
    const refused = await observed({ action: 'pay_pending' }, { action: 'settle_fail' });
    expect(refused).toMatchObject({ providerStatus: 'failed' });
    expect(refused).not.toHaveProperty('status');
  });

  rigged('of another kind are acknowledged and dropped', async (rig) => {
    const [request] = await told(rig.sim, () => rig.sim.act({ action: 'other_event' }));
    expect(request && (await verifyBy(rig, singleUse)(request))).toEqual({ kind: 'ignored', status: 204 });
    const body = '{"events":[]}';
    const forged = signature('another key', body)['Webhook-Signature'];
    const altered = { rawBody: Buffer.from(body), headers: { 'webhook-signature': forged } };
    expect(await verifyBy(rig, singleUse)(altered)).toEqual({ kind: 'refused', status: 498 });
  });
});

/** Each override on both sides: what the one assumes the other must be able to live with. */
describe('wire profile', () => {
  const overrides: Record<string, unknown>[] = [
    { amount_unit: 'major_string' },
    { max_amount_minor: 2750 },
    { time_zone: 'Europe/London' },
    { time_zone: 'Asia/Kolkata' },
    { create_status: 200 },
    { validation_status: 422 },
    { not_found_status: 410 },
    { bad_token_status: 403 },
    { idempotency_clash_status: 422 },
    { idempotency_hours: 1 },
    { unknown_property: 'ignore' },
    { unknown_parameter: 'ignore' },
    { override_not_allowed: 'ignore' },
    { single_use_status: 'active' },
    { expire_completed: 'reject' },
    { completed_means_paid: true },
    { webhook_reference_field: 'reference' },
    { webhook_amount_unit: 'major_string' },
    { card_paid_statuses: ['done', 'successful'] },
    { card_pending_statuses: ['wait'] },
    { card_failed_statuses: ['no'] },
    { past_last_page: 'last' },
    { list_lag_seconds: 0 },
    { webhook_retries: 0 },
    { webhook_first_interval_seconds: 1 },
  ];

  it.each(overrides)('%j', (wire) =>
    withRig(
      smarterpay,
      smarterpayHarness,
      async ({ provider, sim, clock, call, input, ref, wanted }) => {
        clock.advance(120 * DAY_MS);
        const begun = Math.floor(clock.now() / 1000) * 1000;
        const expiring = { ...input, options: onPage.expiring };
        const created = await provider.createLink(expiring, call());
        expect(created.providerExpiresAt).toBe(begun + DAY_MS);
        const second = await provider.createLink(numbered(input, 1), call());
        clock.advance(5000);
        expect(await provider.findByReference?.(wanted(expiring), call())).toMatchObject([
          { ...created, money: input.money, observation: { status: 'active' } },
        ]);
        expect((await provider.listLinks?.({}, call()))?.links).toHaveLength(2);

        sim.act({ action: 'pay', link: created.providerUrl });
        const seen = await provider.fetchLink?.(ref(created, expiring), call());
        expect(seen?.observation).toMatchObject({
          status: wire.completed_means_paid ? 'paid' : 'processing',
          firstOpenedAt: begun + 5000,
        });
        const done = await failed(provider.cancelLink?.(ref(created, expiring), call()));
        expect(done.kind).toBe(wire.expire_completed ? 'rejected' : 'conflict');
        await provider.cancelLink?.(ref(second), call());
        expect((await provider.fetchLink?.(ref(second), call()))?.observation.status).toBe('expired');

        const clash = await failed(provider.createLink({ ...expiring, description: 'Another' }, call()));
        expect(clash.kind).toBe('conflict');
        const nobody = { ...numbered(input, 2), options: { ...onPage.mandate, customer_account: 'CA0' } };
        expect((await failed(provider.createLink(nobody, call()))).kind).toBe('rejected');
        const gone = { ...ref(created), providerLinkId: 'PL0' };
        expect((await failed(provider.fetchLink?.(gone, call()))).kind).toBe('not-found');
        const config = configAt(sim.url, wire);
        const credentials = { ...config.credentials, api_token: 'another' };
        const account = provider.openAccount({ ...config, credentials });
        expect((await failed(provider.checkAccount?.({ ...call(), account }))).kind).toBe('credentials');
      },
      wire,
    ),
  );
});
