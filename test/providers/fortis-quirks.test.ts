import { describe, expect, it } from 'vitest';
import type { NewProviderLink, ProviderLinkRef } from '../../lib/providers/contract.ts';
import { fortis } from '../../lib/providers/fortis/index.ts';
import { fixtures } from '../../local/providers/fortis/fixtures.ts';
import { type FortisSimulator, startFortis } from '../../local/providers/fortis/index.ts';
import { fortisHarness } from './fortis-harness.ts';
import { failureOf, type Rig, withRig } from './harness.ts';

type FortisRig = Rig<FortisSimulator>;

function rigged(
  name: string,
  work: (rig: FortisRig) => Promise<void>,
  wire: Readonly<Record<string, unknown>> = {},
): void {
  it(name, () => withRig(fortis, fortisHarness, work, wire));
}

const failed = (work: Promise<unknown> | undefined) => failureOf(Promise.resolve(work), fortisHarness);
const customer = { email: 'ada@example.com', phone: '+12025550143' };

/** The same link, not yet given to anyone else. */
function numbered(input: NewProviderLink, n: number): NewProviderLink {
  return { ...input, reference: `${input.reference.slice(0, -2)}N${n}` };
}

async function made({ provider, call, input, ref }: FortisRig): Promise<ProviderLinkRef> {
  return ref(await provider.createLink(input, call()));
}

function pathsOf(sim: FortisSimulator, operation: string): string[] {
  return sim
    .calls()
    .filter((made) => made.operation === operation)
    .map(({ path }) => path);
}

function bodiesOf(sim: FortisSimulator, operation: string): unknown[] {
  return sim
    .calls()
    .filter((made) => made.operation === operation)
    .map(({ body }) => body);
}

/** An account of the same simulator with other settings, without those that are undefined. */
function accountWith(rig: FortisRig, changed: Record<string, unknown>, wire: Record<string, unknown> = {}) {
  const config = fortisHarness.config(rig.sim, wire);
  const settings = Object.fromEntries(
    Object.entries({ ...config.settings, ...changed }).filter(([, value]) => value !== undefined),
  );
  return rig.provider.openAccount({ ...config, settings });
}

describe('credentials', () => {
  it.each(['user_id', 'developer_id'])('another %s is met with 401', (name) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const account = accountWith(rig, { [name]: 'other' });
      const error = await failed(rig.provider.checkAccount?.({ ...rig.call(), account }));
      expect(error.facts).toMatchObject({ kind: 'credentials', status: 401 });
    }),
  );

  rigged('the connection check lists one link', async ({ provider, sim, call }) => {
    await provider.checkAccount?.(call());
    expect(sim.calls().map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/v2/paylinks?page_size=1'],
    ]);
  });
});

