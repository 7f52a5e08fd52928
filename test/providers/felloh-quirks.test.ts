import { describe, expect, it } from 'vitest';
import type { NewProviderLink, ProviderLink } from '../../lib/providers/contract.ts';
import { felloh } from '../../lib/providers/felloh/index.ts';
import { fixtures } from '../../local/providers/felloh/fixtures.ts';
import type { FellohSimulator } from '../../local/providers/felloh/index.ts';
import { DAY_MS, fellohHarness } from './felloh-harness.ts';
import { failureOf, type Rig, withRig } from './harness.ts';

type FellohRig = Rig<FellohSimulator>;

function rigged(
  name: string,
  work: (rig: FellohRig) => Promise<void>,
  wire: Readonly<Record<string, unknown>> = {},
): void {
  it(name, () => withRig(felloh, fellohHarness, work, wire));
}

const failed = (work: Promise<unknown>) => failureOf(work, fellohHarness);

describe('token', () => {
  rigged('twenty calls at once share one', async ({ provider, call, input, sent }) => {
    await Promise.all(Array.from({ length: 20 }, () => provider.createLink(input, call())));
    expect(sent('token')).toBe(1);
  });

  rigged('is kept until a minute before its end', async ({ provider, clock, call, sent }) => {
    await provider.listLinks?.({}, call());
    // Its end is told in whole seconds, so up to one second early.
    clock.advance(3600_000 - 61_500);
    await provider.listLinks?.({}, call());
    expect(sent('token')).toBe(1);
    clock.advance(2000);
    await provider.listLinks?.({}, call());
    expect(sent('token')).toBe(2);
  });

  rigged('revoked: one refresh for all, one repeat each', async ({ provider, sim, call, input, sent }) => {
    await provider.listLinks?.({}, call());
    sim.act({ action: 'revoke_tokens' });
    await Promise.all(Array.from({ length: 10 }, () => provider.createLink(input, call())));
    expect(sent('token')).toBe(2);
    expect(sent('create')).toBe(20);
    expect(sim.ledger()).toHaveLength(10);
  });

  rigged('wrong keys: credentials, and nothing else is sent', async (rig) => {
    const { provider, sim, call, input, sent } = rig;
    const config = fellohHarness.config(sim, {});
    const account = provider.openAccount({
      ...config,
      credentials: { ...config.credentials, private_key: 'other' },
    });
    const error = await failed(provider.createLink(input, { ...call(), account }));
    expect(error.facts).toMatchObject({ kind: 'credentials', operation: 'token', status: 401 });
    expect(sent('create')).toBe(0);
  });

  it.each([
    ['500', { kind: 'status', status: 500 }, 'unavailable'],
    ['429', { kind: 'status', status: 429 }, 'rate-limited'],
    ['reset', { kind: 'reset' }, 'unavailable'],
    ['hang', { kind: 'hang' }, 'unavailable'],
    ['HTML', { kind: 'html' }, 'bad-response'],
    ['empty', { kind: 'empty' }, 'bad-response'],
  ] as const)('%s: known that no link was made, and none is kept', async (_, fault, kind) => {
    await withRig(felloh, fellohHarness, async ({ provider, sim, call, input, sent }) => {
      sim.fail({ ...fault, operation: 'token' });
      const error = await failed(provider.createLink(input, call(AbortSignal.timeout(200))));
      expect([error.kind, error.knownNotDone]).toEqual([kind, true]);
      expect(sent('create')).toBe(0);
      await provider.createLink(input, call());
      expect(sent('token')).toBe(2);
    });
  });

  rigged(
    'one that waits for another caller ends at its own deadline',
    async ({ provider, sim, call, input }) => {
      sim.fail({ kind: 'hang', operation: 'token' });
      const first = failed(provider.createLink(input, call(AbortSignal.timeout(400))));
      const second = failed(provider.createLink(input, call(AbortSignal.timeout(50))));
      expect((await second).kind).toBe('unavailable');
      expect((await first).kind).toBe('unavailable');
    },
  );

  rigged('the connection check gets its own, then lists one link', async ({ provider, sim, call }) => {
    await provider.listLinks?.({}, call());
    await provider.checkAccount?.(call());
    expect(sim.calls().slice(2)).toMatchObject([
      { operation: 'token', body: { public_key: fixtures.publicKey } },
      { operation: 'list', body: { organisation: 'X1234', skip: 0, take: 1 } },
    ]);
  });
});

