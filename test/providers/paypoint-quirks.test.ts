import { describe, expect, it } from 'vitest';
import type { ListFilter, NewProviderLink, ProviderLinkRef } from '../../lib/providers/contract.ts';
import { paypoint } from '../../lib/providers/paypoint/index.ts';
import { PAYPOINT_PROFILE } from '../../lib/providers/paypoint/profile.ts';
import { fixtures } from '../../local/providers/paypoint/fixtures.ts';
import type { PaypointSimulator } from '../../local/providers/paypoint/index.ts';
import { fileOf } from '../support/batch-file.ts';
import { failureOf, numbered, type Rig, withRig } from './harness.ts';
import { paypointHarness } from './paypoint-harness.ts';

type PaypointRig = Rig<PaypointSimulator>;

const LAG_MS = 31_000;

function rigged(
  name: string,
  work: (rig: PaypointRig) => Promise<void>,
  wire: Readonly<Record<string, unknown>> = {},
): void {
  it(name, () => withRig(paypoint, paypointHarness, work, wire));
}

const failed = (work: Promise<unknown> | undefined) => failureOf(Promise.resolve(work), paypointHarness);

/** One link that the lists tell already. */
async function made(rig: PaypointRig, change: Partial<NewProviderLink> = {}): Promise<ProviderLinkRef> {
  const created = await rig.provider.createLink({ ...rig.input, ...change }, rig.call());
  rig.clock.advance(LAG_MS);
  return rig.ref(created, { ...rig.input, ...change });
}

function callsOf({ sim }: PaypointRig, operation: string) {
  return sim.calls().filter((call) => call.operation === operation);
}

const bodyOf = (rig: PaypointRig, operation: string) => callsOf(rig, operation).at(-1)?.body;
const pathsOf = (rig: PaypointRig, operation: string) => callsOf(rig, operation).map(({ path }) => path);

/** The same connection without its second key, or with other keys. */
function accountWith(rig: PaypointRig, credentials: Readonly<Record<string, string>>) {
  return rig.provider.openAccount({ ...paypointHarness.config(rig.sim, {}), credentials });
}

describe('keys', () => {
  rigged('both go with every call of the API, and a third never', async (rig) => {
    await rig.provider.checkAccount?.(rig.call());
    expect(rig.sim.calls().map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/paybylink/v1/batches?PageNumber=1'],
    ]);
    const [{ headers = {} } = {}] = rig.sim.calls();
    expect(headers['ocp-apim-subscription-key']).toBe('[secret]');
    expect(headers['x-api-key']).toBe('[secret]');
    expect(headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['another subscription key', { subscription_key: 'other', api_key: fixtures.apiKey }],
    ['another second key', { subscription_key: fixtures.subscriptionKey, api_key: 'other' }],
    ['no second key where one is demanded', { subscription_key: fixtures.subscriptionKey }],
  ])('%s: 401, credentials', (_, credentials) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const account = accountWith(rig, { ...credentials });
      const error = await failed(rig.provider.checkAccount?.({ ...rig.call(), account }));
      expect(error.facts).toMatchObject({ kind: 'credentials', status: 401 });
    }),
  );

  rigged('a used-up quota is no refusal of the keys', async (rig) => {
    rig.sim.fail({ operation: 'batch_list', kind: 'status', status: 403, retry_after: 60 });
    expect((await failed(rig.provider.checkAccount?.(rig.call()))).kind).toBe('rate-limited');
  });
});