describe('a create', () => {
  rigged('is a POST, then a GET for its page', async ({ provider, sim, call, input }) => {
    const { providerLinkId } = await provider.createLink(input, call());
    expect(sim.calls().map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/v2/paylinks'],
      ['GET', `/v2/paylinks/${providerLinkId}?expand=payment_url`],
    ]);
  });

  it.each([
    ['401', { kind: 'status', status: 401 }],
    ['404', { kind: 'status', status: 404 }],
    ['503', { kind: 'status', status: 503 }],
    ['reset', { kind: 'reset' }],
  ] as const)('whose page cannot be read (%s) is not known, and found', (_, fault) =>
    withRig(fortis, fortisHarness, async ({ provider, sim, clock, call, input, wanted, sent }) => {
      sim.fail({ operation: 'get', ...fault });
      const error = await failed(provider.createLink(input, call()));
      expect([error.kind, error.knownNotDone]).toEqual(['outcome-unknown', false]);
      clock.advance(6000);
      const found = await provider.findByReference?.(wanted(input), call());
      expect(found?.map(({ providerUrl }) => providerUrl)).toEqual([sim.ledger()[0]?.url]);
      expect(sent('create')).toBe(1);
    }),
  );

  rigged('a second one with the same reference: conflict', async ({ provider, sim, call, input, ref }) => {
    const created = await provider.createLink(input, call());
    const error = await failed(provider.createLink(input, call()));
    expect(error.facts).toMatchObject({ kind: 'conflict', code: 'paylink_api_id' });
    await provider.deleteLink?.(ref(created), call());
    expect((await failed(provider.createLink(input, call()))).kind).toBe('conflict');
    expect(sim.ledger()).toHaveLength(1);
  });

  rigged('of an unknown contact: rejected, with our field', async ({ provider, sim, call, input }) => {
    const options = { contact_api_id: 'cust-9999' };
    const error = await failed(provider.createLink({ ...input, options }, call()));
    expect(error.facts).toMatchObject({
      kind: 'rejected',
      pointers: ['/provider_options/contact_api_id'],
    });
    expect(sim.ledger()).toEqual([]);
  });

  rigged('of a contact by its id', async ({ provider, sim, call, input }) => {
    await provider.createLink({ ...input, options: { contact_id: fixtures.contact.id } }, call());
    expect(sim.ledger()[0]?.contact_id).toBe(fixtures.contact.id);
  });

  it.each([
    [['email'], ['email']],
    [['sms'], ['sms']],
    [
      ['sms', 'email'],
      ['email', 'sms'],
    ],
    [[], []],
    [undefined, []],
  ] as const)('sent by %j at creation: one message each', (sendBy, channels) =>
    withRig(fortis, fortisHarness, async ({ provider, sim, call, input, ref }) => {
      const created = await provider.createLink({ ...input, ...(sendBy && { sendBy }) }, call());
      const messages = sim.ledger()[0]?.messages ?? [];
      expect(messages.map(({ channel }) => channel).sort()).toEqual([...channels]);
      const link = await provider.fetchLink?.(ref(created), call());
      const at = channels.length > 0 ? Date.parse('2026-03-02T09:15:04Z') : undefined;
      expect(link?.observation.firstSentAt).toBe(at);
    }),
  );

  it.each([
    [{ card: false }, 'ach'],
    [{ openBanking: false }, 'cc'],
  ] as const)('with %j has the one product', (methods, product) =>
    withRig(fortis, fortisHarness, async ({ provider, sim, call, input }) => {
      await provider.createLink({ ...input, methods }, call());
      const [link] = sim.ledger();
      expect(link?.cc_product_transaction_id === null).toBe(product === 'ach');
      expect(link?.ach_product_transaction_id === null).toBe(product === 'cc');
    }),
  );
});

describe('the page', () => {
  rigged('is built where Fortis does not tell it', async (rig) => {
    const template = 'http://{portal_host}/paylink?id={id}';
    const wire = { payment_url_expand: false, page_url_template: template };
    const portal_host = new URL(rig.sim.url).host;
    const account = accountWith(rig, { portal_host }, wire);
    const created = await rig.provider.createLink(rig.input, { ...rig.call(), account });
    expect(created.providerUrl).toBe(rig.sim.ledger()[0]?.url);
    expect(rig.sent('get')).toBe(0);
  });

  rigged(
    'that nobody knows: bad-response, and not known that nothing was done',
    async ({ provider, sim, call, input }) => {
      sim.configure({ wire: { payment_url_expand: false } });
      const error = await failed(provider.createLink(input, call()));
      expect([error.kind, error.knownNotDone]).toEqual(['bad-response', false]);
    },
  );

  rigged('that is not told any more stays the one that we know', async (rig) => {
    const ref = await made(rig);
    rig.sim.configure({ wire: { payment_url_expand: false } });
    expect((await rig.provider.fetchLink?.(ref, rig.call()))?.providerUrl).toBe(ref.providerUrl);
  });
});