describe('create', () => {
  rigged('of the least that is needed', async ({ provider, sim, call, input }) => {
    const { reference, money, redirects, expiresAt } = input;
    const customer = { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com' };
    await provider.createLink({ reference, money, redirects, expiresAt, customer, options: {} }, call());
    expect(sim.calls().at(-1)?.body).toEqual({
      customer_name: 'Ada Byron',
      email: 'ada@example.com',
      organisation: 'X1234',
      amount: 12500,
      type: 'UNKNOWN',
      currency: 'GBX',
      expires_at: '2026-03-31',
      success_url: redirects.success,
      failure_url: redirects.failure,
      cancel_url: redirects.cancel,
    });
  });

  it.each([
    ['USD', 'USX'],
    ['EUR', 'EUX'],
  ])('%s is %s', async (currency, theirs) => {
    await withRig(felloh, fellohHarness, async ({ provider, sim, call, input, ref }) => {
      const other = { ...input, money: { amount: 1, currency } };
      const created = await provider.createLink(other, call());
      expect(sim.ledger()[0]).toMatchObject({ amount: 1, currency: theirs });
      expect((await provider.fetchLink?.(ref(created, other), call()))?.money).toEqual(other.money);
    });
  });

  rigged('an end at midnight belongs to the day before', async ({ provider, sim, call, input }) => {
    const created = await provider.createLink(
      { ...input, expiresAt: Date.parse('2026-03-31T00:00:00Z') },
      call(),
    );
    expect(sim.calls().at(-1)?.body).toMatchObject({ expires_at: '2026-03-30' });
    expect(sim.ledger()[0]?.expires_at).toBe('2026-03-30T23:59:59.999Z');
    expect(created.providerExpiresAt).toBe(Date.parse('2026-03-30T23:59:59.999Z'));
  });

  rigged(
    'for a child organisation, and its recovery',
    async ({ provider, sim, clock, call, input, wanted }) => {
      const child = { ...input, options: { ...input.options, organisation: fixtures.childOrganisation } };
      await provider.createLink(child, call());
      expect(sim.ledger()[0]?.organisation).toBe(fixtures.childOrganisation);
      clock.advance(11_000);
      expect(await provider.findByReference?.(wanted(child), call())).toHaveLength(1);
    },
  );

  it.each<[string, Partial<NewProviderLink>, string, string[]]>([
    ['an unknown type', { options: { type: 'MOON' } }, 'rejected', ['/provider_options/type']],
    ['an unknown booking', { booking: { id: 'nowhere' } }, 'rejected', ['/booking/id']],
    [
      'an unknown customer',
      { options: { customer_id: 'nobody' } },
      'rejected',
      ['/provider_options/customer_id'],
    ],
    ['a foreign organisation', { options: { organisation: 'Z9' } }, 'credentials', []],
    ['too much', { money: { amount: 100_000_000, currency: 'GBP' } }, 'rejected', ['/amount']],
    [
      'no method',
      { methods: { card: false, openBanking: false } },
      'rejected',
      ['/methods/open_banking', '/methods/card'],
    ],
    ['an end in the past', { expiresAt: Date.parse('2026-03-01T12:00:00Z') }, 'rejected', ['/expires_at']],
  ])('%s is refused, by our names', async (_, change, kind, pointers) => {
    await withRig(felloh, fellohHarness, async ({ provider, sim, call, input }) => {
      const { facts } = await failed(provider.createLink({ ...input, ...change }, call()));
      expect([facts.kind, facts.pointers ?? []]).toEqual([kind, pointers]);
      expect(sim.ledger()).toEqual([]);
    });
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    ['nobody', { customer: {} }, ['/customer/name', '/customer/email']],
    ['a currency that Felloh has not', { money: { amount: 1, currency: 'JPY' } }, ['/currency']],
    ['an unknown option', { options: { location_id: 'x' } }, ['/provider_options/location_id']],
  ])('%s is not even sent', async (_, change, pointers) => {
    await withRig(felloh, fellohHarness, async ({ provider, call, input, sent }) => {
      const { facts } = await failed(provider.createLink({ ...input, ...change }, call()));
      expect([facts.kind, facts.pointers]).toEqual(['rejected', pointers]);
      expect(sent('create')).toBe(0);
    });
  });
});

describe('list', () => {
  rigged('filters as the document names them', async ({ provider, sim, clock, call }) => {
    const day = clock.now();
    await provider.listLinks?.(
      {
        keyword: 'ada',
        createdFrom: day - DAY_MS,
        createdTo: day,
        bookingExists: false,
        includeChildOrganisations: true,
      },
      call(),
    );
    expect(sim.calls().at(-1)?.body).toEqual({
      organisation: 'X1234',
      keyword: 'ada',
      date_from: '2026-03-01',
      date_to: '2026-03-02',
      filter_booking_exists: false,
      'show-child-organisations': true,
      skip: 0,
      take: 100,
    });
  });

  rigged(
    'links that come and go between pages are told once, and hide none',
    async ({ provider, sim, clock, call, input }) => {
      const made: string[] = [];
      for (let n = 0; n < 9; n += 1) {
        made.push((await provider.createLink(input, call())).providerLinkId ?? '');
        clock.advance(1000);
      }
      const seen: string[] = [];
      for (let cursor: string | undefined, page = 0; page < 20; page += 1) {
        const got = await provider.listLinks?.(cursor === undefined ? {} : { cursor }, call());
        seen.push(...(got?.links ?? []).map(({ providerLinkId }) => providerLinkId ?? ''));
        cursor = got?.cursor;
        if (cursor === undefined) break;
        if (page === 0) for (let n = 0; n < 2; n += 1) await provider.createLink(input, call());
        if (page === 1) sim.act({ action: 'delete', link: made[8] ?? '' });
      }
      expect(seen).toEqual(made.toReversed());
    },
    { list_lag_seconds: 0, take_max: 3, take_default: 3 },
  );

  rigged('tells payments under way by one more list', async ({ provider, sim, clock, call, input, sent }) => {
    const processing = await provider.createLink(input, call());
    const opened = await provider.createLink(input, call());
    const paid = await provider.createLink(input, call());
    clock.advance(11_000);
    await provider.listLinks?.({}, call());
    expect(sent('transactions')).toBe(0);
    sim.act({ action: 'pay', link: processing.providerUrl, method: 'open_banking' });
    sim.act({ action: 'open', link: opened.providerUrl });
    sim.act({ action: 'pay', link: paid.providerUrl, method: 'card' });
    const { links = [] } = (await provider.listLinks?.({}, call())) ?? {};
    const statusOf = ({ providerLinkId }: Pick<ProviderLink, 'providerLinkId'>) =>
      links.find((link) => link.providerLinkId === providerLinkId)?.observation.status;
    expect([processing, opened, paid].map(statusOf)).toEqual(['processing', 'active', 'paid']);
    expect(sent('transactions')).toBe(1);
    expect(sim.calls().at(-1)?.body).toEqual({
      organisation: 'X1234',
      statuses: ['PAYMENTINPROGRESS'],
      skip: 0,
      take: 100,
    });
  });
});

describe('read', () => {
  rigged(
    'looks at no more than the newest three attempts',
    async ({ provider, sim, clock, call, input, ref, sent }) => {
      const created = await provider.createLink(input, call());
      for (let n = 0; n < 5; n += 1) {
        clock.advance(1000);
        sim.act({ action: 'open', link: created.providerUrl });
      }
      await provider.fetchLink?.(ref(created), call());
      expect(sent('transaction')).toBe(3);
    },
  );

  rigged('does not ask for attempts once it is paid', async ({ provider, sim, call, input, ref, sent }) => {
    const created = await provider.createLink(input, call());
    sim.act({ action: 'open', link: created.providerUrl });
    sim.act({ action: 'pay', link: created.providerUrl, method: 'card' });
    expect((await provider.fetchLink?.(ref(created), call()))?.observation.status).toBe('paid');
    expect(sent('transaction')).toBe(0);
  });

  rigged('an attempt that cannot be read fails the read: it might be under way', async (rig) => {
    const { provider, sim, call, input, ref } = rig;
    const created = await provider.createLink(input, call());
    sim.act({ action: 'open', link: created.providerUrl });
    sim.fail({ operation: 'transaction', kind: 'status', status: 500 });
    expect((await failed(Promise.resolve(provider.fetchLink?.(ref(created), call())))).kind).toBe(
      'unavailable',
    );
  });

  rigged('of a link over another amount than ours raises amount_mismatch', async (rig) => {
    const { provider, sim, call, input, ref } = rig;
    const created = await provider.createLink(input, call());
    sim.act({ action: 'pay', link: created.providerUrl, method: 'card' });
    const ours = { ...ref(created), money: { amount: 20000, currency: 'GBP' } };
    expect((await provider.fetchLink?.(ours, call()))?.observation).toMatchObject({
      status: 'partially_paid',
      amountPaid: 12500,
      flags: ['amount_mismatch'],
    });
  });
});

describe('delete', () => {
  rigged('is a cancel; a second one finds what it wanted', async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    await provider.cancelLink?.(ref(created), call());
    expect(sim.ledger()[0]?.state).toBe('deleted');
    await provider.cancelLink?.(ref(created), call());
    await provider.deleteLink?.(ref(created), call());
    expect((await failed(Promise.resolve(provider.fetchLink?.(ref(created), call())))).kind).toBe(
      'not-found',
    );
  });

  rigged('of an opened link is a conflict', async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    sim.act({ action: 'open', link: created.providerUrl });
    const { facts } = await failed(Promise.resolve(provider.deleteLink?.(ref(created), call())));
    expect(facts).toMatchObject({ kind: 'conflict', status: 422, code: 'payment_link.has_transactions' });
  });
});

