import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { providerOf } from '../../lib/providers/registry.ts';
import { arrangeConnection, createAt, PROVIDERS } from '../faults/connections.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from '../faults/servers.ts';
import { callsOf, listOperation, makeOurs, type ProviderId, simulatorOf } from './listed.ts';

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

async function get(id: string, query: Record<string, string> = {}) {
  const path = `/v1/links/${id}`;
  const reply = answered(await run.http('links/get', { method: 'GET', path, params: { id }, query }));
  return { status: reply.status, headers: reply.headers, body: JSON.parse(reply.body) };
}

async function arrange(provider: ProviderId, more: object = {}) {
  const simulated = simulatedOf(servers, provider);
  await arrangeConnection(run, simulated);
  const [[theirs, id] = ['', '']] = [...(await makeOurs(run, simulated, 1, more))];
  await run.drain();
  // A provider's lists may lag by up to a minute.
  servers.clock.set(servers.clock.now() + 61_000);
  return { simulated, theirs, id };
}

/** What the provider tells of a fresh link beside what has a name of ours. */
const DATA: Readonly<Record<ProviderId, object>> = {
  allpay: {
    client_code: 'RENT',
    validated: expect.any(Boolean),
    created_at: expect.stringMatching(/^2026-/),
  },
  felloh: { organisation: 'X1234', user_id: expect.any(String), type: 'UNKNOWN' },
  fortis: {
    paylink_api_id: expect.any(String),
    created_user_id: expect.any(String),
    modified_user_id: expect.any(String),
    created_ts: expect.any(Number),
    modified_ts: expect.any(Number),
    display_billing_fields: expect.any(Number),
    display_product_transaction_receipt_details: expect.any(Number),
    delivery_method: 0,
  },
  paypoint: { short_url: expect.stringMatching(/^http/), account_reference: 'ACC-204417' },
  smarterpay: { ecommerce_page: expect.any(String) },
};

/** The call that reads one link, and its fault's name. */
const READS: Readonly<Record<ProviderId, string>> = {
  allpay: listOperation('allpay'),
  felloh: 'get',
  fortis: 'get',
  paypoint: 'list',
  smarterpay: 'get',
};

describe.each(PROVIDERS)('a link of %s', (provider) => {
  it('calls nobody unless it is asked to', async () => {
    const { simulated, id } = await arrange(provider);
    const { result, calls } = await callsOf(simulated, () =>
      get(id, { expand: 'messages,events,connection' }),
    );
    expect([result.status, calls]).toEqual([200, []]);
    expect(result.body).not.toHaveProperty('provider_data');
  });

  it('shows what else the provider tells with expand=provider_data, and keeps none of it', async () => {
    const { simulated, id } = await arrange(provider);
    const { act } = simulatorOf(simulated);
    const before = await run.items();
    const { result, calls } = await callsOf(simulated, () => get(id, { expand: 'provider_data' }));
    expect(result.status, JSON.stringify(result.body)).toBe(200);
    expect(result.body.provider_data).toMatchObject(DATA[provider]);
    expect(calls.length).toBeLessThanOrEqual(provider === 'allpay' ? 2 : 1);
    // Paid there: a read that was not asked to take anything over does not.
    act({ link: result.body.provider_url, action: 'pay' });
    await simulated.simulator.drained();
    const again = await get(id, { expand: 'provider_data' });
    expect(again.body).toMatchObject({ status: 'active', version: result.body.version });
    expect(await run.items()).toEqual(before);
  });

  it.each([
    ['429', { kind: 'status', status: 429, retry_after: 17 }, 429, 'rate_limited'],
    ['500', { kind: 'status', status: 500 }, 503, 'provider_unavailable'],
    ['HTML', { kind: 'html' }, 502, 'provider_bad_response'],
    ['no answer', { kind: 'hang' }, 503, 'provider_unavailable'],
  ])(
    'is told with the provider as the problem where that fails with %s',
    async (name, fault, status, code) => {
      const { simulated, id } = await arrange(provider);
      run.remainingMs = name === 'no answer' ? 3_000 : 25_000;
      simulatorOf(simulated).fail({ operation: READS[provider], ...fault });
      const failed = await get(id, { expand: 'provider_data' });
      expect([failed.status, failed.body.code, failed.body.link_id]).toEqual([status, code, id]);
      if (name === '429') expect(failed.headers['retry-after']).toBe('17');
      expect((await get(id)).status).toBe(200);
    },
  );

  it('knows no other names, and tells those it does', async () => {
    const { simulated, id } = await arrange(provider);
    const { result, calls } = await callsOf(simulated, () => get(id, { expand: 'provider_data,moon' }));
    expect([result.status, result.body.code, calls]).toEqual([422, 'validation_error', []]);
    const known = ['messages', 'events', 'connection', 'provider_data'];
    const detail = `Of this link: ${[...known, ...(providerOf(provider)?.limits.expands ?? [])].join(', ')}.`;
    expect(result.body.errors).toEqual([{ pointer: '/query/expand', code: 'not_allowed', detail }]);
    if (provider !== 'fortis') expect((await get(id, { expand: 'contact' })).status).toBe(422);
  });

  it('that the provider is not known to have yet has no data, and calls nobody', async () => {
    const simulated = simulatedOf(servers, provider);
    await arrangeConnection(run, simulated);
    simulatorOf(simulated).fail({ operation: 'create', kind: 'reset', when: 'after' });
    const reply = answered(await createAt(run, simulated));
    expect(reply.status, reply.body).toBe(202);
    const { result, calls } = await callsOf(simulated, () =>
      get(JSON.parse(reply.body).id, { expand: 'provider_data' }),
    );
    expect([result.status, result.body.provider_data, calls]).toEqual([200, null, []]);
  });
});