describe('a read', () => {
  rigged('looks for payments only of a paid link', async (rig) => {
    const ref = await made(rig);
    await rig.provider.fetchLink?.(ref, rig.call());
    expect(rig.sent('transactions')).toBe(0);
    rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '', method: 'card' });
    await rig.provider.fetchLink?.(ref, rig.call());
    expect(pathsOf(rig.sim, 'transactions')).toEqual([`/v2/transactions?paylink_id=${ref.providerLinkId}`]);
  });

  rigged(
    'follows the payments over pages',
    async (rig) => {
      const ref = await made(rig);
      const link = ref.providerUrl ?? '';
      rig.sim.act({ action: 'pay', link, method: 'card' });
      for (let n = 0; n < 3; n += 1) {
        rig.sim.act({ action: 'paylink_status', link, status: '0' });
        rig.sim.act({ action: 'fail', link, method: 'card' });
      }
      rig.sim.act({ action: 'paylink_status', link, status: '1' });
      const seen = await rig.provider.fetchLink?.(ref, rig.call());
      expect(seen?.observation).toMatchObject({ status: 'paid', amountPaid: 15050 });
      expect(rig.sent('transactions')).toBe(4);
    },
    { page_size_default: 1, page_size_max: 1 },
  );

  rigged(
    'without the look-up of payments is unconfirmed',
    async (rig) => {
      const ref = await made(rig);
      rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '', method: 'card' });
      const seen = await rig.provider.fetchLink?.(ref, rig.call());
      expect(seen?.observation).toMatchObject({ status: 'paid', flags: ['amount_unconfirmed'] });
      expect(rig.sent('transactions')).toBe(0);
    },
    { transaction_lookup: false },
  );

  it.each([
    ['503', { kind: 'status', status: 503 }, 'unavailable'],
    ['500', { kind: 'status', status: 500 }, 'unavailable'],
    ['408', { kind: 'status', status: 408 }, 'unavailable'],
    ['429', { kind: 'status', status: 429 }, 'rate-limited'],
    ['401', { kind: 'status', status: 401 }, 'credentials'],
    ['reset', { kind: 'reset' }, 'unavailable'],
    ['HTML', { kind: 'html' }, 'bad-response'],
    ['truncated', { kind: 'truncated' }, 'bad-response'],
    ['empty', { kind: 'empty' }, 'bad-response'],
  ] as const)('whose look-up of payments is not answered (%s) tells nothing', (_, fault, kind) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      const { provider, sim, clock, call, input } = rig;
      sim.act({ action: 'pay', link: ref.providerUrl ?? '', method: 'bank' });
      clock.advance(6000);
      const reads = [
        () => provider.fetchLink?.(ref, call()),
        () => provider.findByReference?.(rig.wanted(input), call()),
        () => provider.listLinks?.({}, call()),
        () => provider.sweep?.({ openSince: 0 }, call()),
      ];
      for (const read of reads) {
        sim.fail({ operation: 'transactions', ...fault });
        expect((await failed(read())).kind).toBe(kind);
      }
      expect((await provider.fetchLink?.(ref, call()))?.observation.status).toBe('processing');
    }),
  );

  it.each([400, 403, 404, 405, 422])('whose look-up of payments is refused (%i) is unconfirmed', (status) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '', method: 'card' });
      rig.sim.fail({ operation: 'transactions', kind: 'status', status });
      const seen = await rig.provider.fetchLink?.(ref, rig.call());
      expect(seen?.observation).toMatchObject({ status: 'paid', flags: ['amount_unconfirmed'] });
      expect(seen?.observation).not.toHaveProperty('amountPaid');
    }),
  );

  rigged('just after it was paid waits for the list of payments', async (rig) => {
    const ref = await made(rig);
    rig.sim.act({ action: 'paylink_status', link: ref.providerUrl ?? '', status: '1' });
    expect((await failed(rig.provider.fetchLink?.(ref, rig.call()))).kind).toBe('unavailable');
    rig.clock.advance(6000);
    const seen = await rig.provider.fetchLink?.(ref, rig.call());
    expect(seen?.observation).toMatchObject({ status: 'paid', flags: ['amount_unconfirmed'] });
  });

  rigged('expands all seven', async (rig) => {
    const ref = await made(rig);
    const expand = [...(fortis.limits.expands ?? [])];
    expect(expand).toHaveLength(7);
    const link = await rig.provider.fetchLink?.(ref, rig.call(), expand);
    expect(Object.keys(link?.providerData ?? {})).toEqual(expect.arrayContaining(expand));
    expect(link?.providerData?.contact).toMatchObject({ contact_api_id: 'cust-1001' });
    expect(link?.booking).toEqual({ id: fixtures.contact.id });
    expect((await failed(rig.provider.fetchLink?.(ref, rig.call(), ['moon']))).kind).toBe('rejected');
  });

  it.each([404, 409])('of a link that was deleted (%i): not-found', (deleted_status) =>
    withRig(
      fortis,
      fortisHarness,
      async (rig) => {
        const ref = await made(rig);
        await rig.provider.deleteLink?.(ref, rig.call());
        expect((await failed(rig.provider.fetchLink?.(ref, rig.call()))).kind).toBe('not-found');
        await rig.provider.deleteLink?.(ref, rig.call());
        const error = await failed(rig.provider.updateLink?.(ref, { key: 'k', customer }, rig.call()));
        expect(error.kind).toBe('not-found');
      },
      { deleted_status },
    ),
  );
});