describe('assign', () => {
  const unbooked = ({ booking: _, ...input }: NewProviderLink): NewProviderLink => input;

  rigged('by id, as documented', async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(unbooked(input), call());
    await provider.assignLink?.(ref(created), { id: fixtures.booking.id, reference: 'ignored' }, call());
    expect(sim.calls().at(-1)).toMatchObject({
      method: 'POST',
      path: `/agent/payment-links/${created.providerLinkId}/assign`,
      body: { booking_id: fixtures.booking.id },
    });
    expect((await provider.fetchLink?.(ref(created), call()))?.booking).toEqual({
      id: fixtures.booking.id,
      reference: fixtures.booking.booking_reference,
    });
  });

  rigged("by reference, in the SDK's way", async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(unbooked(input), call());
    await provider.assignLink?.(ref(created), { reference: 'TOUR-0077' }, call());
    expect(sim.calls().at(-1)?.body).toEqual({
      organisation: 'X1234',
      customer_name: 'Ada Byron',
      email: 'ada@example.com',
      booking_reference: 'TOUR-0077',
    });
    expect((await provider.fetchLink?.(ref(created), call()))?.booking?.reference).toBe('TOUR-0077');
  });

  rigged('to a booking that there is not is refused', async ({ provider, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    const { facts } = await failed(
      Promise.resolve(provider.assignLink?.(ref(created), { id: 'nowhere' }, call())),
    );
    expect(facts).toMatchObject({ kind: 'rejected', code: 'booking.not_found', pointers: ['/booking/id'] });
  });
});

