import { describe, expect, it } from 'vitest';
import { allpay } from '../../lib/providers/allpay/index.ts';
import type { CreatedProviderLink, ProviderLinkRef } from '../../lib/providers/contract.ts';
import { fixtures } from '../../local/providers/allpay/fixtures.ts';
import type { AllpaySimulator } from '../../local/providers/allpay/index.ts';
import { allpayHarness } from './allpay-harness.ts';
import { failureOf, type Rig, withRig } from './harness.ts';

type AllpayRig = Rig<AllpaySimulator>;
type Wire = Readonly<Record<string, unknown>>;

const LAG_MS = 60_000;
const prn = '9826001234567890123';
const customer = { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' };

function rigged(name: string, work: (rig: AllpayRig) => Promise<void>, wire: Wire = {}): void {
  it(name, () => withRig(allpay, allpayHarness, work, wire));
}

const failed = (work: Promise<unknown> | undefined) => failureOf(Promise.resolve(work), allpayHarness);

/** A link that the lists tell. */
async function made(rig: AllpayRig): Promise<CreatedProviderLink & { ref: ProviderLinkRef }> {
  const created = await rig.provider.createLink(rig.input, rig.call());
  rig.clock.advance(LAG_MS);
  return { ...created, ref: rig.ref(created) };
}

function bodiesOf(sim: AllpaySimulator, operation: string): unknown[] {
  return sim.calls().flatMap((call) => (call.operation === operation ? [call.body] : []));
}

describe('the two keys', () => {
  it.each([
    ['apim_subscription_key', 'create'],
    ['subscription_key', 'create'],
    ['apim_subscription_key', 'checkAccount'],
    ['subscription_key', 'checkAccount'],
  ] as const)('a wrong %s at %s: credentials, and one call', (name, operation) =>
    withRig(allpay, allpayHarness, async ({ provider, sim, call, input }) => {
      const config = allpayHarness.config(sim, {});
      const credentials = { ...config.credentials, [name]: 'another' };
      const account = provider.openAccount({ ...config, credentials });
      const calls = { ...call(), account };
      const work =
        operation === 'create' ? provider.createLink(input, calls) : provider.checkAccount?.(calls);
      expect((await failed(work)).facts).toMatchObject({ kind: 'credentials', status: 401 });
      expect(sim.calls()).toHaveLength(1);
    }),
  );

  rigged('go with every call, and with a send too', async (rig) => {
    const { ref } = await made(rig);
    await rig.provider.sendLink?.(ref, { channels: ['email'], customer }, rig.call());
    await rig.provider.sweep?.({ openSince: 0 }, rig.call());
    for (const { headers, body } of rig.sim.calls()) {
      expect(headers['ocp-apim-subscription-key']).toBe('[secret]');
      expect(body).toMatchObject({ subscriptionKey: '[secret]' });
    }
  });

  rigged(
    'an organisation or a person that is not permitted: credentials',
    async ({ provider, sim, call, input }) => {
      const config = allpayHarness.config(sim, {});
      for (const name of ['organisation_id', 'organisation_person_id']) {
        const account = provider.openAccount({ ...config, settings: { ...config.settings, [name]: '7' } });
        const error = await failed(provider.createLink(input, { ...call(), account }));
        expect(error.facts).toMatchObject({ kind: 'credentials', status: 403 });
      }
    },
  );
});

describe('the gateway', () => {
  rigged(
    'with the quota used up: rate-limited, though it is a 403',
    async ({ provider, sim, call, input }) => {
      sim.act({ action: 'use_up_quota' });
      const error = await failed(provider.createLink(input, call()));
      expect(error.facts).toMatchObject({ kind: 'rate-limited', status: 403 });
    },
  );

  rigged('asked for a path that it does not know: bad-response', async (rig) => {
    const { provider, sim, call } = rig;
    const ref = { ...(await made(rig)).ref, providerLinkId: '884120' };
    const account = provider.openAccount(allpayHarness.configAt(`${sim.url}/moon`));
    expect((await failed(provider.checkAccount?.({ ...call(), account }))).kind).toBe('bad-response');
    // Above all no delete is taken for done.
    expect((await failed(provider.cancelLink?.(ref, { ...call(), account }))).kind).toBe('bad-response');
  });
});

describe('create', () => {
  rigged('by payment reference', async ({ provider, sim, call, input }) => {
    await provider.createLink({ ...input, options: { payment_reference_number: prn } }, call());
    expect(sim.ledger()[0]).toMatchObject({
      payment_reference_number: prn,
      client_reference: null,
      client_code: null,
    });
  });

  rigged(
    'of an account that is unknown: rejected where it is validated',
    async ({ provider, call, input, sim }) => {
      const unknown = { ...input, customer: { ...input.customer, reference: 'TEN0000' } };
      await provider.createLink({ ...unknown, validateAccount: false }, call());
      expect((await failed(provider.createLink({ ...unknown, validateAccount: true }, call()))).kind).toBe(
        'rejected',
      );
      expect(sim.ledger()).toHaveLength(1);
    },
  );

  rigged('sends nothing', async (rig) => {
    await made(rig);
    expect(rig.sim.ledger()[0]?.messages).toEqual([]);
    expect(rig.sent('send')).toBe(0);
  });

  rigged('one word for a name: refused before the network', async ({ provider, sim, call, input }) => {
    const error = await failed(
      provider.createLink({ ...input, customer: { name: 'Ada', reference: 'A1' } }, call()),
    );
    expect(error.facts).toMatchObject({
      kind: 'rejected',
      pointers: ['/customer/first_name', '/customer/last_name'],
    });
    expect(sim.calls()).toEqual([]);
  });
});

describe('the lists', () => {
  rigged(
    'are read pending first, then active, each in one exact request',
    async ({ provider, sim, call }) => {
      await provider.sweep?.({ openSince: 0 }, call());
      await provider.listLinks?.({}, call());
      const common = { method: 'POST', status: 200 };
      const key = { subscriptionKey: '[secret]' };
      const pending = { ...key, organisationPersonId: '20417' };
      const active = { ...key, organisationId: '1042' };
      const reads = [
        { ...common, path: '/GetPendingPaymentUrlsByOrg', body: pending },
        { ...common, path: '/GetActivePaymentUrls', body: active },
      ];
      expect(sim.calls()).toEqual([...reads, ...reads].map((read) => expect.objectContaining(read)));
    },
  );

  rigged('a link that moves between the reads is told once, as active', async (rig) => {
    const { providerUrl } = await made(rig);
    const { provider, sim, call } = rig;
    sim.fail({ operation: 'list_active', kind: 'slow', ms: 200 });
    const swept = provider.sweep?.({ openSince: 0 }, call());
    while (rig.sent('list_active') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    sim.act({ action: 'open', link: providerUrl });
    expect((await swept)?.links.map(({ observation }) => observation.providerStatus)).toEqual(['152']);
  });

  rigged('a sweep tells ids, urls and states of all, in one page', async (rig) => {
    const first = await made(rig);
    const second = await made(rig);
    rig.sim.act({ action: 'pay', link: second.providerUrl });
    const page = await rig.provider.sweep?.({ openSince: Date.now() }, rig.call());
    expect(page?.cursor).toBeUndefined();
    expect(page?.links).toMatchObject([
      { providerLinkId: '884120', providerUrl: first.providerUrl, observation: { status: 'active' } },
      {
        providerLinkId: '884121',
        providerUrl: second.providerUrl,
        observation: { status: 'paid', amountPaid: 8640, flags: ['amount_unconfirmed'] },
      },
    ]);
  });

  rigged(
    'a link in neither is not found: neither paid nor over',
    async (rig) => {
      const { ref, providerUrl } = await made(rig);
      rig.sim.act({ action: 'pay', link: providerUrl });
      expect((await failed(rig.provider.fetchLink?.(ref, rig.call()))).kind).toBe('not-found');
    },
    { paid_links_listed: false },
  );

  rigged('a link is found by its id, whatever its url', async (rig) => {
    const { ref } = await made(rig);
    const { providerUrl: _, ...urlless } = { ...ref, providerLinkId: '884120' };
    expect((await rig.provider.fetchLink?.(urlless, rig.call()))?.providerLinkId).toBe('884120');
    const another = { ...ref, providerLinkId: '1' };
    expect((await failed(rig.provider.fetchLink?.(another, rig.call()))).kind).toBe('not-found');
  });
});

describe('update', () => {
  rigged('is exactly this, with the id of the lists, and only what changes', async (rig) => {
    const { ref } = await made(rig);
    const { provider, sim, call } = rig;
    const money = { amount: 9500, currency: 'GBP' };
    await provider.updateLink?.(ref, { key: 'k', money, metadata: { a: 'b' } }, call());
    expect(bodiesOf(sim, 'update')).toEqual([
      { subscriptionKey: '[secret]', paymentUrlId: '884120', amount: 95 },
    ]);
    expect((await provider.fetchLink?.(ref, call()))?.money).toEqual(money);
  });

  rigged('changes every field that may be, there and back', async (rig) => {
    const { ref } = await made(rig);
    const { provider, sim, call } = rig;
    const toPayment = {
      key: 'a',
      customer: { name: 'Grace Brewster Hopper' },
      validateAccount: true,
      options: { payment_reference_number: prn, client_code: null },
    };
    await provider.updateLink?.(ref, toPayment, call());
    expect(sim.ledger()[0]).toMatchObject({
      first_name: 'Grace Brewster',
      last_name: 'Hopper',
      validated: true,
      payment_reference_number: prn,
      client_reference: null,
      client_code: null,
    });
    const known = { ...ref, providerLinkId: '884120', options: { payment_reference_number: prn } };
    const toClient = {
      key: 'b',
      customer: { reference: 'TEN7' },
      options: { payment_reference_number: null, first_name: 'Grace' },
    };
    await provider.updateLink?.(known, toClient, call());
    expect(sim.ledger()[0]).toMatchObject({
      first_name: 'Grace',
      payment_reference_number: null,
      client_reference: 'TEN7',
      client_code: 'RENT',
    });
    // Our reference goes on showing whose link it is.
    expect(sim.ledger()[0]?.our_reference).toBe(rig.input.reference);
  });

  rigged('of nothing that allpay has is no call', async (rig) => {
    const { ref } = await made(rig);
    await rig.provider.updateLink?.(ref, { key: 'k', description: 'New' }, rig.call());
    expect(rig.sim.calls()).toHaveLength(1);
  });

  rigged('lost: outcome-unknown, and the same once more is harmless', async (rig) => {
    const { ref } = await made(rig);
    const changes = { key: 'k', money: { amount: 1, currency: 'GBP' } };
    rig.sim.fail({ operation: 'update', kind: 'reset', when: 'after' });
    expect((await failed(rig.provider.updateLink?.(ref, changes, rig.call()))).kind).toBe('outcome-unknown');
    await rig.provider.updateLink?.(ref, changes, rig.call());
    expect(rig.sim.ledger()[0]?.amount).toBe(1);
  });
});

describe('a link that cannot be named or changed', () => {
  rigged('is told by no list yet: conflict, and nothing is written', async (rig) => {
    const { provider, call, input, ref, sent } = rig;
    const created = ref(await provider.createLink(input, call()));
    const changes = { key: 'k', validateAccount: true };
    expect((await failed(provider.updateLink?.(created, changes, call()))).kind).toBe('conflict');
    expect((await failed(provider.cancelLink?.(created, call()))).kind).toBe('conflict');
    expect([sent('update'), sent('delete')]).toEqual([0, 0]);
  });

  rigged('lists that fail: known that nothing was written', async (rig) => {
    const { ref } = await made(rig);
    for (const kind of ['html', 'reset', 'hang'] as const) {
      rig.sim.fail({ operation: 'list_active', kind });
      const error = await failed(rig.provider.cancelLink?.(ref, rig.call(AbortSignal.timeout(200))));
      expect([error.kind === 'outcome-unknown', error.knownNotDone]).toEqual([false, true]);
    }
    expect(rig.sent('delete')).toBe(0);
  });

  it.each(['open', 'download', 'pay'])('after %s: conflict', (action) =>
    withRig(allpay, allpayHarness, async (rig) => {
      const { ref, providerUrl } = await made(rig);
      rig.sim.act({ action, link: providerUrl });
      const changes = { key: 'k', validateAccount: true };
      for (const work of [
        rig.provider.updateLink?.(ref, changes, rig.call()),
        rig.provider.cancelLink?.(ref, rig.call()),
        rig.provider.deleteLink?.(ref, rig.call()),
      ])
        expect((await failed(work)).facts).toMatchObject({ kind: 'conflict', status: 409 });
      expect(rig.sim.ledger()[0]?.deleted_at).toBeNull();
    }),
  );
});

describe('delete', () => {
  rigged('is exactly this; once more by its id is done already', async (rig) => {
    const { ref } = await made(rig);
    const { provider, sim, call } = rig;
    await provider.cancelLink?.(ref, call());
    expect(bodiesOf(sim, 'delete')).toEqual([{ subscriptionKey: '[secret]', paymentUrlId: '884120' }]);
    expect(sim.ledger()[0]?.deleted_at).not.toBeNull();
    await provider.deleteLink?.({ ...ref, providerLinkId: '884120' }, call());
    expect((await failed(provider.fetchLink?.(ref, call()))).kind).toBe('not-found');
  });
});

describe('native sending', () => {
  it.each([
    [['email'], ['email ada@example.com']],
    [['sms'], ['sms 07700900123']],
    [
      ['sms', 'email'],
      ['email ada@example.com', 'sms 07700900123'],
    ],
  ] as const)('by %j is one call, and the link shows it', (channels, messages) =>
    withRig(allpay, allpayHarness, async (rig) => {
      const { ref } = await made(rig);
      const { provider, sim, call } = rig;
      await provider.sendLink?.(ref, { channels, customer }, call());
      const sent = sim.ledger()[0]?.messages.map(({ channel, to }) => `${channel} ${to}`);
      expect(sent?.sort()).toEqual(messages);
      const link = await provider.fetchLink?.(ref, call());
      expect(link?.observation).toMatchObject({ status: 'active', firstSentAt: rig.clock.now() });
      await provider.sendLink?.(ref, { channels, customer }, call());
      expect(sim.ledger()[0]?.messages).toHaveLength(2 * messages.length);
      expect(rig.sent('send')).toBe(2);
    }),
  );

  rigged('of a link that is paid: conflict; of one that is gone: not-found', async (rig) => {
    const paid = await made(rig);
    const gone = await made(rig);
    rig.sim.act({ action: 'pay', link: paid.providerUrl });
    rig.sim.act({ action: 'delete', link: gone.providerUrl });
    const message = { channels: ['email'] as const, customer };
    expect((await failed(rig.provider.sendLink?.(paid.ref, message, rig.call()))).kind).toBe('conflict');
    expect((await failed(rig.provider.sendLink?.(gone.ref, message, rig.call()))).kind).toBe('not-found');
  });

  it.each(['before', 'after'] as const)('lost %s the effect: outcome-unknown, and one call', (when) =>
    withRig(allpay, allpayHarness, async (rig) => {
      const { ref } = await made(rig);
      for (const fault of [{ kind: 'reset' }, { kind: 'status', status: 500 }] as const) {
        rig.sim.fail({ ...fault, operation: 'send', when });
        const error = await failed(rig.provider.sendLink?.(ref, { channels: ['sms'], customer }, rig.call()));
        expect(error.kind).toBe('outcome-unknown');
      }
      expect(rig.sent('send')).toBe(2);
    }),
  );

  rigged('to a number abroad is refused before the network', async (rig) => {
    const { ref } = await made(rig);
    const message = { channels: ['sms'] as const, customer: { phone: '+33612345678' } };
    const error = await failed(rig.provider.sendLink?.(ref, message, rig.call()));
    expect(error.facts).toMatchObject({ kind: 'rejected', pointers: ['/customer/phone'] });
    expect(rig.sent('send')).toBe(0);
  });
});

describe('recovery without created_by in the lists', () => {
  const wire = { created_by_listed: false };

  rigged(
    'goes by likeness: reference, amount, names and not before the attempt',
    async (rig) => {
      const { provider, clock, call, input, wanted } = rig;
      await provider.createLink(input, call());
      clock.advance(121_000);
      const search = wanted(input);
      const others = [
        { ...input, money: { amount: 8641, currency: 'GBP' } },
        { ...input, customer: { ...input.customer, reference: 'TEN0048214' } },
        { ...input, customer: { ...input.customer, name: 'Ada Kong Byron' } },
        { ...input, options: { client_code: 'RENT' } },
        { ...input, options: { payment_reference_number: prn } },
      ];
      for (const other of others) await provider.createLink(other, call());
      clock.advance(LAG_MS);
      expect(await provider.findByReference?.(search, call())).toEqual([]);
      await provider.createLink(input, call());
      clock.advance(LAG_MS);
      const found = await provider.findByReference?.(search, call());
      expect(found?.map(({ providerLinkId }) => providerLinkId)).toEqual(['884126']);
    },
    wire,
  );

  rigged(
    'several alike are told as several',
    async (rig) => {
      const { provider, clock, call, input, wanted } = rig;
      const search = wanted(input);
      for (let n = 0; n < 2; n += 1) await provider.createLink(input, call());
      clock.advance(LAG_MS);
      expect(await provider.findByReference?.(search, call())).toHaveLength(2);
    },
    wire,
  );
});

describe('every key of the wire profile that a client acts on', () => {
  const methods = {
    create: 'PUT',
    list_active: 'GET',
    list_pending: 'GET',
    update: 'PATCH',
    delete: 'DELETE',
    send: 'PUT',
  };
  it.each<[string, Wire]>([
    ['methods', { methods }],
    ['all by GET', { methods: Object.fromEntries(Object.keys(methods).map((name) => [name, 'GET'])) }],
    ['paths', { paths: { create: '/v2/links', list_pending: '/v2/pending', delete: '/v2/delete' } }],
    ['the header of the gateway', { apim_key_header: 'X-Gateway-Key' }],
    ['the generated key in a header', { subscription_key_in: 'header', subscription_key_header: 'X-Key' }],
    ['a key that a send needs', { send_requires_subscription_key: true }],
    ['pence', { amount_unit: 'minor' }],
    ['names', { names: { url: 'Link', payment_url_id: 'ID', amount: 'Total', subscription_key: 'Key' } }],
    ['an array for one link', { create_accepts_array: true }],
    ['lists in a wrapper', { list_property: 'Links' }],
    ['phones', { phone_format: 'e164' }],
    ['another success', { create_status: 201 }],
  ])('%s', (_, wire) =>
    withRig(
      allpay,
      allpayHarness,
      async (rig) => {
        const { ref, providerUrl } = await made(rig);
        const { provider, sim, call } = rig;
        const money = { amount: 4250, currency: 'GBP' };
        await provider.checkAccount?.(call());
        await provider.updateLink?.(ref, { key: 'k', money, validateAccount: true }, call());
        expect(await provider.fetchLink?.(ref, call())).toMatchObject({ providerUrl, money });
        const second = await made({ ...rig, input: { ...rig.input, reference: 'B'.repeat(28) } });
        await provider.sendLink?.(second.ref, { channels: ['sms', 'email'], customer }, call());
        await provider.cancelLink?.(ref, call());
        expect(sim.ledger()).toMatchObject([
          { amount: 4250, validated: true, state: expect.stringContaining('delete') },
          { messages: [expect.anything(), expect.anything()], deleted_at: null },
        ]);
        const shown = JSON.stringify(sim.calls());
        for (const secret of [fixtures.subscriptionKey, fixtures.apimSubscriptionKey])
          expect(shown).not.toContain(secret);
      },
      wire,
    ),
  );

  rigged(
    'a link that is active from the start shows as sent',
    async (rig) => {
      const { ref } = await made(rig);
      expect((await rig.provider.fetchLink?.(ref, rig.call()))?.observation).toMatchObject({
        providerStatus: '151',
        status: 'active',
      });
    },
    { created_in: 'active' },
  );

  rigged(
    'refusals by other numbers',
    async (rig) => {
      const { ref, providerUrl } = await made(rig);
      const { provider, sim, call, input } = rig;
      const unknown = {
        ...input,
        validateAccount: true,
        customer: { ...input.customer, reference: 'T0000' },
      };
      expect((await failed(provider.createLink(unknown, call()))).facts).toMatchObject({
        kind: 'rejected',
        status: 422,
      });
      sim.act({ action: 'open', link: providerUrl });
      expect((await failed(provider.cancelLink?.(ref, call()))).facts).toMatchObject({
        kind: 'conflict',
        status: 422,
      });
      await provider.cancelLink?.({ ...ref, providerLinkId: '1' }, call());
    },
    { validation_status: 422, state_conflict_status: 422, not_found_status: 410 },
  );
});

describe('money', () => {
  rigged('goes out and comes back exact', async (rig) => {
    const { provider, sim, clock, call, input, ref } = rig;
    for (const amount of [1, 7, 10, 29, 57, 100, 1999, 399_999, 400_000]) {
      const created = await provider.createLink({ ...input, money: { amount, currency: 'GBP' } }, call());
      clock.advance(LAG_MS);
      expect(sim.ledger().at(-1)?.amount).toBe(amount);
      expect((await provider.fetchLink?.(ref(created), call()))?.money?.amount).toBe(amount);
    }
  });
});

/** Each override on both sides: what the one assumes the other must be able to live with. */
describe('wire profile', () => {
  const overrides: Record<string, unknown>[] = [
    { subscription_key_in: 'header' },
    { send_requires_subscription_key: true },
    { amount_unit: 'minor' },
    { max_amount_minor: 8640 },
    { create_accepts_array: true },
    { list_property: 'links' },
    { organisation_name_max: 60 },
    { client_code_max: 4, name_max: 8 },
    { created_by_max: 37 },
    { created_by_listed: false },
    { created_by_listed: false, match_skew_seconds: 0 },
    { phone_format: 'e164' },
    { email_max: 15 },
    { default_validated: false },
    { create_status: 201 },
    { validation_status: 422 },
    { bad_key_status: 418 },
    { forbidden_status: 451 },
    { not_found_status: 410 },
    { state_conflict_status: 423 },
    { created_in: 'active' },
    { open_moves_to_active: false },
    { paid_links_listed: false },
    { send_sets_status: 152 },
    { list_lag_seconds: 0 },
  ];

  it.each(overrides)('%j', (wire) =>
    withRig(
      allpay,
      allpayHarness,
      async (rig) => {
        const { provider, sim, clock, call, input, wanted } = rig;
        const pending = wire.created_in !== 'active';
        const search = wanted(input);
        const { ref, providerUrl } = await made(rig);
        const found = await provider.findByReference?.(search, call());
        expect(found).toMatchObject([{ providerUrl, money: input.money }]);
        expect((await provider.sweep?.({ openSince: 0 }, call()))?.links).toHaveLength(1);

        const money = { amount: 101, currency: 'GBP' };
        const cheaper = provider.updateLink?.(ref, { key: 'k', money }, call());
        if (pending) await cheaper;
        else expect((await failed(cheaper)).kind).toBe('conflict');
        await provider.sendLink?.(ref, { channels: ['email', 'sms'], customer }, call());
        const sent = (await provider.fetchLink?.({ ...ref, money }, call()))?.observation;
        expect(sent).toMatchObject({
          status: 'active',
          providerStatus: String(wire.send_sets_status ?? 151),
        });
        expect((await failed(provider.updateLink?.(ref, { key: 'l', money }, call()))).kind).toBe('conflict');

        sim.act({ action: 'pay', link: providerUrl });
        const read = provider.fetchLink?.(ref, call());
        if (wire.paid_links_listed === false) expect((await failed(read)).kind).toBe('not-found');
        else expect((await read)?.observation.status).toBe('paid');

        const other = { ...input, reference: `${input.reference.slice(0, -1)}B` };
        const second = rig.ref(await provider.createLink(other, call()));
        clock.advance(LAG_MS);
        const [listed] =
          (await provider.findByReference?.({ input: other, attemptedAt: clock.now() - LAG_MS }, call())) ??
          [];
        const named = { ...second, providerLinkId: listed?.providerLinkId ?? null };
        if (pending) {
          await provider.deleteLink?.(named, call());
          await provider.deleteLink?.(named, call());
          expect((await failed(provider.fetchLink?.(named, call()))).kind).toBe('not-found');
        } else expect((await failed(provider.deleteLink?.(named, call()))).kind).toBe('conflict');

        const config = allpayHarness.config(sim, wire);
        const credentials = { ...config.credentials, subscription_key: 'another' };
        const account = provider.openAccount({ ...config, credentials });
        expect((await failed(provider.checkAccount?.({ ...call(), account }))).kind).toBe('credentials');
      },
      wire,
    ),
  );
});