describe('an update', () => {
  rigged('changes all that can be', async (rig) => {
    const ref = await made(rig);
    const { provider, sim, call } = rig;
    await provider.updateLink?.(
      ref,
      {
        key: 'k',
        money: { amount: 14000, currency: 'USD' },
        customer: { email: 'new@example.com', phone: '+12025550199' },
        expiresAt: Date.parse('2026-04-10T12:00:00Z'),
        methods: { openBanking: false },
        options: { contact_id: null },
      },
      call(),
    );
    expect(bodiesOf(sim, 'update')).toEqual([
      {
        paylink: {
          amount_due: 140,
          email: 'new@example.com',
          cell_phone: '2025550199',
          expire_date: '2026-04-10',
          contact_id: null,
          ach_product_transaction_id: null,
        },
      },
    ]);
    const link = await provider.fetchLink?.(ref, call());
    expect(link).toMatchObject({
      money: { amount: 14000, currency: 'USD' },
      providerExpiresAt: Date.parse('2026-04-10T23:59:59.999Z'),
      providerData: { contact_id: null, ach_product_transaction_id: null },
    });
    expect(sim.ledger()[0]?.messages).toEqual([]);
  });

  rigged('of what is not kept there is no call', async (rig) => {
    const ref = await made(rig);
    await rig.provider.updateLink?.(ref, { key: 'k', metadata: { a: 'b' } }, rig.call());
    expect(rig.sent('update')).toBe(0);
  });

  rigged('and a delete of a paid link: conflict', async (rig) => {
    const ref = await made(rig);
    rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '', method: 'card' });
    const money = { amount: 1, currency: 'USD' };
    const errors = [
      await failed(rig.provider.updateLink?.(ref, { key: 'k', money }, rig.call())),
      await failed(rig.provider.cancelLink?.(ref, rig.call())),
      await failed(rig.provider.assignLink?.(ref, { id: fixtures.contact.id }, rig.call())),
    ];
    expect(errors.map(({ kind }) => kind)).toEqual(['conflict', 'conflict', 'conflict']);
    expect(rig.sim.ledger()[0]?.deleted_at).toBeNull();
  });
});

