import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { providerOf } from '../../lib/providers/registry.ts';
import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, ledgerOf, PROVIDERS } from '../faults/connections.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from '../faults/servers.ts';
import { callsOf, listOperation, makeForeign, makeOurs, type ProviderId, simulatorOf } from './listed.ts';

let servers: Servers;
let run: Run;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());
beforeEach(async () => {
  servers.clock.set(Math.max(START, servers.clock.now()));
  run = await startRun(servers);
});
afterEach(() => run.close());

const Row = z.looseObject({ link_id: z.nullable(z.string()), provider_link_id: z.nullable(z.string()) });
const Page = z.object({ data: z.array(Row), next_page_token: z.nullable(z.string()) });

async function arrange(provider: ProviderId): Promise<Simulated> {
  const simulated = simulatedOf(servers, provider);
  await arrangeConnection(run, simulated);
  return simulated;
}

async function list({ connection }: Pick<Simulated, 'connection'>, query: Record<string, string> = {}) {
  const reply = answered(
    await run.http('connections/links', {
      method: 'GET',
      path: `/v1/connections/${connection}/links`,
      params: { id: connection },
      query,
    }),
  );
  return { status: reply.status, headers: reply.headers, body: JSON.parse(reply.body) };
}

async function page(simulated: Simulated, query: Record<string, string> = {}) {
  const { status, body } = await list(simulated, query);
  expect(status, JSON.stringify(body)).toBe(200);
  return z.parse(Page, body);
}

/** Page by page to the end; `between` happens once, after the first one. */
async function pages(
  simulated: Simulated,
  query: Record<string, string>,
  between?: (rows: z.infer<typeof Row>[]) => Promise<unknown>,
) {
  const rows: z.infer<typeof Row>[] = [];
  let count = 0;
  for (let token: string | null = ''; token !== null; count += 1) {
    const one = await page(simulated, { ...query, ...(token && { page_token: token }) });
    rows.push(...one.data);
    token = one.next_page_token;
    if (count === 0) await between?.(one.data);
    if (count > 300) throw new Error('the pages do not end');
  }
  return { rows, count };
}

/** A provider's lists may lag by up to a minute. */
function lag(): void {
  servers.clock.set(servers.clock.now() + 61_000);
}

/** What its list has, by id. */
function listed(simulated: Simulated): string[] {
  return ledgerOf(simulated).flatMap(({ id, state }) => (state === 'deleted' ? [] : [id]));
}

const option = (name: string) => `provider_options[${name}]`;
const at = '2026-02-10T10:00:00Z';
const until = '2026-02-12T09:00:00Z';
const HIDDEN = '[secret]';

/** What our query becomes on the wire: the body of a POST, the query of a GET. */
const WIRE: Readonly<
  Record<ProviderId, { path: string; always: object; asked: readonly [Record<string, string>, object][] }>