describe("Fortis' own expands", () => {
  const contact = { provider_options: { contact_api_id: 'cust-1001' } };
  const shown: Readonly<Record<string, unknown>> = {
    contact: {
      id: expect.any(String),
      location_id: expect.any(String),
      contact_api_id: 'cust-1001',
      first_name: 'Ada',
      last_name: 'Byron',
      email: 'ada@example.com',
      cell_phone: '2025550143',
    },
    email_blacklist: null,
    sms_blacklist: null,
    location: expect.objectContaining({ name: 'Example Travel', branding_domain_url: expect.any(String) }),
    tags: [],
    created_user: expect.objectContaining({ id: expect.any(String), username: expect.any(String) }),
    payment_url: expect.stringMatching(/^http/),
  };

  it.each(Object.keys(shown))('%s is one read, and there', async (name) => {
    const { simulated, theirs, id } = await arrange('fortis', contact);
    const { result, calls } = await callsOf(simulated, () => get(id, { expand: `messages,${name}` }));
    expect(result.status, JSON.stringify(result.body)).toBe(200);
    expect(result.body.messages).toEqual([]);
    expect(result.body.provider_data).toMatchObject({ [name]: shown[name] });
    const expand = name === 'payment_url' ? name : `payment_url,${name}`;
    expect(calls).toEqual([
      { operation: 'get', method: 'GET', path: `/v2/paylinks/${theirs}`, query: { expand }, body: null },
    ]);
  });

  it('come all in one read, and none is kept', async () => {
    expect(Object.keys(shown)).toEqual(providerOf('fortis')?.limits.expands);
    const { simulated, id } = await arrange('fortis', contact);
    const before = await run.items();
    const { result, calls } = await callsOf(simulated, () =>
      get(id, { expand: Object.keys(shown).join(',') }),
    );
    expect(calls).toHaveLength(1);
    expect(result.body.provider_data).toMatchObject(shown);
    expect(await run.items()).toEqual(before);
  });

  it('tell who must not be messaged there', async () => {
    const { simulated, theirs, id } = await arrange('fortis', contact);
    simulatorOf(simulated).act({ link: theirs, action: 'blacklist', method: 'email' });
    simulatorOf(simulated).act({ link: theirs, action: 'blacklist', method: 'sms' });
    const { body } = await get(id, { expand: 'email_blacklist,sms_blacklist' });
    expect(body.provider_data).toMatchObject({
      email_blacklist: { isBlacklisted: expect.anything(), detail: expect.any(String) },
      sms_blacklist: { isBlacklisted: expect.anything(), detail: expect.any(String) },
    });
  });

  it('of a link that was deleted there are its problem, not an omission', async () => {
    const { simulated, theirs, id } = await arrange('fortis', contact);
    simulatorOf(simulated).act({ link: theirs, action: 'delete' });
    const { status, body } = await get(id, { expand: 'contact' });
    expect([status, body.code, body.provider.category]).toEqual([422, 'provider_rejected', 'not-found']);
  });
});

it('nothing secret or personal was logged', () => {
  const text = servers.logs.text();
  expect(text).toContain('PROVIDER_CALL_FAILED');
  const secrets = servers.simulated.flatMap(({ credentials }) => Object.values(credentials));
  const personal = [
    'Byron',
    'Example Travel',
    '@example.com',
    '7700900',
    '2025550143',
    '/pay/',
    'paylink?id=',
  ];
  for (const hidden of [...secrets, ...personal]) expect(text).not.toContain(hidden);
});