describe('an assignment', () => {
  rigged('is to a contact, by its id or by the merchant’s own', async (rig) => {
    const { provider, sim, call, input, ref } = rig;
    const first = await provider.createLink({ ...numbered(input, 1), options: {} }, call());
    const second = await provider.createLink({ ...numbered(input, 2), options: {} }, call());
    await provider.assignLink?.(ref(first), { id: fixtures.contact.id }, call());
    await provider.assignLink?.(ref(second), { reference: 'cust-1001' }, call());
    expect(sim.ledger().map(({ contact_id }) => contact_id)).toEqual([
      fixtures.contact.id,
      fixtures.contact.id,
    ]);
  });

  it.each([
    [{}, '/booking/id'],
    [{ id: 'BK-1' }, '/booking/id'],
    [{ reference: 'x'.repeat(65) }, '/booking/reference'],
  ])('%j is refused before the network', (booking, pointer) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      const error = await failed(rig.provider.assignLink?.(ref, booking, rig.call()));
      expect(error.facts).toMatchObject({ kind: 'rejected', pointers: [pointer] });
      expect(rig.sent('update')).toBe(0);
    }),
  );
});

describe('native sending', () => {
  rigged('sets channels and addresses where they differ, then resends', async (rig) => {
    const ref = await made(rig);
    const { provider, sim, call, sent } = rig;
    rig.clock.advance(1000);
    await provider.sendLink?.(
      ref,
      { channels: ['sms', 'email'], customer: { ...customer, email: 'new@example.com' } },
      call(),
    );
    expect(bodiesOf(sim, 'update')).toEqual([{ paylink: { delivery_method: 3, email: 'new@example.com' } }]);
    const messages = () => sim.ledger()[0]?.messages.map(({ channel, to }) => `${channel} ${to}`) ?? [];
    expect(messages().sort()).toEqual(['email new@example.com', 'sms 2025550143']);
    await provider.sendLink?.(
      ref,
      { channels: ['email', 'sms'], customer: { ...customer, email: 'new@example.com' } },
      call(),
    );
    expect(messages()).toHaveLength(4);
    expect([sent('update'), sent('resend')]).toEqual([1, 2]);
    // A later message is no message at creation.
    expect((await provider.fetchLink?.(ref, call()))?.observation.firstSentAt).toBeUndefined();
  });

  it.each([
    ['paid', 'pay'],
    ['expired', 'expire'],
    ['inactive', 'deactivate'],
    ['of a status unheard of', 'paylink_status'],
  ])('of a link that is %s: conflict, and nothing is sent', (_, action) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      rig.sim.act({ action, link: ref.providerUrl ?? '', ...(action === 'pay' && { method: 'card' }) });
      const message = { channels: ['email'] as const, customer };
      expect((await failed(rig.provider.sendLink?.(ref, message, rig.call()))).kind).toBe('conflict');
      expect([rig.sent('update'), rig.sent('resend')]).toEqual([0, 0]);
    }),
  );

  it.each([
    ['get', 'reset', true],
    ['update', 'reset', true],
    ['resend', 'reset', false],
  ] as const)('lost in %s (%s): known that no message went: %s', (operation, kind, nothingDone) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      rig.sim.fail({ operation, kind, when: 'after' });
      const message = { channels: ['email'] as const, customer };
      const error = await failed(rig.provider.sendLink?.(ref, message, rig.call()));
      expect(error.knownNotDone).toBe(nothingDone);
      expect(rig.sent('resend')).toBe(nothingDone ? 0 : 1);
      expect(rig.sim.ledger()[0]?.messages).toHaveLength(nothingDone ? 0 : 1);
    }),
  );

  it.each([
    [{ channels: ['sms'], customer: { phone: '+447700900123' } }, ['/customer/phone']],
    [{ channels: ['sms', 'email'], customer: {} }, ['/customer/email', '/customer/phone']],
    [{ channels: [], customer }, ['/channels']],
  ] as const)('%j is refused before the network', (message, pointers) =>
    withRig(fortis, fortisHarness, async (rig) => {
      const ref = await made(rig);
      const before = rig.sim.calls().length;
      const error = await failed(rig.provider.sendLink?.(ref, message, rig.call()));
      expect(error.facts).toMatchObject({ kind: 'rejected', pointers });
      expect(rig.sim.calls()).toHaveLength(before);
    }),
  );

  rigged(
    'that Fortis refuses for the link’s state: conflict',
    async (rig) => {
      const ref = await made(rig);
      rig.sim.fail({ operation: 'resend', kind: 'status', status: 422 });
      const message = { channels: ['email'] as const, customer };
      expect((await failed(rig.provider.sendLink?.(ref, message, rig.call()))).kind).toBe('conflict');
    },
    { resend_when_not_sendable: '422' },
  );
});