> = {
  felloh: {
    path: '/agent/payment-links',
    always: { organisation: 'X1234', skip: 0, take: 50 },
    asked: [
      [{ q: 'byron' }, { keyword: 'byron' }],
      [
        { created_from: at, created_to: until },
        { date_from: '2026-02-10', date_to: '2026-02-12' },
      ],
      [{ booking: 'true' }, { filter_booking_exists: true }],
      [{ booking: 'false' }, { filter_booking_exists: false }],
      [{ include_child_organisations: 'true' }, { 'show-child-organisations': true }],
      [{ include_child_organisations: 'false' }, { 'show-child-organisations': false }],
      [{ [option('organisation')]: 'X1235' }, { organisation: 'X1235' }],
      [{ page_size: '7' }, { take: 7 }],
      [{ page_size: '5000' }, { take: 100 }],
    ],
  },
  fortis: {
    path: '/v2/paylinks',
    always: {
      location_id: '8d2f6c1e-4b7a-4f3e-9a51-c0de52b7a9f4',
      expand: 'payment_url',
      page_size: '50',
      page: '1',
    },
    asked: [
      ...(providerOf('fortis')?.limits.filters ?? []).flatMap((name): [Record<string, string>, object][] => [
        [{ [option(name)]: '7' }, { [name]: '7' }],
        [{ sort: name }, { sort: name }],
        [{ sort: `-${name}` }, { sort: `-${name}` }],
      ]),
      [{ page_size: '7' }, { page_size: '7' }],
      [{ page_size: '5000' }, { page_size: '100' }],
      [{ created_from: at, created_to: until }, {}],
    ],
  },
  smarterpay: {
    path: '/service.svc/paymentlinks',
    always: { limit: '50', page_no: '1', sort_field: 'created_at', sort_order: 'desc' },
    asked: [
      ...(providerOf('smarterpay')?.limits.filters ?? []).map((name): [Record<string, string>, object] => [
        { [option(name)]: 'X7' },
        { [name]: 'X7' },
      ]),
      ...['id', 'type', 'created_at'].flatMap((name): [Record<string, string>, object][] => [
        [{ sort: name }, { sort_field: name, sort_order: 'asc' }],
        [{ sort: `-${name}` }, { sort_field: name, sort_order: 'desc' }],
      ]),
      [{ page_size: '7' }, { limit: '7' }],
      [{ page_size: '5000' }, { limit: '500' }],
      [{ created_from: at, created_to: until }, {}],
    ],
  },
  paypoint: {
    path: '/paybylink/v1/requests',
    always: {},
    asked: [
      [{ q: 'byron' }, { CustomerName: 'byron' }],
      [{ [option('customer_name')]: 'king' }, { CustomerName: 'king' }],
      [{ [option('request_id')]: 'R-7' }, { RequestId: 'R-7' }],
      [{ [option('client_transaction_ref')]: 'C7' }, { ClientTransactionRef: 'C7' }],
      [{ [option('account_reference')]: 'ACC-7' }, { AccountReference: 'ACC-7' }],
      [{ [option('amount')]: '4250' }, { Amount: '42.5' }],
      [{ [option('mobile_number')]: '+447700900123' }, { MobileNumber: '07700900123' }],
      [{ [option('email_address')]: 'ada@example.com' }, { EmailAddress: 'ada@example.com' }],
      [{ [option('status')]: 'Paid' }, { Status: 'Paid' }],
      [{ q: 'byron', created_from: at, created_to: until, sort: 'created_at' }, { CustomerName: 'byron' }],
      [
        { q: 'byron', [option('account_reference')]: 'ACC-7' },
        { CustomerName: 'byron', AccountReference: 'ACC-7' },
      ],
    ],
  },
  allpay: { path: '', always: {}, asked: [] },
};

describe('what is asked, on the wire', () => {
  it.each(PROVIDERS.filter((id) => id !== 'allpay'))('of %s', async (provider) => {
    const simulated = await arrange(provider);
    const { path, always, asked } = WIRE[provider];
    const plain: [Record<string, string>, object][] = provider === 'paypoint' ? [] : [[{}, {}]];
    for (const [query, wire] of [...plain, ...asked]) {
      const { result, calls } = await callsOf(simulated, () => list(simulated, query));
      expect(result.status, JSON.stringify([query, result.body])).toBe(200);
      const [only, ...others] = calls.filter(({ operation }) => operation === 'list');
      expect(others).toEqual([]);
      expect(only?.path).toBe(path);
      const told = provider === 'felloh' ? only?.body : only?.query;
      expect(told, JSON.stringify(query)).toEqual({ ...always, ...wire });
    }
    const names = Object.keys(Object.assign({}, ...asked.map(([query]) => query)));
    const { filters = [], list: known } = providerOf(provider)?.limits ?? {};
    expect(names).toEqual(expect.arrayContaining([...filters.map(option), ...(known?.common ?? [])]));
  });

  it.each([
    [{}, ['/GetPendingPaymentUrlsByOrg', '/GetActivePaymentUrls']],
    [{ [option('list')]: 'pending' }, ['/GetPendingPaymentUrlsByOrg']],
    [{ [option('list')]: 'active' }, ['/GetActivePaymentUrls']],
    [{ [option('status')]: '152' }, ['/GetActivePaymentUrls']],
    [{ [option('list')]: 'active', [option('status')]: '153' }, ['/GetActivePaymentUrls']],
  ])('of allpay: %j', async (query, paths) => {
    const simulated = await arrange('allpay');
    const { result, calls } = await callsOf(simulated, () => list(simulated, query));
    expect(result.status).toBe(200);
    expect(calls.map(({ path, body }) => [path, body])).toEqual(
      paths.map((path) => [
        path,
        {
          subscriptionKey: HIDDEN,
          ...(path === '/GetActivePaymentUrls'
            ? { organisationId: '1042' }
            : { organisationPersonId: '20417' }),
        },
      ]),
    );
  });
});