describe('a request for payment', () => {
  rigged('leads to its long url, and keeps the short one, which leads there too', async (rig) => {
    const ref = await made(rig);
    const [theirs] = rig.sim.ledger();
    expect(ref.providerUrl).toBe(theirs?.url);
    expect(ref.providerUrl).toMatch(/\/paybylink\/[0-9a-f-]{36}$/);
    const link = await rig.provider.fetchLink?.(ref, rig.call());
    const short = String(link?.providerData?.short_url);
    expect(short).toMatch(/\/[A-Za-z0-9]{8}$/);
    const redirect = await fetch(short, { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, ref.providerUrl]);
  });

  rigged('with a passphrase asks the payer for it before anything else', async (rig) => {
    const { description: _, ...wordless } = rig.input;
    const input = { ...wordless, options: { passphrase: 'marigold' } };
    const created = await rig.provider.createLink(input, rig.call());
    expect(bodyOf(rig, 'create')).toMatchObject({ Passphrase: '[secret]' });
    expect(bodyOf(rig, 'create')).not.toHaveProperty('Reason');
    const page = await (await fetch(created.providerUrl)).text();
    expect(page).toContain('name="passphrase"');
    expect(page).not.toContain('42.50');
    const say = (passphrase: string) =>
      fetch(created.providerUrl, { method: 'POST', body: new URLSearchParams({ passphrase }) });
    expect((await say('daffodil')).status).toBe(403);
    expect(await (await say('marigold')).text()).toContain('42.50');
    rig.clock.advance(LAG_MS);
    const link = await rig.provider.fetchLink?.(rig.ref(created, input), rig.call());
    expect(JSON.stringify(link)).not.toContain('marigold');
  });

  it.each<[string, Partial<NewProviderLink>, object]>([
    ['the name, split at its last word', {}, { FirstName: 'Ada King', LastName: 'Byron', Title: 'Dr' }],
    [
      'names of their own',
      { customer: { firstName: 'Ada', lastName: 'King Byron', phone: '+447700900123', reference: 'A' } },
      { FirstName: 'Ada', LastName: 'King Byron' },
    ],
    [
      'the options before both',
      { options: { first_name: 'Augusta', last_name: 'Lovelace' } },
      { FirstName: 'Augusta', LastName: 'Lovelace' },
    ],
  ])('names its customer by %s', (_, change, expected) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      await rig.provider.createLink({ ...rig.input, ...change }, rig.call());
      expect(bodyOf(rig, 'create')).toMatchObject({ Customer: expected });
    }),
  );

  rigged('stands on the merchant’s reference where the customer has none', async (rig) => {
    const { reference: _, ...customer } = rig.input.customer;
    await rig.provider.createLink({ ...rig.input, customer }, rig.call());
    expect(bodyOf(rig, 'create')).toMatchObject({ AccountReference: 'INV-1001' });
  });

  it.each([
    [undefined, 'None', []],
    [[], 'None', []],
    [['sms'], 'Sms', ['sms']],
    [['email'], 'Email', ['email']],
    [['sms', 'email'], 'Both', ['sms', 'email']],
  ] as const)('sent by %j at creation: SendMethod %s, one message each', (sendBy, word, channels) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const ref = await made(rig, sendBy === undefined ? {} : { sendBy });
      expect(bodyOf(rig, 'create')).toMatchObject({ SendMethod: word });
      expect(rig.sim.ledger()[0]?.messages.map(({ channel }) => channel)).toEqual(channels);
      const { observation } = (await rig.provider.fetchLink?.(ref, rig.call())) ?? {};
      expect(observation?.firstSentAt).toBe(
        channels.length > 0 ? Date.parse('2026-03-02T09:15:04Z') : undefined,
      );
    }),
  );

  it.each([
    ['never', []],
    ['always', ['sms']],
  ] as const)('where the account sends %s there is no SendMethod at all', (native_send, channels) =>
    withRig(
      paypoint,
      paypointHarness,
      async (rig) => {
        const input: NewProviderLink = { ...rig.input, sendBy: native_send === 'always' ? ['sms'] : [] };
        await rig.provider.createLink(input, rig.call());
        expect(bodyOf(rig, 'create')).not.toHaveProperty('SendMethod');
        expect(rig.sim.ledger()[0]?.messages.map(({ channel }) => channel)).toEqual(channels);
      },
      { native_send },
    ),
  );

  rigged('made twice under one reference is one, and adopted once it is listed', async (rig) => {
    const first = await rig.provider.createLink(rig.input, rig.call());
    expect((await failed(rig.provider.createLink(rig.input, rig.call()))).kind).toBe('conflict');
    rig.clock.advance(LAG_MS);
    expect(await rig.provider.createLink(rig.input, rig.call())).toMatchObject(first);
    expect(rig.sim.ledger()).toHaveLength(1);
  });

  rigged('that is taken, but cannot be looked for, is not known', async (rig) => {
    await made(rig);
    rig.sim.fail({ operation: 'list', kind: 'status', status: 503 });
    const error = await failed(rig.provider.createLink(rig.input, rig.call()));
    expect([error.kind, error.knownNotDone]).toEqual(['outcome-unknown', false]);
  });

  rigged('answered 202 was not done as promised: it is not known', async (rig) => {
    rig.sim.fail({ operation: 'create', kind: 'status', status: 202, when: 'after' });
    expect((await failed(rig.provider.createLink(rig.input, rig.call()))).kind).toBe('outcome-unknown');
    rig.clock.advance(LAG_MS);
    expect(await rig.provider.findByReference?.(rig.wanted(rig.input), rig.call())).toHaveLength(1);
  });

  it.each<[string, Partial<NewProviderLink>, string[]]>([
    ['euros', { money: { amount: 1, currency: 'EUR' } }, ['/currency']],
    ['nothing', { money: { amount: 0, currency: 'GBP' } }, ['/amount']],
    ['too much', { money: { amount: 100_000_000, currency: 'GBP' } }, ['/amount']],
    ['no reason', { description: '', options: {} }, ['/description']],
    ['a reason too long', { description: 'x'.repeat(101) }, ['/description']],
    [
      'one word',
      { customer: { name: 'Ada', phone: '+447700900123', reference: 'A' } },
      ['/customer/first_name', '/customer/last_name'],
    ],
    ['no phone', { customer: { name: 'Ada Byron', reference: 'A' } }, ['/customer/phone']],
    [
      'a landline',
      { customer: { name: 'Ada Byron', reference: 'A', phone: '+442079460123' } },
      ['/customer/phone'],
    ],
    [
      'another country',
      { customer: { name: 'Ada Byron', reference: 'A', phone: '+33612345678' } },
      ['/customer/phone'],
    ],
    [
      'an account that is none',
      { customer: { name: 'Ada Byron', phone: '+447700900123', reference: 'A/1' } },
      ['/customer/reference'],
    ],
    [
      'an email by nobody’s address',
      { sendBy: ['email'], customer: { name: 'Ada Byron', phone: '+447700900123', reference: 'A' } },
      ['/customer/email'],
    ],
    ['methods', { methods: { card: true } }, ['/methods']],
    ['account validation', { validateAccount: true }, ['/validate_account']],
    ['an option unheard of', { options: { repayment_plan: 'weekly' } }, ['/provider_options/repayment_plan']],
  ])('of %s is not even sent', (_, change, pointers) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const { facts } = await failed(rig.provider.createLink({ ...rig.input, ...change }, rig.call()));
      expect([facts.kind, facts.pointers]).toEqual(['rejected', pointers]);
      expect(rig.sim.calls()).toEqual([]);
    }),
  );

  rigged('of nobody’s account is not even sent', async (rig) => {
    const { merchantReference: _, ...input } = rig.input;
    const customer = { name: 'Ada Byron', phone: '+447700900123' };
    const { facts } = await failed(rig.provider.createLink({ ...input, customer }, rig.call()));
    expect([facts.kind, facts.pointers]).toEqual(['rejected', ['/customer/reference']]);
    expect(rig.sim.calls()).toEqual([]);
  });
});