describe('the end', () => {
  const zones = ['America/Chicago', 'Pacific/Guam', 'UTC'];
  const ends = ['location_end_of_day', 'utc_end_of_day', 'location_start_of_day'];

  it.each(zones.flatMap((zone) => ends.map((end) => [zone, end])))(
    'in %s, %s, is the same to both',
    (zone, end) => {
      const wire = { expire_day_ends: end };
      const harness = {
        ...fortisHarness,
        start: (clock: FortisRig['clock']) => startFortis({ clock, wire, timeZone: zone }),
        config: (sim: FortisSimulator) => {
          const config = fortisHarness.config(sim, wire);
          return { ...config, settings: { ...config.settings, location_time_zone: zone } };
        },
      };
      return withRig(fortis, harness, async ({ provider, sim, clock, call, input, ref }) => {
        // An hour from now: the nearest day is the one that a wrong zone would refuse.
        const expiresAt = clock.now() + 3_600_000;
        const created = await provider.createLink({ ...input, expiresAt }, call());
        const { providerExpiresAt = 0 } = created;
        expect(providerExpiresAt).toBeGreaterThanOrEqual(expiresAt - 1);
        const states = async (at: number) => {
          clock.advance(at - clock.now());
          const link = await provider.fetchLink?.(ref(created), call());
          expect(link?.providerExpiresAt).toBe(providerExpiresAt);
          return [link?.observation.status, sim.ledger()[0]?.state];
        };
        expect(await states(providerExpiresAt - 1)).toEqual(['active', 'open']);
        expect(await states(providerExpiresAt + 1)).toEqual(['expired', 'expired']);
      });
    },
  );
});