describe('what cannot be asked is refused before the provider is', () => {
  const common = (pointer: string, detail: RegExp | string) => ({ pointer, detail });
  it.each<[ProviderId, Record<string, string>, string, { pointer: string; detail: RegExp | string }]>([
    ['smarterpay', { q: 'x' }, 'capability_not_supported', common('/query/q', /felloh, paypoint/)],
    ['fortis', { q: 'x' }, 'capability_not_supported', common('/query/q', /felloh, paypoint/)],
    ['allpay', { booking: 'true' }, 'capability_not_supported', common('/query/booking', /: felloh\./)],
    [
      'paypoint',
      { q: 'x', include_child_organisations: 'true' },
      'capability_not_supported',
      common('/query/include_child_organisations', /: felloh\./),
    ],
    [
      'allpay',
      { created_from: at },
      'capability_not_supported',
      common('/query/created_from', /felloh, fortis, paypoint, smarterpay/),
    ],
    [
      'felloh',
      { sort: 'amount' },
      'capability_not_supported',
      common('/query/sort', /fortis, paypoint, smarterpay/),
    ],
    ['fortis', { sort: 'moon' }, 'validation_error', common('/query/sort', /created_ts, modified_ts/)],
    ['smarterpay', { sort: '-amount' }, 'validation_error', common('/query/sort', /id, type, created_at/)],
    [
      'fortis',
      { [option('moon')]: 'full' },
      'validation_error',
      common('/query/provider_options/moon', /id, location_id/),
    ],
    [
      'allpay',
      { [option('paid')]: '1' },
      'validation_error',
      common('/query/provider_options/paid', /list, status/),
    ],
    [
      'allpay',
      { [option('status')]: '150' },
      'validation_error',
      common('/query/provider_options/status', /15/),
    ],
    [
      'allpay',
      { [option('list')]: 'all' },
      'validation_error',
      common('/query/provider_options/list', /active/),
    ],
    [
      'allpay',
      { [option('list')]: 'pending', [option('status')]: '151' },
      'provider_rejected',
      common('/query/provider_options/status', /refused/),
    ],
    ['paypoint', {}, 'validation_error', common('/query', /one of q and .*request_id/)],
    ['paypoint', { created_from: at }, 'validation_error', common('/query', /one of q/)],
    ['paypoint', { [option('status')]: '' }, 'validation_error', common('/query', /one of q/)],
    [
      'paypoint',
      { [option('amount')]: '42.50' },
      'validation_error',
      common('/query/provider_options/amount', /d\{1,15\}/),
    ],
  ])('%s: %j', async (provider, query, code, { pointer, detail }) => {
    const simulated = await arrange(provider);
    const { result, calls } = await callsOf(simulated, () => list(simulated, query));
    expect(calls).toEqual([]);
    expect([result.status, result.body.code]).toEqual([422, code]);
    expect(result.body.errors).toEqual([
      expect.objectContaining({ pointer, detail: expect.stringMatching(detail) }),
    ]);
  });
});