describe('part payment', () => {
  rigged('is told as it grows, until it is paid', async (rig) => {
    const ref = await made(rig);
    const read = async () => (await rig.provider.fetchLink?.(ref, rig.call()))?.observation;
    const link = ref.providerUrl ?? '';
    rig.sim.act({ action: 'partial', link, amount: 1 });
    expect(await read()).toMatchObject({ status: 'partially_paid', amountPaid: 1 });
    rig.sim.act({ action: 'partial', link, amount: 4248 });
    expect(await read()).toMatchObject({ status: 'partially_paid', amountPaid: 4249 });
    rig.sim.act({ action: 'partial', link, amount: 1 });
    expect(await read()).toMatchObject({ status: 'paid', amountPaid: 4250 });
  });

  rigged('leaves the rest to be cancelled, and its money told', async (rig) => {
    const ref = await made(rig);
    rig.sim.act({ action: 'partial', link: ref.providerUrl ?? '', amount: 1000 });
    await rig.provider.cancelLink?.(ref, rig.call());
    expect((await rig.provider.fetchLink?.(ref, rig.call()))?.observation).toMatchObject({
      status: 'cancelled',
      amountPaid: 1000,
    });
  });
});

describe('a status update', () => {
  rigged('sends id and word, in path and body; cancelled again is cancelled', async (rig) => {
    const ref = await made(rig);
    await rig.provider.cancelLink?.(ref, rig.call());
    await rig.provider.cancelLink?.(ref, rig.call());
    expect(callsOf(rig, 'update').map(({ method, path, body }) => [method, path, body])).toEqual(
      Array(2).fill([
        'PUT',
        `/paybylink/v1/requests/${ref.providerLinkId}`,
        { RequestId: ref.providerLinkId, Status: 'Cancelled' },
      ]),
    );
    expect((await fetch(ref.providerUrl ?? '')).status).toBe(410);
  });

  it.each(['pay', 'expire'])('of a link that is over (%s) is a conflict', (action) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const ref = await made(rig);
      rig.sim.act({ action, link: ref.providerUrl ?? '' });
      expect((await failed(rig.provider.cancelLink?.(ref, rig.call()))).facts).toMatchObject({
        kind: 'conflict',
        status: 409,
      });
    }),
  );

  rigged('of what there is not: not-found, and without an id not even sent', async (rig) => {
    const ref = { money: rig.input.money, options: {} };
    const unknown = { ...ref, providerLinkId: '6f0d9a52-3c1e-4b87-9d24-7a5e8c10b3f6' };
    expect((await failed(rig.provider.cancelLink?.(unknown, rig.call()))).kind).toBe('not-found');
    expect((await failed(rig.provider.cancelLink?.({ ...ref, providerLinkId: null }, rig.call()))).kind).toBe(
      'not-found',
    );
    expect(callsOf(rig, 'update')).toHaveLength(1);
  });

  rigged(
    'that the account may not make is a conflict, not even sent',
    async (rig) => {
      const ref = await made(rig);
      expect((await failed(rig.provider.cancelLink?.(ref, rig.call()))).kind).toBe('conflict');
      expect(callsOf(rig, 'update')).toEqual([]);
      expect(rig.provider.limitsOf(rig.call().account).closable).toBe('never');
    },
    { update_statuses: ['Paused'] },
  );
});