describe('recovery without redirect urls', () => {
  const wire = { redirect_properties: false };

  rigged(
    'sends none, and gives all that are alike and young enough',
    async ({ provider, sim, clock, call, input, wanted }) => {
      await provider.createLink(input, call());
      clock.advance(400_000);
      const search = wanted(input);
      await provider.createLink(input, call());
      await provider.createLink({ ...input, description: 'Another' }, call());
      await provider.createLink({ ...input, money: { amount: 12501, currency: 'GBP' } }, call());
      await provider.createLink({ ...input, customer: { ...input.customer, name: 'Ada Lovelace' } }, call());
      await provider.createLink(
        { ...input, customer: { ...input.customer, email: 'zada@example.com' } },
        call(),
      );
      await provider.createLink({ ...input, booking: {} }, call());
      clock.advance(11_000);
      expect(sim.calls().filter(({ body }) => JSON.stringify(body).includes('success_url'))).toEqual([]);
      const found = await provider.findByReference?.(search, call());
      expect(found?.map(({ providerLinkId }) => providerLinkId)).toEqual([sim.ledger()[1]?.id]);
    },
    wire,
  );
});

/** Each override on both sides: what the one assumes the other must be able to live with. */
describe('wire profile', () => {
  const overrides: Record<string, unknown>[] = [
    { currencies: { GBP: 'GBP', USD: 'USD' } },
    { max_amount_minor: 12500 },
    { token_seconds: 90 },
    { create_status: 201 },
    { validation_status: 400 },
    { success_errors: 'array' },
    { success_errors: 'missing', token_success_errors: 'missing' },
    { token_success_errors: 'object' },
    { error_meta: 'code' },
    { error_meta: 'status' },
    { count_type: 'number' },
    { take_default: 2, take_max: 2 },
    { take_default: 1, take_max: 1 },
    { expires_at_means: 'start_of_day_utc' },
    { default_expiry_days: 7 },
    { past_expires_at: 'ignore' },
    { open_creates_transaction: false },
    { open_transaction_status: 'NEW' },
    { processing_statuses: ['RUNNING', 'WAITING'] },
    { authorised_status: 'HELD' },
    { delete_blocked_by: 'completed_transaction' },
    { has_transactions_status: 409 },
    { has_transactions_status: 400 },
    { deleted_status: 410 },
    { assign_again: 'reject' },
    { keyword_match: 'exact' },
    { date_bounds: 'to_day_excluded' },
    { foreign_organisation_status: 404 },
    { unknown_property: 'ignore' },
    { list_lag_seconds: 0 },
    { create_sends: true },
    { methods_default: false },
    { match_skew_seconds: 0 },
    { webhook_retries: 0 },
    { webhook_first_interval_seconds: 1 },
  ];

  it.each(overrides)('%j', (wire) =>
    withRig(
      felloh,
      fellohHarness,
      async ({ provider, sim, clock, call, input, ref, wanted }) => {
        const held = { ...input, options: { ...input.options, authorisation_only: true } };
        const { booking: _, ...plain } = input;
        const created = await provider.createLink(plain, call());
        const second = await provider.createLink(held, call());
        const third = await provider.createLink(input, call());
        clock.advance(11_000);
        expect(await provider.findByReference?.(wanted(input), call())).toHaveLength(3);
        const { links, cursor } = (await provider.listLinks?.({}, call())) ?? { links: [] };
        expect(links.length).toBe(wire.take_max ?? 3);
        expect(cursor === undefined).toBe(wire.take_max === undefined);

        await provider.assignLink?.(ref(created), { id: fixtures.booking.id }, call());
        expect((await provider.fetchLink?.(ref(created), call()))?.providerExpiresAt).toBe(
          created.providerExpiresAt,
        );
        expect(created.providerExpiresAt).toBeGreaterThanOrEqual(input.expiresAt);

        sim.act({ action: 'pay', link: created.providerUrl, method: 'open_banking' });
        sim.act({ action: 'pay', link: second.providerUrl, method: 'card' });
        const seen = [
          await provider.fetchLink?.(ref(created), call()),
          await provider.fetchLink?.(ref(second, held), call()),
        ];
        expect(seen.map((link) => link?.observation.status)).toEqual(['processing', 'processing']);
        expect(seen[1]?.observation.flags).toEqual(['authorised']);
        sim.act({ action: 'settle', link: created.providerUrl });
        const conflict = await failed(Promise.resolve(provider.deleteLink?.(ref(created), call())));
        expect(conflict.kind).toBe('conflict');

        await provider.cancelLink?.(ref(third), call());
        await provider.cancelLink?.(ref(third), call());
        const gone = await failed(Promise.resolve(provider.fetchLink?.(ref(third), call())));
        expect(gone.kind).toBe('not-found');

        const foreign = { ...input, options: { organisation: 'Z9' } };
        const refused = await failed(provider.createLink(foreign, call()));
        expect(refused.kind).toBe('credentials');
        const wrong = { ...input, options: { type: 'MOON' } };
        expect((await failed(provider.createLink(wrong, call()))).kind).toBe('rejected');
      },
      wire,
    ),
  );
});