describe('lists', () => {
  async function seven({ provider, clock, call, input, ref }: FortisRig): Promise<ProviderLinkRef[]> {
    const refs: ProviderLinkRef[] = [];
    for (let n = 0; n < 7; n += 1) {
      const money = { amount: 1000 + (n % 2), currency: 'USD' };
      refs.push(ref(await provider.createLink({ ...numbered(input, n), money }, call())));
      clock.advance(1000);
    }
    clock.advance(6000);
    return refs;
  }

  rigged('filter by any column', async (rig) => {
    const refs = await seven(rig);
    const { provider, sim, call } = rig;
    const idsBy = async (filters: Record<string, string>) =>
      (await provider.listLinks?.({ filters }, call()))?.links.map(({ providerLinkId }) => providerLinkId);
    expect(await idsBy({ amount_due: '10.01' })).toEqual(
      [5, 3, 1].map((n) => refs[n]?.providerLinkId ?? null),
    );
    expect(await idsBy({ id: refs[2]?.providerLinkId ?? '' })).toEqual([refs[2]?.providerLinkId]);
    expect(await idsBy({ email: 'nobody@example.com' })).toEqual([]);
    const [row] = sim.ledger();
    for (const name of fortis.limits.filters ?? []) {
      const value = Reflect.get(row ?? {}, name);
      if (typeof value === 'string' || typeof value === 'number') await idsBy({ [name]: String(value) });
      else await idsBy({ [name]: '0' });
    }
    const error = await failed(provider.listLinks?.({ filters: { moon: 'full' } }, call()));
    expect(error.facts).toMatchObject({ kind: 'rejected', pointers: ['/provider_options/moon'] });
  });

  rigged(
    'compare what a server that ignores filters gives',
    async (rig) => {
      const refs = await seven(rig);
      const page = await rig.provider.listLinks?.({ filters: { email: 'nobody@example.com' } }, rig.call());
      expect(page?.links).toEqual([]);
      expect(refs).toHaveLength(7);
    },
    { unknown_filter: 'ignore' },
  );

  rigged('sort, and take times of creation', async (rig) => {
    const refs = await seven(rig);
    const { provider, call } = rig;
    const ids = async (filter: Parameters<NonNullable<typeof provider.listLinks>>[0]) =>
      (await provider.listLinks?.(filter, call()))?.links.map(({ providerLinkId }) => providerLinkId);
    const all = refs.map(({ providerLinkId }) => providerLinkId);
    expect(await ids({ sort: 'created_at' })).toEqual(all);
    expect(await ids({ sort: '-created_ts' })).toEqual([...all].reverse());
    const createdFrom = Date.parse('2026-03-02T09:15:06.000Z');
    expect(await ids({ sort: 'created_ts', createdFrom, createdTo: createdFrom + 1000 })).toEqual(
      all.slice(2, 4),
    );
    expect((await failed(provider.listLinks?.({ sort: 'moon' }, call()))).kind).toBe('rejected');
  });

  rigged(
    'tell no link twice where new ones push the others on',
    async (rig) => {
      await seven(rig);
      const { provider, clock, call, input } = rig;
      const first = await provider.listLinks?.({}, call());
      await provider.createLink(numbered(input, 7), call());
      clock.advance(6000);
      const second = await provider.listLinks?.({ cursor: first?.cursor ?? '' }, call());
      const ids = [...(first?.links ?? []), ...(second?.links ?? [])].map(
        ({ providerLinkId }) => providerLinkId,
      );
      expect(new Set(ids).size).toBe(ids.length);
    },
    fortisHarness.smallPages,
  );

  rigged(
    'a sweep tells all that may be open, oldest first, with what was paid',
    async (rig) => {
      const refs = await seven(rig);
      const { provider, sim, call } = rig;
      sim.act({ action: 'pay', link: refs[4]?.providerUrl ?? '', method: 'bank' });
      const openSince = Date.parse('2026-03-02T09:15:06.000Z');
      const links = [];
      for (let cursor: string | undefined, n = 0; n < 9; n += 1) {
        const page = await provider.sweep?.({ openSince, ...(cursor && { cursor }) }, call());
        links.push(...(page?.links ?? []));
        cursor = page?.cursor;
        if (cursor === undefined) break;
      }
      expect(links.map(({ providerLinkId }) => providerLinkId)).toEqual(
        refs.slice(2).map(({ providerLinkId }) => providerLinkId),
      );
      expect(links.map(({ observation }) => observation.status)).toEqual([
        'active',
        'active',
        'processing',
        'active',
        'active',
      ]);
      expect(links.map(({ providerUrl }) => providerUrl)).toEqual(
        refs.slice(2).map((ref) => ref.providerUrl),
      );
      expect(pathsOf(sim, 'list')[0]).toContain(`location_id=${fixtures.locationId}&sort=created_ts`);
    },
    fortisHarness.smallPages,
  );

  rigged('leave out what was deleted', async (rig) => {
    const refs = await seven(rig);
    await rig.provider.deleteLink?.(
      refs[0] ?? { providerLinkId: null, money: rig.input.money, options: {} },
      rig.call(),
    );
    expect((await rig.provider.listLinks?.({}, rig.call()))?.links).toHaveLength(6);
  });
});

describe('the look-up by our reference', () => {
  rigged('is exactly this', async (rig) => {
    await made(rig);
    rig.clock.advance(6000);
    await rig.provider.findByReference?.(rig.wanted(rig.input), rig.call());
    expect(pathsOf(rig.sim, 'list')).toEqual([`/v2/paylinks?paylink_api_id=${rig.input.reference}`]);
  });
});

describe('money', () => {
  rigged('goes out and comes back exact', async ({ provider, call, input, ref }) => {
    for (const [n, amount] of [1, 7, 10, 29, 100, 1999, 57, 9_999_999_999].entries()) {
      const money = { amount, currency: 'USD' };
      const created = await provider.createLink({ ...numbered(input, n), money }, call());
      expect((await provider.fetchLink?.(ref(created), call()))?.money).toEqual(money);
    }
  });
});