describe('the list', () => {
  async function three(rig: PaypointRig): Promise<ProviderLinkRef[]> {
    const refs: ProviderLinkRef[] = [];
    for (const n of [0, 1, 2]) {
      const input = {
        ...numbered(rig.input, n),
        money: { amount: 1000 + n, currency: 'GBP' },
        customer: {
          name: ['Ada Byron', 'Ada Lovelace', 'Mary Somerville'][n] ?? '',
          phone: `+44770090012${n}`,
          email: `n${n}@example.com`,
          reference: `ACC-${n}`,
        },
      };
      refs.push(rig.ref(await rig.provider.createLink(input, rig.call()), input));
      rig.clock.advance(1000);
    }
    rig.clock.advance(LAG_MS);
    return refs;
  }

  const idsBy = async ({ provider, call }: PaypointRig, filter: ListFilter) =>
    (await provider.listLinks?.(filter, call()))?.links.map(({ providerLinkId }) => providerLinkId);

  it.each<[Record<string, string>, string, number[]]>([
    [
      { client_transaction_ref: '01KJQ4T7B0Z3V5N8X2C6D9F1GH01' },
      'ClientTransactionRef=01KJQ4T7B0Z3V5N8X2C6D9F1GH01',
      [1],
    ],
    [{ account_reference: 'ACC-2' }, 'AccountReference=ACC-2', [2]],
    [{ amount: '1001' }, 'Amount=10.01', [1]],
    [{ amount: '1000' }, 'Amount=10', [0]],
    [{ mobile_number: '+447700900120' }, 'MobileNumber=07700900120', [0]],
    [{ email_address: 'N2@EXAMPLE.COM' }, 'EmailAddress=N2%40EXAMPLE.COM', [2]],
    [{ status: 'created' }, 'Status=created', [2, 1, 0]],
    [{ customer_name: 'ada' }, 'CustomerName=ada', [1, 0]],
    [{ customer_name: 'ada', amount: '1001' }, 'Amount=10.01&CustomerName=ada', [1]],
    [{ customer_name: 'nobody' }, 'CustomerName=nobody', []],
  ])('by %j asks for %s', (filters, query, found) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const refs = await three(rig);
      expect(await idsBy(rig, { filters })).toEqual(found.map((n) => refs[n]?.providerLinkId));
      expect(pathsOf(rig, 'list')).toEqual([`/paybylink/v1/requests?${query}`]);
    }),
  );

  rigged('by an id, a word and a day', async (rig) => {
    const refs = await three(rig);
    expect(await idsBy(rig, { filters: { request_id: refs[1]?.providerLinkId ?? '' } })).toEqual([
      refs[1]?.providerLinkId,
    ]);
    expect(await idsBy(rig, { keyword: 'Lovelace' })).toEqual([refs[1]?.providerLinkId]);
    const createdFrom = Date.parse('2026-03-02T09:15:05Z');
    expect(await idsBy(rig, { keyword: 'a', createdFrom, sort: 'created_at' })).toEqual(
      refs.slice(1).map(({ providerLinkId }) => providerLinkId),
    );
    expect(await idsBy(rig, { keyword: 'a', createdTo: createdFrom })).toHaveLength(2);
  });

  it.each<[ListFilter, string[]]>([
    [{}, ['/keyword']],
    [{ keyword: '' }, ['/keyword']],
    [{ filters: { customer_name: '' } }, ['/keyword']],
    [{ keyword: 'a', filters: { moon: 'full' } }, ['/provider_options/moon']],
    [{ filters: { amount: '10.01' } }, ['/provider_options/amount']],
    [{ keyword: 'a', sort: 'amount' }, ['/sort']],
    [
      { keyword: 'a', bookingExists: true, includeChildOrganisations: true },
      ['/booking_exists', '/include_child_organisations'],
    ],
  ])('%j is not even sent', (filter, pointers) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const { facts } = await failed(rig.provider.listLinks?.(filter, rig.call()));
      expect([facts.kind, facts.pointers]).toEqual(['rejected', pointers]);
      expect(rig.sim.calls()).toEqual([]);
    }),
  );

  rigged(
    'may be of everything where the account has no such rule',
    async (rig) => {
      await three(rig);
      expect(await idsBy(rig, {})).toHaveLength(3);
      expect(pathsOf(rig, 'list')).toEqual(['/paybylink/v1/requests']);
    },
    { list_needs_parameter: false },
  );

  rigged('reads one link by our reference, and by its id where a person named it', async (rig) => {
    const [ref] = await three(rig);
    if (!ref) throw new Error('none was made');
    await rig.provider.fetchLink?.(ref, rig.call());
    await rig.provider.fetchLink?.({ ...ref, reference: 'another' }, rig.call());
    expect(pathsOf(rig, 'list')).toEqual([
      `/paybylink/v1/requests?ClientTransactionRef=${ref.reference}`,
      '/paybylink/v1/requests?ClientTransactionRef=another',
      `/paybylink/v1/requests?RequestId=${ref.providerLinkId}`,
    ]);
  });

  rigged('that does not tell a link has not found it, whatever became of it', async (rig) => {
    const [ref] = await three(rig);
    if (!ref) throw new Error('none was made');
    rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '' });
    rig.sim.act({ action: 'delete', link: ref.providerUrl ?? '' });
    expect((await failed(rig.provider.fetchLink?.(ref, rig.call()))).kind).toBe('not-found');
    expect(await rig.provider.findByReference?.(rig.wanted(rig.input), rig.call())).toEqual([]);
  });
});