describe.each(PROVIDERS)('the list of %s', (provider) => {
  const everything: Record<string, string> = provider === 'paypoint' ? { q: 'byron' } : {};

  it('holds 120 links, ours among others, page by page', async () => {
    const simulated = await arrange(provider);
    const before = listed(simulated).length;
    const ours = await makeOurs(run, simulated, 10);
    await makeForeign(simulated, 100, servers.clock.now);
    for (const entry of await makeOurs(run, simulated, 10)) ours.set(...entry);
    lag();
    const all = listed(simulated);
    expect(all).toHaveLength(before + 120);
    for (const page_size of ['50', '33']) {
      const { rows, count } = await pages(simulated, { ...everything, page_size });
      expect(rows.map(({ provider_link_id }) => provider_link_id).sort()).toEqual([...all].sort());
      expect(count).toBeGreaterThan(2);
      for (const row of rows) expect(row.link_id).toBe(ours.get(row.provider_link_id ?? '') ?? null);
    }
  });

  it('shows a link in our words, and nobody by name', async () => {
    const simulated = await arrange(provider);
    const ours = await makeOurs(run, simulated, 1);
    const [id, linkId] = [...ours][0] ?? [];
    await makeForeign(simulated, 1, servers.clock.now);
    lag();
    const { act } = simulatorOf(simulated);
    act({ link: id, action: 'pay', ...(provider === 'smarterpay' ? {} : { method: 'card' }) });
    await simulated.simulator.drained();
    const { data } = await page(simulated, { ...everything, page_size: '200' });
    const row = data.find(({ provider_link_id }) => provider_link_id === id);
    expect(row).toMatchObject({
      object: 'provider_link',
      link_id: linkId,
      provider_url: expect.stringMatching(/^http/),
      status: expect.stringMatching(/^(paid|processing)$/),
      amount: 12_500,
      currency: provider === 'fortis' ? 'USD' : 'GBP',
      provider_data: expect.any(Object),
    });
    const text = JSON.stringify(data);
    for (const personal of [/byron/i, /@example\.com/, /7700900/, /2025550143/]) {
      expect(text).not.toMatch(personal);
    }
  });

  it('loses none of the others while links are made and go, and repeats at most one', async () => {
    const simulated = await arrange(provider);
    await makeForeign(simulated, 12, servers.clock.now);
    lag();
    const all = listed(simulated);
    const { rows } = await pages(simulated, { ...everything, page_size: '5' }, async (first) => {
      await makeForeign(simulated, 2, servers.clock.now);
      lag();
      // With numbered pages one that goes moves another out of sight; the document says so.
      if (provider === 'fortis' || provider === 'smarterpay') return;
      simulatorOf(simulated).act({ link: first[0]?.provider_link_id, action: 'delete' });
    });
    const ids = rows.map(({ provider_link_id }) => provider_link_id);
    for (const id of all) expect(ids).toContain(id);
    expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(1);
  });

  it('takes a token only with what it came with', async () => {
    const simulated = await arrange(provider);
    await makeForeign(simulated, 4, servers.clock.now);
    lag();
    const first = await page(simulated, { ...everything, page_size: '2' });
    const page_token = first.next_page_token ?? '';
    expect(first.data).toHaveLength(2);
    const other: Record<string, string> =
      provider === 'allpay' ? { [option('list')]: 'active' } : { created_from: at };
    for (const query of [
      { ...everything, page_size: '3', page_token },
      { ...everything, ...other, page_size: '2', page_token },
      { ...everything, page_size: '2', page_token: 'nonsense' },
      { ...everything, page_size: '2', page_token: Buffer.from('["x","1.2"]').toString('base64url') },
    ]) {
      const { result, calls } = await callsOf(simulated, () => list(simulated, query));
      expect([result.status, result.body.code]).toEqual([400, 'page_token_invalid']);
      expect(calls).toEqual([]);
    }
    const second = await page(simulated, { ...everything, page_size: '2', page_token });
    const ids = [...first.data, ...second.data].map(({ provider_link_id }) => provider_link_id);
    expect(new Set(ids).size).toBe(ids.length);
    // Another organisation's token is another list's, with the same connection and filters too.
    await arrange(provider);
    expect((await list(simulated, { ...everything, page_size: '2', page_token })).status).toBe(400);
  });

  it.each([
    ['429', { kind: 'status', status: 429, retry_after: 17 }, 429, 'rate_limited'],
    ['500', { kind: 'status', status: 500 }, 503, 'provider_unavailable'],
    ['HTML', { kind: 'html' }, 502, 'provider_bad_response'],
    ['half an answer', { kind: 'truncated' }, 502, 'provider_bad_response'],
    ['a reset', { kind: 'reset' }, 503, 'provider_unavailable'],
    ['no answer', { kind: 'hang' }, 503, 'provider_unavailable'],
  ])('that fails with %s is told as what it is', async (name, fault, status, code) => {
    const simulated = await arrange(provider);
    // A truncated empty list may still be JSON.
    await makeForeign(simulated, 1, servers.clock.now);
    lag();
    run.remainingMs = name === 'no answer' ? 3_000 : 25_000;
    simulatorOf(simulated).fail({ operation: listOperation(provider), when: 'after', ...fault });
    const failed = await list(simulated, everything);
    expect([failed.status, failed.body.code]).toEqual([status, code]);
    expect(failed.body.provider.name).toBe(provider);
    if (name === '429') expect(failed.headers['retry-after']).toBe('17');
    expect((await list(simulated, everything)).status).toBe(200);
  });

  it('of an account that is not let in any more is refused', async () => {
    const simulated = await arrange(provider);
    const fault = { operation: listOperation(provider), kind: 'status', status: 401, times: 2 };
    simulatorOf(simulated).fail(fault);
    const refused = await list(simulated, everything);
    expect([refused.status, refused.body.code]).toEqual([422, 'provider_rejected']);
    expect(refused.body.provider).toMatchObject({ name: provider, category: 'credentials' });
    // What only one call met of it.
    if (provider !== 'felloh') await list(simulated, everything);
    expect((await list(simulated, everything)).status).toBe(200);
  });
});

