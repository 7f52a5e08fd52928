import { describe, expect, test } from 'vitest';
import type { FaultInput } from '../faults.ts';
import { csv, line, newLink, paypoint, second } from './test-client.ts';

type Rig = Awaited<ReturnType<typeof paypoint>>;

/** Each operation with what it changes, as something that can be counted: 0 before, 1 after. */
async function operations(rig: Rig) {
  const { call, create, cancel, newBatch, put, confirm, simulator } = rig;
  const { id } = await create();
  const [ready, waiting] = [await newBatch(), await newBatch()];
  await put(ready.upload, csv(line('R1')));
  const links = simulator.ledger().length;
  const batches = simulator.batches().length;
  const count = (found: boolean) => (found ? 1 : 0);
  const state = (batch: string) => simulator.batches().find((one) => one.id === batch)?.state;
  return [
    ['create', () => call('POST', '/requests', newLink), () => simulator.ledger().length - links],
    ['list', () => call('GET', '/requests?Amount=1'), undefined],
    ['update', () => cancel(id), () => count(simulator.ledger()[0]?.status === 'Cancelled')],
    [
      'batch_create',
      () => call('POST', '/batches', { FileName: 'f' }),
      () => simulator.batches().length - batches,
    ],
    [
      'batch_upload',
      () => put(waiting.upload, csv(line('R2'))),
      () => count(state(waiting.id) === 'uploaded'),
    ],
    ['batch_confirm', () => confirm(ready.id), () => count(state(ready.id) === 'running')],
    ['batch_status', () => call('GET', `/batches/${ready.id}`), undefined],
    ['batch_list', () => call('GET', '/batches?PageNumber=1'), undefined],
    ['batch_failures', () => call('GET', `/batches/${ready.id}/failures`), undefined],
  ] as const;
}

const kinds: readonly FaultInput[] = [
  { kind: 'status', status: 500 },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'truncated' },
  { kind: 'reset' },
];

describe.each(kinds)('$kind', (fault) => {
  test.each(['before', 'after'] as const)('%s the effect, of every operation', async (when) => {
    const rig = await paypoint();
    for (const [operation, run, effect] of await operations(rig)) {
      rig.simulator.fail({ ...fault, operation, when });
      const answer = await run().then(
        ({ status, text }) => `${status} ${text.slice(0, 1)}`,
        () => 'reset',
      );
      const wanted = {
        status: operation === 'batch_upload' ? '500 <' : '500 {',
        html: '200 <',
        empty: '200 ',
        reset: 'reset',
      }[String(fault.kind)];
      if (wanted !== undefined) expect([operation, answer]).toEqual([operation, wanted]);
      if (effect) expect([operation, effect()]).toEqual([operation, when === 'after' ? 1 : 0]);
    }
    expect(rig.simulator.calls().filter((call) => call.fault !== undefined)).toHaveLength(9);
  });
});

test('hang and slow, before and after the effect', async () => {
  const { raw, call, simulator } = await paypoint();
  const headers = {
    'ocp-apim-subscription-key': simulator.fixtures.subscriptionKey,
    'content-type': 'application/json',
  };
  for (const [when, made] of [
    ['before', 0],
    ['after', 1],
  ] as const) {
    simulator.fail({ operation: 'create', kind: 'hang', when });
    const body = JSON.stringify(newLink);
    const hanging = raw('POST', '/paybylink/v1/requests', {
      headers,
      body,
      signal: AbortSignal.timeout(60),
    });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(simulator.ledger()).toHaveLength(made);
  }
  simulator.fail({ operation: 'create', kind: 'slow', ms: 40 });
  const begun = performance.now();
  expect((await call('POST', '/requests', { ...newLink, ClientTransactionRef: 'R2' })).status).toBe(201);
  expect(performance.now() - begun).toBeGreaterThan(35);
});

describe('a status on demand has its own body', () => {
  test.each([
    [400, 'application'],
    [401, 'gateway'],
    [403, 'application'],
    [404, 'application'],
    [409, 'application'],
    [422, 'application'],
    [429, 'gateway'],
    [500, 'gateway'],
    [503, 'gateway'],
  ] as const)('%i: %s', async (status, body) => {
    const { call, simulator } = await paypoint();
    simulator.fail({ kind: 'status', status });
    const answer = await call('POST', '/requests', newLink);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.json)).toEqual(
      body === 'gateway' ? ['statusCode', 'message'] : ['Message', 'Errors'],
    );
    expect(answer.headers.get('www-authenticate') !== null).toBe(status === 401);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(simulator.ledger()).toEqual([]);
  });

  test('403 with Retry-After is the gateway’s quota, 429 says how long', async () => {
    const { call, simulator } = await paypoint();
    simulator.fail({ kind: 'status', status: 403, retry_after: 60 });
    simulator.fail({ kind: 'status', status: 429, retry_after: 7 });
    const quota = await call('POST', '/requests', newLink);
    expect([quota.json.statusCode, quota.headers.get('retry-after')]).toEqual([403, '60']);
    expect((await call('POST', '/requests', newLink)).json.message).toContain('in 7 seconds');
  });

  test('the blob store’s is XML', async () => {
    const { newBatch, put, simulator } = await paypoint();
    const { upload } = await newBatch();
    for (const [status, code] of [
      [400, 'MissingRequiredHeader'],
      [403, 'AuthenticationFailed'],
      [503, 'InternalError'],
    ] as const) {
      simulator.fail({ operation: 'batch_upload', kind: 'status', status });
      const answer = await put(upload, csv(line('R1')));
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
    }
  });
});

test('the page fails only by its name', async () => {
  const { create, raw, simulator } = await paypoint();
  const { page } = await create();
  simulator.fail({ kind: 'status', status: 500 });
  expect((await raw('GET', page)).status).toBe(200);
  simulator.fail({ operation: 'page', kind: 'status', status: 503 });
  expect((await raw('GET', page)).status).toBe(503);
});

test('the control interface', async () => {
  const { clock, create, raw, batchOf, simulator } = await paypoint();
  const { id } = await create();
  const control = (path: string) => raw('GET', `${simulator.controlUrl}${path}`);
  const post = (path: string, body: object) =>
    raw('POST', `${simulator.controlUrl}${path}`, { body: JSON.stringify(body) });
  expect((await post('/act', { action: 'partial', link: id, amount: 1000 })).json).toMatchObject({
    link: id,
    state: 'partly_paid',
  });
  expect((await post('/act', { action: 'pay', link: 'x' })).status).toBe(404);
  await batchOf(line('R1', '1.00', 'Both'));
  clock.at += 2 * second;
  expect((await control('/ledger')).json).toMatchObject([
    { id, reference: 'REF-1', amount: 4250, amount_paid: 1000, currency: 'GBP', state: 'partly_paid' },
    { reference: 'R1', messages: [{ channel: 'sms' }, { channel: 'email' }] },
  ]);
  expect((await control('/webhooks')).json).toEqual([]);
  expect((await control('/calls')).json.map(({ operation }: { operation: string }) => operation)).toEqual([
    'create',
    'batch_create',
    'batch_upload',
    'batch_confirm',
  ]);
  const page = await control('');
  expect([page.status, page.text.includes('Ada Byron, £42.50, REF-1')]).toEqual([200, true]);
  const settings = { wire: { create_status: 200 }, list_lag_seconds: 0 };
  expect((await post('/settings', settings)).json).toEqual({ ...settings, webhook_url: null });
  expect((await post('/settings', { webhook_url: 'http://127.0.0.1:9/' })).status).toBe(422);
  expect((await post('/settings', { webhook_url: '', wire: { colour: 1 } })).status).toBe(422);
});