describe('the batch service', () => {
  const rows = (input: NewProviderLink) => [
    { ...numbered(input, 0), money: { amount: 1, currency: 'GBP' }, sendBy: ['sms'] as const },
    {
      ...numbered(input, 1),
      money: { amount: 10_010, currency: 'GBP' },
      description: 'Rent, "March"\r\nand more',
    },
    { ...numbered(input, 2), money: { amount: 99_999_999, currency: 'GBP' } },
  ];

  function batchesOf({ provider }: PaypointRig) {
    if (!provider.batches) throw new Error('there is no batch service');
    return provider.batches;
  }

  rigged('from end to end: file, place, upload, confirm, status, list, failed rows, links', async (rig) => {
    const { sim, clock, call, input, provider } = rig;
    const batches = batchesOf(rig);
    // The second row's reference is taken already.
    await provider.createLink(numbered(input, 1), call());
    const file = fileOf(batches, rows(input), call().account);
    const { batchId, uploadUrl } = await batches.request('march-rent.csv', call());
    expect(await batches.fetch(batchId, call())).toMatchObject({ state: 'waiting' });
    expect((await failed(batches.confirm(batchId, call()))).kind).toBe('conflict');

    await batches.upload(uploadUrl, new TextEncoder().encode('not this one'), call());
    await batches.upload(uploadUrl, file, call());
    expect(await batches.fetch(batchId, call())).toMatchObject({ state: 'uploaded' });
    expect(sim.ledger()).toHaveLength(1);

    expect(await batches.confirm(batchId, call())).toEqual({ batchId, state: 'running' });
    expect(await batches.confirm(batchId, call())).toEqual({ batchId, state: 'running' });
    expect((await failed(batches.failures(batchId, call()))).kind).toBe('conflict');
    clock.advance(2000);
    const done = {
      batchId,
      state: 'done_with_errors',
      fileName: 'march-rent.csv',
      total: 3,
      processed: 3,
      failed: 1,
    };
    expect(await batches.fetch(batchId, call())).toEqual(done);
    expect(await batches.list(1, call())).toEqual({ batches: [done], last: true });
    expect(await batches.failures(batchId, call())).toEqual([
      { row: 2, reference: numbered(input, 1).reference, code: 'provider_rejected' },
    ]);

    clock.advance(LAG_MS);
    for (const [index, row] of rows(input).entries()) {
      const [link] = (await provider.findByReference?.(rig.wanted(row), call())) ?? [];
      expect(link?.money).toEqual(index === 1 ? input.money : row.money);
      expect(link?.providerData?.batch_id).toBe(index === 1 ? undefined : batchId);
    }
    expect(sim.ledger().map(({ messages }) => messages.length)).toEqual([0, 1, 0]);
  });

  rigged('is exactly these requests', async (rig) => {
    const { sim, clock, call, input } = rig;
    const batches = batchesOf(rig);
    const { batchId, uploadUrl } = await batches.request('march-rent.csv', call());
    await batches.upload(uploadUrl, fileOf(batches, rows(input).slice(1, 2), call().account), call());
    await batches.confirm(batchId, call());
    clock.advance(2000);
    await batches.fetch(batchId, call());
    await batches.list(2, call());
    await batches.failures(batchId, call());
    const place = new URL(uploadUrl).pathname;
    expect(sim.calls().map(({ method, path, body }) => [method, path.replace(/\?sv=.*/, ''), body])).toEqual([
      ['POST', '/paybylink/v1/batches', { FileName: 'march-rent.csv' }],
      [
        'PUT',
        place,
        'ClientTransactionRef,Amount,AccountReference,Reason,Passphrase,Title,FirstName,LastName,MobileNumber,EmailAddress,SendMethod\r\n' +
          '01KJQ4T7B0Z3V5N8X2C6D9F1GH01,100.10,ACC-204417,"Rent, ""March""\r\nand more",,Dr,Ada King,Byron,07700900123,ada@example.com,None\r\n',
      ],
      ['POST', `/paybylink/v1/batches/${batchId}/confirm`, { BatchId: batchId }],
      ['GET', `/paybylink/v1/batches/${batchId}`, null],
      ['GET', '/paybylink/v1/batches?PageNumber=2', null],
      ['GET', `/paybylink/v1/batches/${batchId}/failures`, null],
    ]);
    const headers = callsOf(rig, 'batch_upload')[0]?.headers ?? {};
    expect(headers).toMatchObject({
      'x-ms-blob-type': 'BlockBlob',
      'content-type': 'text/csv; charset=utf-8',
    });
    expect(Object.keys(headers).filter((name) => /key|auth/.test(name))).toEqual([]);
  });

  rigged(
    'is listed newest first, over pages',
    async (rig) => {
      const { clock, call } = rig;
      const batches = batchesOf(rig);
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        ids.unshift((await batches.request(`${n}.csv`, call())).batchId);
        clock.advance(1000);
      }
      const listed: string[] = [];
      for (let page = 1; page < 9; page += 1) {
        const { batches: found, last } = await batches.list(page, call());
        listed.push(...found.map(({ batchId }) => batchId));
        if (last) break;
      }
      expect(listed).toEqual(ids);
      expect(callsOf(rig, 'batch_list')).toHaveLength(3);
    },
    { batch_page_size: 2 },
  );

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['not UTF-8', new Uint8Array([0xff, 0xfe, 0x41])],
    ['another header', 'Reference,Amount\r\n1,2\r\n'],
    ['nothing', ''],
  ])('a file that is %s fails as a whole and makes nothing', (_, text) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const { sim, clock, call } = rig;
      const batches = batchesOf(rig);
      const { batchId, uploadUrl } = await batches.request('odd.csv', call());
      await batches.upload(
        uploadUrl,
        typeof text === 'string' ? new TextEncoder().encode(text) : text,
        call(),
      );
      await batches.confirm(batchId, call());
      clock.advance(2000);
      expect((await batches.fetch(batchId, call())).state).toBe('failed');
      expect(sim.ledger()).toEqual([]);
    }),
  );

  rigged('only the failed rows go into a new batch, under their own references', async (rig) => {
    const { sim, clock, call, input } = rig;
    const batches = batchesOf(rig);
    const run = async (file: Uint8Array) => {
      const { batchId, uploadUrl } = await batches.request('rows.csv', call());
      await batches.upload(uploadUrl, file, call());
      await batches.confirm(batchId, call());
      clock.advance(2000);
      return { ...(await batches.fetch(batchId, call())), failures: await batches.failures(batchId, call()) };
    };
    const good = fileOf(batches, rows(input), call().account);
    const text = new TextDecoder().decode(good).replace('100.10,', '0.00,');
    expect(await run(new TextEncoder().encode(text))).toMatchObject({
      state: 'done_with_errors',
      failures: [{ row: 2, reference: numbered(input, 1).reference }],
    });
    expect(await run(fileOf(batches, rows(input).slice(1, 2), call().account))).toMatchObject({
      state: 'done',
      failures: [],
    });
    expect(sim.ledger()).toHaveLength(3);
  });

  rigged('an upload place that is used up asks for a new batch', async (rig) => {
    const { clock, call, input } = rig;
    const batches = batchesOf(rig);
    const file = fileOf(batches, rows(input), call().account);
    const { batchId, uploadUrl } = await batches.request('late.csv', call());
    const altered = uploadUrl.replace(/sig=../, 'sig=AA');
    expect((await failed(batches.upload(altered, file, call()))).kind).toBe('conflict');
    clock.advance(3_600_000);
    const late = await failed(batches.upload(uploadUrl, file, call()));
    expect([late.kind, late.facts.status]).toEqual(['conflict', 403]);
    expect((await batches.fetch(batchId, call())).state).toBe('waiting');
  });

  it.each([
    ['request', 'batch_create'],
    ['upload', 'batch_upload'],
    ['confirm', 'batch_confirm'],
  ] as const)('a %s whose answer is lost is not known, and can be made again', (_, operation) =>
    withRig(paypoint, paypointHarness, async (rig) => {
      const { sim, clock, call, input } = rig;
      const batches = batchesOf(rig);
      const again = async <T>(at: typeof operation, work: () => Promise<T>): Promise<T> => {
        if (at === operation) {
          sim.fail({ operation, kind: 'reset', when: 'after' });
          expect((await failed(work())).kind).toBe('outcome-unknown');
        }
        return work();
      };
      const { batchId, uploadUrl } = await again('batch_create', () => batches.request('lost.csv', call()));
      const file = fileOf(batches, rows(input), call().account);
      await again('batch_upload', () => batches.upload(uploadUrl, file, call()));
      await again('batch_confirm', () => batches.confirm(batchId, call()));
      clock.advance(2000);
      expect(await batches.fetch(batchId, call())).toMatchObject({ state: 'done', processed: 3 });
      expect(sim.ledger()).toHaveLength(3);
    }),
  );

  rigged('of an id that there is not: not-found', async (rig) => {
    const batches = batchesOf(rig);
    const id = 'b1c7e0d4-58f2-4a36-8e9b-02d4f6a81c53';
    for (const run of [batches.fetch, batches.confirm, batches.failures]) {
      expect((await failed(run(id, rig.call()))).kind).toBe('not-found');
    }
  });

  rigged(
    'limits are refused before the network, by row and field',
    async (rig) => {
      const { sim, call, input } = rig;
      const batches = batchesOf(rig);
      const { account } = call();
      const refused = (links: readonly NewProviderLink[]) =>
        failed(Promise.resolve().then(() => fileOf(batches, links, account)));
      const file = batches.beginFile(account);
      expect([...rows(input), input].map((link) => file.add(link))).toEqual([true, true, true, false]);
      const long = { ...input, description: 'x'.repeat(100) };
      const other = batches.beginFile(account);
      expect([long, long, long].map((link) => other.add(link))).toEqual([true, true, false]);
      const odd = { ...input, money: { amount: 0, currency: 'USD' } };
      expect((await refused([input, odd])).facts).toMatchObject({
        kind: 'rejected',
        pointers: ['/currency', '/amount'],
      });
      for (const name of ['', ' ', 'x'.repeat(101)]) {
        expect((await failed(batches.request(name, call()))).facts.pointers).toEqual(['/file_name']);
      }
      expect(sim.calls()).toEqual([]);
    },
    { batch_max_rows: 3, batch_max_bytes: 700 },
  );

  rigged('an upload goes nowhere that is not safe', async (rig) => {
    const { call } = rig;
    for (const url of ['http://uploads.example.com/a', 'https://a:b@uploads.example.com/', 'ftp://a', 'x']) {
      const error = await failed(batchesOf(rig).upload(url, new Uint8Array([1]), call()));
      expect([error.kind, error.facts.code]).toEqual(['rejected', 'upload_url']);
    }
  });
});