/** Each override on both sides: what the one assumes the other must be able to live with. */
describe('wire profile', () => {
  const overrides: Record<string, unknown>[] = [
    { create_status: 200 },
    { validation_status: 400 },
    { deleted_status: 409 },
    { unknown_fields: 'ignore' },
    { unknown_filter: 'ignore' },
    { unknown_expand: 'ignore' },
    { email_needed: false },
    { duplicate_api_id: 'ignore' },
    { amount_on_put: false },
    { default_delivery_method: 3 },
    { resend_when_not_sendable: '422' },
    { delete_paid: 'ignore' },
    { closed_field: 'paylink' },
    { past_expire_date: 'ignore' },
    { expire_day_ends: 'utc_end_of_day' },
    { expire_day_ends: 'location_start_of_day' },
    { page_size_default: 1, page_size_max: 1 },
    { current_page_base: 1 },
    { list_lag_seconds: 0 },
    { transaction_paylink_field: 'link_id' },
    { paid_sets_active: 0 },
    { unknown_contact: 'ignore' },
    { postback_attempts: 1 },
    { postback_interval_seconds: 0 },
  ];

  it.each(overrides)('%j', (wire) =>
    withRig(
      fortis,
      fortisHarness,
      async ({ provider, sim, clock, call, input, ref, wanted }) => {
        const first = await provider.createLink(input, call());
        const second = await provider.createLink(numbered(input, 1), call());
        expect(first.providerExpiresAt).toBeGreaterThanOrEqual(input.expiresAt - 1);
        clock.advance(6000);
        expect(await provider.findByReference?.(wanted(input), call())).toMatchObject([
          { ...first, money: input.money, observation: { status: 'active' } },
        ]);
        const listed = await provider.listLinks?.({}, call());
        expect(listed?.links).toHaveLength(wire.page_size_max === 1 ? 1 : 2);
        expect(listed?.cursor === undefined).toBe(wire.page_size_max !== 1);
        expect(sim.ledger().flatMap(({ messages }) => messages)).toEqual([]);

        sim.act({ action: 'pay', link: first.providerUrl, method: 'bank' });
        expect((await provider.fetchLink?.(ref(first), call()))?.observation.status).toBe('processing');
        sim.act({ action: 'settle', link: first.providerUrl });
        expect((await provider.fetchLink?.(ref(first), call()))?.observation).toMatchObject({
          status: 'paid',
          amountPaid: 15050,
        });
        const message = { channels: ['email'] as const, customer };
        expect((await failed(provider.sendLink?.(ref(first), message, call()))).kind).toBe('conflict');
        const change = { key: 'k', customer: { email: 'new@example.com' } };
        expect((await failed(provider.updateLink?.(ref(first), change, call()))).kind).toBe('conflict');
        if (wire.delete_paid !== 'ignore') {
          expect((await failed(provider.deleteLink?.(ref(first), call()))).kind).toBe('conflict');
        }

        const money = { amount: 100, currency: 'USD' };
        const cheaper = provider.updateLink?.(ref(second), { key: 'k', money }, call());
        if (wire.amount_on_put === false) expect((await failed(cheaper)).facts.pointers).toEqual(['/amount']);
        else await cheaper;
        await provider.deleteLink?.(ref(second), call());
        await provider.deleteLink?.(ref(second), call());
        expect((await failed(provider.fetchLink?.(ref(second), call()))).kind).toBe('not-found');

        const twice = provider.createLink(numbered(input, 1), call());
        if (wire.duplicate_api_id === 'ignore') await twice;
        else expect((await failed(twice)).kind).toBe('conflict');
        const nobody = { ...numbered(input, 2), options: { contact_api_id: 'cust-9999' } };
        const unknown = provider.createLink(nobody, call());
        if (wire.unknown_contact === 'ignore') await unknown;
        else expect((await failed(unknown)).kind).toBe('rejected');
      },
      wire,
    ),
  );
});