describe('what the lists can be narrowed to', () => {
  it('allpay: each of the five statuses, and what is pending', async () => {
    const simulated = await arrange('allpay');
    const ids = await makeForeign(simulated, 6, servers.clock.now);
    lag();
    const { act } = simulatorOf(simulated);
    const [sent, opened, paid, downloaded, part, pending] = ids;
    act({ link: sent, action: 'status', status: '151' });
    act({ link: opened, action: 'open' });
    act({ link: paid, action: 'pay' });
    act({ link: downloaded, action: 'download' });
    act({ link: part, action: 'partial', amount: 1_000 });
    const by = async (query: Record<string, string>) =>
      (await pages(simulated, { ...query, page_size: '200' })).rows
        .map(({ provider_link_id }) => provider_link_id)
        .filter((id) => id !== null && ids.includes(id))
        .sort();
    expect(await by({ [option('status')]: '151' })).toEqual([sent]);
    expect(await by({ [option('status')]: '152' })).toEqual([opened]);
    expect(await by({ [option('status')]: '153' })).toEqual([paid]);
    expect(await by({ [option('status')]: '154' })).toEqual([downloaded]);
    expect(await by({ [option('status')]: '155' })).toEqual([part]);
    expect(await by({ [option('list')]: 'pending' })).toEqual([pending]);
    expect(await by({ [option('list')]: 'active' })).toEqual(ids.slice(0, 5).sort());
  });

  it('Felloh: bookings, child organisations, and instants within its days', async () => {
    const simulated = await arrange('felloh');
    servers.clock.set(servers.clock.now() + 3 * 86_400_000);
    const from = new Date(servers.clock.now()).toISOString();
    const [first] = await makeForeign(simulated, 1, servers.clock.now);
    const ours = await makeOurs(run, simulated, 1, { provider_options: { organisation: 'X1235' } });
    servers.clock.set(servers.clock.now() + 60_000);
    const to = new Date(servers.clock.now()).toISOString();
    servers.clock.set(servers.clock.now() + 60_000);
    const [later] = await makeForeign(simulated, 1, servers.clock.now);
    lag();
    const by = async (query: Record<string, string>) =>
      (await page(simulated, query)).data.map(({ provider_link_id }) => provider_link_id);
    const [child] = [...ours.keys()];
    expect(await by({ created_from: from })).toEqual([later, first]);
    expect(await by({ created_from: from, created_to: to })).toEqual([first]);
    expect(await by({ created_from: from, include_child_organisations: 'true' })).toEqual([
      later,
      child,
      first,
    ]);
    expect(await by({ created_from: from, [option('organisation')]: 'X1235' })).toEqual([child]);
    expect(await by({ created_from: from, booking: 'true' })).toEqual([later, first]);
    expect(await by({ created_from: from, booking: 'false' })).toEqual([]);
    expect(await by({ created_from: from, q: 'nobody' })).toEqual([]);
  });

  it('Felloh: a token that is refused is fetched anew, once', async () => {
    const simulated = await arrange('felloh');
    await page(simulated);
    simulatorOf(simulated).act({ action: 'revoke_tokens' });
    const { result, calls } = await callsOf(simulated, () => list(simulated));
    expect(result.status).toBe(200);
    expect(calls.map(({ operation }) => operation)).toEqual(['list', 'token', 'list']);
  });

  it('PayPoint: oldest or newest first', async () => {
    const simulated = await arrange('paypoint');
    servers.clock.set(servers.clock.now() + 86_400_000);
    const created_from = new Date(servers.clock.now()).toISOString();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push(...(await makeForeign(simulated, 1, servers.clock.now)));
      servers.clock.set(servers.clock.now() + 1_000);
    }
    lag();
    const by = async (sort: string) =>
      (await pages(simulated, { q: 'byron', created_from, sort, page_size: '2' })).rows.map(
        ({ provider_link_id }) => provider_link_id,
      );
    expect(await by('created_at')).toEqual(ids);
    expect(await by('-created_at')).toEqual([...ids].reverse());
  });
});

it('nothing secret or personal was logged', () => {
  const text = servers.logs.text();
  expect(text).toContain('PROVIDER_CALL_FAILED');
  const secrets = servers.simulated.flatMap(({ credentials }) => Object.values(credentials));
  const personal = ['Byron', 'byron', '@example.com', '7700900', '2025550143', '/pay/', 'paylink?id='];
  for (const hidden of [...secrets, ...personal]) expect(text).not.toContain(hidden);
});