describe('money, phones and times', () => {
  rigged('amounts are numbers of pounds, and come back exact', async (rig) => {
    const amounts = [1, 7, 10, 29, 57, 100, 110, 1999, 4250, 99_999_999];
    for (const [n, amount] of amounts.entries()) {
      await rig.provider.createLink(
        { ...numbered(rig.input, n), money: { amount, currency: 'GBP' } },
        rig.call(),
      );
    }
    expect(callsOf(rig, 'create').map(({ body }) => Reflect.get(Object(body), 'Amount'))).toEqual([
      0.01, 0.07, 0.1, 0.29, 0.57, 1, 1.1, 19.99, 42.5, 999_999.99,
    ]);
    rig.clock.advance(LAG_MS);
    const { links = [] } =
      (await rig.provider.listLinks?.({ keyword: 'Byron', sort: 'created_at' }, rig.call())) ?? {};
    expect(links.map(({ money }) => money?.amount).sort((a = 0, b = 0) => a - b)).toEqual(amounts);
  });

  rigged('times are whole seconds of UTC', async (rig) => {
    const ref = await made(rig);
    rig.clock.advance(777);
    rig.sim.act({ action: 'pay', link: ref.providerUrl ?? '' });
    const { observation } = (await rig.provider.fetchLink?.(ref, rig.call())) ?? {};
    expect(observation).toMatchObject({
      firstOpenedAt: Date.parse('2026-03-02T09:15:36Z'),
      paidAt: Date.parse('2026-03-02T09:15:36Z'),
    });
  });
});

/** Each override on both sides: what the one assumes the other must be able to live with. */
describe('wire profile', () => {
  const overrides: Record<string, unknown>[] = [
    { base_path: '' },
    { amount_unit: 'minor' },
    { create_status: 200 },
    { create_status: 202 },
    { validation_status: 422 },
    { duplicate_status: 422 },
    { duplicate_status: 400 },
    { state_conflict_status: 422 },
    { state_conflict_status: 400 },
    { not_found_status: 410 },
    { duplicate_reference: 'ignore' },
    { unknown_property: 'ignore' },
    { phone_format: 'e164' },
    { native_send: 'never' },
    { native_send: 'always' },
    { list_needs_parameter: false },
    { list_lag_seconds: 0 },
    { update_statuses: ['Revoked', 'Cancelled'] },
    { status_map: { created: 'processing', 'Part-Paid': 'processing', PAID: 'partially_paid' } },
    {
      batch_states: {
        waiting: 'WAIT',
        uploaded: 'STORED',
        running: 'BUSY',
        done: 'OK',
        done_with_errors: 'MIXED',
        failed: 'BROKEN',
      },
    },
    { batch_columns: PAYPOINT_PROFILE.batch_columns.toReversed() },
    { batch_page_size: 1 },
    { first_line_number: 0 },
    { first_line_number: 1 },
    { upload_url_seconds: 10 },
    { text_max: 60, name_max: 20, email_max: 20 },
    { min_amount_minor: 4250, max_amount_minor: 4250 },
    { batch_max_rows: 2, batch_max_bytes: 500 },
  ];

  it.each(overrides)('%j', (wire) =>
    withRig(
      paypoint,
      paypointHarness,
      async (rig) => {
        const { provider, sim, clock, call, wanted } = rig;
        const always = wire.native_send === 'always';
        const input: NewProviderLink = { ...rig.input, ...(always && { sendBy: ['sms'] }) };
        const first = await provider.createLink(input, call());
        const second = await provider.createLink(numbered(input, 1), call());
        clock.advance(LAG_MS);
        const word = always ? 'Sent' : 'Created';
        const open = wire.status_map && !always ? 'processing' : 'active';
        expect(await provider.findByReference?.(wanted(input), call())).toMatchObject([
          { ...first, money: input.money, observation: { status: open, providerStatus: word } },
        ]);
        expect((await provider.listLinks?.({ keyword: 'Byron' }, call()))?.links).toHaveLength(2);
        const again = await provider.createLink(input, call());
        expect(again.providerLinkId === first.providerLinkId).toBe(wire.duplicate_reference !== 'ignore');

        const read = async () => (await provider.fetchLink?.(rig.ref(first), call()))?.observation;
        sim.act({ action: 'partial', link: first.providerUrl, amount: 1001 });
        const [part, all] = wire.status_map ? ['processing', 'partially_paid'] : ['partially_paid', 'paid'];
        expect(await read()).toMatchObject({ status: part, amountPaid: 1001 });
        sim.act({ action: 'pay', link: first.providerUrl });
        expect(await read()).toMatchObject({ status: all, amountPaid: 4250 });

        expect((await failed(provider.cancelLink?.(rig.ref(first), call()))).kind).toBe('conflict');
        await provider.cancelLink?.(rig.ref(second), call());
        expect((await provider.fetchLink?.(rig.ref(second), call()))?.observation.status).toBe('cancelled');
        const gone = { ...rig.ref(first), providerLinkId: '6f0d9a52-3c1e-4b87-9d24-7a5e8c10b3f6' };
        expect((await failed(provider.cancelLink?.(gone, call()))).kind).toBe('not-found');

        // Of a server that takes less than the connection says.
        const config = paypointHarness.config(sim, { ...wire, name_max: 60 });
        const account = provider.openAccount(config);
        const long = { ...numbered(input, 2), options: { title: 'x'.repeat(60) } };
        const refused = await failed(provider.createLink(long, { ...call(), account }));
        expect([refused.kind, refused.facts.pointers]).toEqual(['rejected', ['/provider_options/title']]);

        const { batches } = provider;
        if (!batches) throw new Error('there is no batch service');
        const { batchId, uploadUrl } = await batches.request('rows.csv', call());
        const rows = [numbered(input, 3), numbered(input, 1)];
        await batches.upload(uploadUrl, fileOf(batches, rows, call().account), call());
        expect((await batches.fetch(batchId, call())).state).toBe('uploaded');
        expect((await batches.confirm(batchId, call())).state).toBe('running');
        clock.advance(2000);
        const takesBoth = wire.duplicate_reference === 'ignore';
        expect(await batches.fetch(batchId, call())).toMatchObject({
          state: takesBoth ? 'done' : 'done_with_errors',
          total: 2,
          failed: takesBoth ? 0 : 1,
        });
        expect(await batches.failures(batchId, call())).toEqual(
          takesBoth ? [] : [{ row: 2, reference: numbered(input, 1).reference, code: 'provider_rejected' }],
        );
        expect((await batches.list(1, call())).last).toBe(wire.batch_page_size !== 1);
      },
      wire,
    ),
  );
});
